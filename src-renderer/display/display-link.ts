import { PORT_MESSAGE } from '../../src-preload/contract/channels'
import type { DisplayMessage, DisplayRequest } from '../../src-preload/contract/display'
import { call } from '../bridge/call'

/** The wire to the session in the main process. */
export class DisplayLink {
  #port: MessagePort | null = null

  constructor(readonly hear: (message: DisplayMessage) => void) {
    window.addEventListener('message', (event) => {
      const [port] = event.ports
      if (event.source === window && event.data === PORT_MESSAGE && port) this.#take(port)
    })
  }

  /** Asks for the port; how the display stands follows by itself. */
  async open(): Promise<void> {
    await call('displays.connect')
  }

  ask(request: DisplayRequest): void {
    this.#port?.postMessage(request)
  }

  #take(port: MessagePort): void {
    this.#port?.close()
    this.#port = port
    port.addEventListener('message', ({ data }: MessageEvent<DisplayMessage>) => this.hear(data))
    port.start()
  }
}
