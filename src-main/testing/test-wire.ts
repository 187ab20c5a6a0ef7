import { MessageChannel } from 'node:worker_threads'
import type { WindowPort } from '../window-port'

/** A window as far as the wire to it goes, without the window. */
export abstract class TestWire<Message> {
  /** The session's end. */
  readonly port: WindowPort<Message>
  readonly #channel = new MessageChannel()
  #changed: (() => void)[] = []

  constructor() {
    const { port1, port2 } = this.#channel
    this.port = {
      postMessage: (message) => port1.postMessage(message),
      on: (event: 'message' | 'close', listener: (message: { data: unknown }) => void) =>
        port1.on(event, (data: unknown) => listener({ data })),
      start: () => port1.start(),
      close: () => port1.close(),
    }
    port2.on('message', (message: Message) => {
      this.receive(message)
      this.#tell()
    })
    port2.on('close', () => this.#tell())
  }

  protected abstract receive(message: Message): void

  /** Sends anything at all, as a compromised window may. */
  post(message: unknown): void {
    this.#channel.port2.postMessage(message)
  }

  /** Resolves when `condition` holds, which is looked at whenever something has come. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#changed.push(resolve))
  }

  close(): void {
    this.#channel.port2.close()
  }

  #tell(): void {
    const waiting = this.#changed
    this.#changed = []
    for (const resolve of waiting) resolve()
  }
}
