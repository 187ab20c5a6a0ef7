import type {
  DisplayMessage,
  DisplayRequest,
  DisplayStatus,
} from '../../../src-preload/contract/display'
import { TestWire } from '../../testing/test-wire'
import { BareVncClient } from './bare-vnc-client'

/** A display window as far as a session can tell; a bare client speaks for it. */
export class TestDisplayWindow extends TestWire<DisplayMessage> {
  readonly statuses: DisplayStatus[] = []
  readonly passwords: (string | null)[] = []
  client = new BareVncClient(() => {})
  /** How many bytes of the line that began last have come. */
  receivedBytes = 0
  /** Whether it takes in what comes. */
  takes = true

  get status(): DisplayStatus | undefined {
    return this.statuses.at(-1)
  }

  /** The line that leads to the display now. */
  get line(): number {
    return this.status?.state === 'connected' ? this.status.line : 0
  }

  ask(request: DisplayRequest): void {
    this.post(request)
  }

  async reach(state: DisplayStatus['state']): Promise<void> {
    await this.until(() => this.status?.state === state)
  }

  protected override receive(message: DisplayMessage): void {
    if (message.type === 'status') this.#begin(message.status)
    else if (message.type === 'password') this.passwords.push(message.password)
    else if (message.line === this.line) {
      const { line, bytes } = message
      this.receivedBytes += bytes.length
      this.client.receive(bytes)
      if (this.takes) this.ask({ type: 'taken', line, count: bytes.length })
    }
  }

  #begin(status: DisplayStatus): void {
    this.statuses.push(status)
    if (status.state !== 'connected') return
    const { line } = status
    this.receivedBytes = 0
    this.client = new BareVncClient((bytes) => this.ask({ type: 'input', line, bytes }))
  }
}
