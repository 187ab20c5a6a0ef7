import type { Writable } from 'node:stream'
import { Deferred } from '../deferred'
import { encodeHeader, type FrameHeader } from './frame'

/** Sends packets, and gathers those of one turn of the event loop into one system call. */
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
    this.#write(encodeHeader(header, payload.length))
    const taken = new Deferred<void>()
    this.#untaken.add(taken)
    this.#write(payload, (error) => {
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

  #write(bytes: Buffer, onTaken?: (error?: Error | null) => void): void {
    if (!this.#isCorked) {
      this.#isCorked = true
      this.output.cork()
      process.nextTick(() => {
        this.#isCorked = false
        this.output.uncork()
      })
    }
    this.output.write(bytes, onTaken)
  }
}
