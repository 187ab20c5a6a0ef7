import type { Writable } from 'node:stream'
import { Deferred } from '../deferred'
import { encodeHeader, type FrameHeader } from './frame'

/**
 * Sends packets. The first of a turn of the event loop goes out at once, so that the daemon begins
 * while we go on; those after it in the same turn are gathered into one system call.
 */
export class FrameWriter {
  readonly #untaken = new Set<Deferred<void>>()
  #isCorked = false

  constructor(readonly output: Writable) {}

  /** Sends a packet that is encoded already. */
  send(frame: Buffer): void {
    this.#write(frame)
  }

  /** Sends a packet without payload. */
  sendEmpty(header: FrameHeader): void {
    this.#write(encodeHeader(header, 0))
  }

  /** Sends raw bytes as a packet's payload; resolves when the system has taken them. */
  sendPayload(header: FrameHeader, payload: Buffer): Promise<void> {
    this.#gather()
    this.output.write(encodeHeader(header, payload.length))
    const taken = new Deferred<void>()
    this.#untaken.add(taken)
    this.output.write(payload, (error) => {
      this.#untaken.delete(taken)
      if (error) taken.reject(error)
      else taken.resolve()
    })
    return taken.promise
  }

  /** Nothing will be taken any more; not every stream says so by itself when it is destroyed. */
  end(error: Error): void {
    for (const taken of this.#untaken) taken.reject(error)
    this.#untaken.clear()
  }

  #write(bytes: Buffer): void {
    this.output.write(bytes)
    this.#gather()
  }

  /** Holds back what is written from now on to the end of this turn. */
  #gather(): void {
    if (this.#isCorked) return
    this.#isCorked = true
    this.output.cork()
    process.nextTick(() => {
      this.#isCorked = false
      this.output.uncork()
    })
  }
}
