import type { Writable } from 'node:stream'
import { Deferred } from '../deferred'
import { encodeHeader, type FrameHeader } from './frame'

/**
 * Sends packets. The first goes out at once, so that the daemon begins while we go on; those after
 * it are gathered into one system call, until the system has taken the first.
 */
export class FrameWriter {
  readonly #untaken = new Set<Deferred<void>>()
  #isGathering = false

  constructor(readonly output: Writable) {}

  /** Sends a packet that is encoded already. */
  send(frame: Buffer): void {
    // Behind one that is still on its way it waits by itself, and holding that back would be for ever.
    if (this.#isGathering || this.output.writableLength > 0) this.output.write(frame)
    else {
      this.output.write(frame, this.#taken)
      this.#gather()
    }
  }

  /** Sends a packet without payload. */
  sendEmpty(header: FrameHeader): void {
    this.send(encodeHeader(header, 0))
  }

  /** Sends raw bytes as a packet's payload; resolves when the system has taken them. */
  sendPayload(header: FrameHeader, payload: Buffer): Promise<void> {
    const isFirst = !this.#isGathering
    if (isFirst) this.#gather()
    this.output.write(encodeHeader(header, payload.length))
    const taken = new Deferred<void>()
    this.#untaken.add(taken)
    this.output.write(payload, (error) => {
      this.#untaken.delete(taken)
      if (error) taken.reject(error)
      else taken.resolve()
    })
    if (isFirst) process.nextTick(this.#taken)
    return taken.promise
  }

  /** Nothing will be taken any more; not every stream says so by itself when it is destroyed. */
  end(error: Error): void {
    for (const taken of this.#untaken) taken.reject(error)
    this.#untaken.clear()
  }

  #gather(): void {
    this.#isGathering = true
    this.output.cork()
  }

  readonly #taken = (): void => {
    this.#isGathering = false
    this.output.uncork()
  }
}
