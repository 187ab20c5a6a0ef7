import type { Writable } from 'node:stream'
import { Deferred } from '../deferred'
import { encodeHeader, type FrameHeader } from './frame'

/** What libvirt's own client sends at a time; every release takes it. */
const DATA_BYTES = 262_120

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

  /** Sends raw bytes in as many packets as they need; resolves when the system has taken them. */
  async sendData(header: FrameHeader, bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return
    const isFirst = !this.#isGathering
    if (isFirst) this.#gather()
    const taken = new Deferred<void>()
    this.#untaken.add(taken)
    const settle = (error?: Error | null): void => {
      this.#untaken.delete(taken)
      if (error) taken.reject(error)
      else taken.resolve()
    }
    for (let at = 0; at < bytes.length; at += DATA_BYTES) {
      const payload = bytes.subarray(at, at + DATA_BYTES)
      const isLast = at + payload.length === bytes.length
      this.output.write(encodeHeader(header, payload.length))
      this.output.write(payload, isLast ? settle : undefined)
    }
    if (isFirst) process.nextTick(this.#taken)
    await taken.promise
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
