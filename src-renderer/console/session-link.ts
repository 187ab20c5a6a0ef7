import type {
  ConsoleMessage,
  ConsoleRecording,
  ConsoleRequest,
  ConsoleStatus,
  PasteProgress,
  TerminalSize,
} from '../../src-preload/contract/console'
import { onPort } from '../bridge/on-port'

/** What a console window does with what its session says. */
export interface SessionListener {
  /** What was there before: to be drawn without answering it. Resolves when it is drawn. */
  history(bytes: Uint8Array): Promise<void>
  /** Resolves when it is drawn: that is what lets more come. */
  data(bytes: Uint8Array): Promise<void>
  status(status: ConsoleStatus): void
  pasting(progress: PasteProgress | null): void
  recording?(recording: ConsoleRecording | null): void
}

/** The wire to the session in the main process. */
export class SessionLink {
  #port: MessagePort | null = null
  #size: TerminalSize | null = null
  readonly #unlisten: () => void
  #replayed: Promise<void> = Promise.resolve()

  /** Listens for the port; `subject` is the machine's id in a window of several, else `''`. */
  constructor(
    subject: string,
    readonly listener: SessionListener,
  ) {
    this.#unlisten = onPort(subject, (port) => this.#take(port))
  }

  /** What was told before there was a port is told when there is one. */
  tellSize(size: TerminalSize): void {
    this.#size = size
    this.#ask({ type: 'size', size })
  }

  /** Sent no faster than the guest takes it. */
  paste(bytes: Uint8Array): void {
    this.#ask({ type: 'paste', bytes })
  }

  stopPaste(): void {
    this.#ask({ type: 'stopPaste' })
  }

  send(bytes: Uint8Array): void {
    this.#ask({ type: 'input', bytes })
  }

  attach(takeOver: boolean): void {
    this.#ask({ type: 'attach', takeOver })
  }

  /** Lets the console go; its session lives on. */
  close(): void {
    this.#unlisten()
    this.#port?.close()
    this.#port = null
  }

  #take(port: MessagePort): void {
    this.#port?.close()
    this.#port = port
    port.addEventListener('message', ({ data }: MessageEvent<ConsoleMessage>) => {
      void this.#hear(data)
    })
    port.start()
    if (this.#size) this.tellSize(this.#size)
  }

  async #hear(message: ConsoleMessage): Promise<void> {
    switch (message.type) {
      case 'history':
        this.#replayed = this.listener.history(message.bytes)
        return
      case 'data':
        await this.listener.data(message.bytes)
        this.#ask({ type: 'drawn', count: message.bytes.length })
        return
      case 'status':
        // Who reads `Connected` may type: what is typed into a replay would be lost.
        await this.#replayed
        this.listener.status(message.status)
        return
      case 'pasting':
        this.listener.pasting(message.progress)
        return
      case 'recording':
        this.listener.recording?.(message.recording)
    }
  }

  #ask(request: ConsoleRequest): void {
    this.#port?.postMessage(request)
  }
}
