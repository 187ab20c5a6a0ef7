import type { DisplayMessage, DisplayRequest } from '../../src-preload/contract/display'
import { call } from '../bridge/call'
import { onPort } from '../bridge/on-port'

/** The wire to the session in the main process. */
export class DisplayLink {
  #port: MessagePort | null = null
  #hear: ((message: DisplayMessage) => void) | null = null

  constructor() {
    onPort('', (port) => this.#take(port))
  }

  /** Asks for the port; what comes by it waits until somebody listens. */
  async open(): Promise<void> {
    await call('displays.connect')
  }

  listen(hear: (message: DisplayMessage) => void): void {
    this.#hear = hear
    this.#port?.start()
  }

  ask(request: DisplayRequest): void {
    this.#port?.postMessage(request)
  }

  #take(port: MessagePort): void {
    this.#port?.close()
    this.#port = port
    port.addEventListener('message', ({ data }: MessageEvent<DisplayMessage>) => this.#hear?.(data))
    if (this.#hear) port.start()
  }
}
