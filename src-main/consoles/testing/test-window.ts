import type {
  ConsoleMessage,
  ConsoleRecording,
  ConsoleRequest,
  ConsoleStatus,
  PasteProgress,
} from '../../../src-preload/contract/console'
import { TestWire } from '../../testing/test-wire'

/** A console window as far as a session can tell: it draws what comes, unless told not to. */
export class TestWindow extends TestWire<ConsoleMessage> {
  readonly statuses: ConsoleStatus[] = []
  readonly pastes: (PasteProgress | null)[] = []
  readonly recordings: (ConsoleRecording | null)[] = []
  readonly histories: Buffer[] = []
  readonly batches: Buffer[] = []
  #draws = true
  #undrawn = 0
  #received = Buffer.alloc(64 * 1024)
  #receivedBytes = 0

  /** How much has come, the history included. */
  get receivedBytes(): number {
    return this.#receivedBytes
  }

  /** What has come since so many bytes had come; below zero, the last so many. */
  textSince(mark: number): string {
    return this.#received.subarray(0, this.#receivedBytes).subarray(mark).toString('latin1')
  }

  get status(): ConsoleStatus | undefined {
    return this.statuses.at(-1)
  }

  /** Whether it draws what comes; when it begins to, it draws what has waited too. */
  set draws(draws: boolean) {
    this.#draws = draws
    if (draws) this.draw(this.#undrawn)
  }

  /** Draws up to so many bytes of what waits, and tells the session. */
  draw(most: number): void {
    const count = Math.min(most, this.#undrawn)
    this.#undrawn -= count
    if (count > 0) this.request({ type: 'drawn', count })
  }

  type(text: string): void {
    this.request({ type: 'input', bytes: Buffer.from(text) })
  }

  request(request: ConsoleRequest): void {
    this.post(request)
  }

  protected override receive(message: ConsoleMessage): void {
    if (message.type === 'status') this.statuses.push(message.status)
    else if (message.type === 'pasting') this.pastes.push(message.progress)
    else if (message.type === 'recording') this.recordings.push(message.recording)
    else {
      const bytes = Buffer.from(message.bytes)
      this.#keep(bytes)
      if (message.type === 'history') this.histories.push(bytes)
      else {
        this.batches.push(bytes)
        this.#undrawn += bytes.length
        if (this.#draws) this.draw(bytes.length)
      }
    }
  }

  #keep(bytes: Buffer): void {
    const size = this.#receivedBytes + bytes.length
    if (size > this.#received.length) {
      this.#received = Buffer.concat([this.#received], Math.max(size, this.#received.length * 2))
    }
    bytes.copy(this.#received, this.#receivedBytes)
    this.#receivedBytes = size
  }
}
