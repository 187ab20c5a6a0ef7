import { MessageChannel } from 'node:worker_threads'
import type {
  ConsoleMessage,
  ConsoleRequest,
  ConsoleStatus,
} from '../../../src-preload/contract/console'
import type { ConsolePort } from '../console-port'

/** A console window as far as a session can tell: it draws what comes, unless told not to. */
export class TestWindow {
  /** The session's end. */
  readonly port: ConsolePort
  readonly statuses: ConsoleStatus[] = []
  readonly histories: Buffer[] = []
  readonly batches: Buffer[] = []
  receivedBytes = 0
  /** Whether it tells the session that it has drawn what came. */
  draws = true
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
    port2.on('message', (message: ConsoleMessage) => this.#receive(message))
    port2.on('close', () => this.#tell())
  }

  /** All output so far, the history included. */
  get screen(): string {
    return Buffer.concat([...this.histories, ...this.batches]).toString('latin1')
  }

  get status(): ConsoleStatus | undefined {
    return this.statuses.at(-1)
  }

  /** Sends anything at all, as a compromised window may. */
  post(message: unknown): void {
    this.#channel.port2.postMessage(message)
  }

  type(text: string): void {
    this.request({ type: 'input', bytes: Buffer.from(text) })
  }

  request(request: ConsoleRequest): void {
    this.post(request)
  }

  /** Resolves when `condition` holds, which is looked at whenever something has come. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#changed.push(resolve))
  }

  close(): void {
    this.#channel.port2.close()
  }

  #receive(message: ConsoleMessage): void {
    if (message.type === 'status') this.statuses.push(message.status)
    else {
      const bytes = Buffer.from(message.bytes)
      this.receivedBytes += bytes.length
      if (message.type === 'history') this.histories.push(bytes)
      else {
        this.batches.push(bytes)
        if (this.draws) this.request({ type: 'drawn', count: bytes.length })
      }
    }
    this.#tell()
  }

  #tell(): void {
    const waiting = this.#changed
    this.#changed = []
    for (const resolve of waiting) resolve()
  }
}
