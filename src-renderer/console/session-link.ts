import { PORT_MESSAGE } from '../../src-preload/contract/channels'
import type {
  ConsoleMessage,
  ConsoleRequest,
  ConsoleStatus,
} from '../../src-preload/contract/console'
import { call } from '../bridge/call'

/** What a console window does with what its session says. */
export interface SessionListener {
  /** What was there before: to be drawn without answering it. Resolves when it is drawn. */
  history(bytes: Uint8Array): Promise<void>
  /** Resolves when it is drawn: that is what lets more come. */
  data(bytes: Uint8Array): Promise<void>
  status(status: ConsoleStatus): void
}

/** The wire to the session in the main process. */
export class SessionLink {
  #port: MessagePort | null = null
  #replayed: Promise<void> = Promise.resolve()

  constructor(readonly listener: SessionListener) {
    window.addEventListener('message', (event) => {
      const [port] = event.ports
      if (event.source === window && event.data === PORT_MESSAGE && port) this.#take(port)
    })
  }

  /** Asks for the port; what was on the console follows by itself. */
  async open(): Promise<void> {
    await call('consoles.connect')
  }

  send(bytes: Uint8Array): void {
    this.#ask({ type: 'input', bytes })
  }

  attach(takeOver: boolean): void {
    this.#ask({ type: 'attach', takeOver })
  }

  #take(port: MessagePort): void {
    this.#port?.close()
    this.#port = port
    port.addEventListener('message', ({ data }: MessageEvent<ConsoleMessage>) => {
      void this.#hear(data)
    })
    port.start()
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
    }
  }

  #ask(request: ConsoleRequest): void {
    this.#port?.postMessage(request)
  }
}
