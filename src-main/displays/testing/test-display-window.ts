import { MessageChannel } from 'node:worker_threads'
import type {
  DisplayMessage,
  DisplayRequest,
  DisplayStatus,
} from '../../../src-preload/contract/display'
import type { DisplayPort } from '../display-port'
import { BareVncClient } from './bare-vnc-client'

/** A display window as far as a session can tell; a bare client speaks for it. */
export class TestDisplayWindow {
  /** The session's end. */
  readonly port: DisplayPort
  readonly statuses: DisplayStatus[] = []
  readonly passwords: (string | null)[] = []
  client = new BareVncClient(() => {})
  /** How many bytes of the line that began last have come. */
  receivedBytes = 0
  /** Whether it takes in what comes. */
  takes = true
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
    port2.on('message', (message: DisplayMessage) => this.#receive(message))
  }

  get status(): DisplayStatus | undefined {
    return this.statuses.at(-1)
  }

  /** The line that leads to the display now. */
  get line(): number {
    return this.status?.state === 'connected' ? this.status.line : 0
  }

  /** Sends anything at all, as a compromised window may. */
  post(message: unknown): void {
    this.#channel.port2.postMessage(message)
  }

  ask(request: DisplayRequest): void {
    this.post(request)
  }

  /** Resolves when `condition` holds, which is looked at whenever something has come. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#changed.push(resolve))
  }

  async reach(state: DisplayStatus['state']): Promise<void> {
    await this.until(() => this.status?.state === state)
  }

  close(): void {
    this.#channel.port2.close()
  }

  #receive(message: DisplayMessage): void {
    if (message.type === 'status') this.#begin(message.status)
    else if (message.type === 'password') this.passwords.push(message.password)
    else if (message.line === this.line) {
      const { line, bytes } = message
      this.receivedBytes += bytes.length
      this.client.receive(bytes)
      if (this.takes) this.ask({ type: 'taken', line, count: bytes.length })
    }
    const waiting = this.#changed
    this.#changed = []
    for (const resolve of waiting) resolve()
  }

  #begin(status: DisplayStatus): void {
    this.statuses.push(status)
    if (status.state !== 'connected') return
    const { line } = status
    this.receivedBytes = 0
    this.client = new BareVncClient((bytes) => this.ask({ type: 'input', line, bytes }))
  }
}
