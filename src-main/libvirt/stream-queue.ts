import { LENT_BYTES } from './wire/frame'

/** Where a stream's owner stops reading ahead, and where it goes on, in bytes. */
export const HIGH_WATERMARK = 1_048_576
export const LOW_WATERMARK = 262_144

/**
 * Chunks smaller than this are gathered: a daemon sends a console's output a few bytes at a time,
 * and those bytes are only lent.
 */
const GATHER_BYTES = LENT_BYTES

/** A part of a sparse volume that holds nothing but zeroes. */
export interface Hole {
  /** How many bytes of zeroes. */
  readonly hole: bigint
}

/** Received and not consumed: bytes of one stream, in order. */
export class StreamQueue {
  readonly #ready: (Buffer | Hole)[] = []
  #gathered: Buffer | undefined
  #gatheredBytes = 0
  #bytes = 0
  #isOver = false
  #wake: (() => void) | undefined

  get bytes(): number {
    return this.#bytes
  }

  /** No more will come; what is queued can still be taken. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Copies what is small, and keeps what is not: see {@link LENT_BYTES}. */
  push(chunk: Buffer | Hole): void {
    if ('hole' in chunk) {
      this.#closeGathered()
      this.#ready.push(chunk)
    } else {
      this.#bytes += chunk.length
      if (chunk.length < GATHER_BYTES) this.#gather(chunk)
      else {
        this.#closeGathered()
        this.#ready.push(chunk)
      }
    }
    this.#wakeUp()
  }

  /** The oldest bytes; undefined when there are none. */
  take(): Buffer | Hole | undefined {
    if (this.#ready.length === 0) this.#closeGathered()
    const chunk = this.#ready.shift()
    if (chunk && !('hole' in chunk)) this.#bytes -= chunk.length
    return chunk
  }

  end(): void {
    this.#isOver = true
    this.#wakeUp()
  }

  /** Throws away what is queued, and ends. */
  discard(): void {
    this.#ready.length = 0
    this.#gathered = undefined
    this.#gatheredBytes = 0
    this.#bytes = 0
    this.end()
  }

  /** Resolves when there is something to take, or the end. One reader at a time. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  #wakeUp(): void {
    this.#wake?.()
    this.#wake = undefined
  }

  #gather(chunk: Buffer): void {
    if (this.#gatheredBytes + chunk.length > GATHER_BYTES) this.#closeGathered()
    this.#gathered ??= Buffer.allocUnsafe(GATHER_BYTES)
    this.#gatheredBytes += chunk.copy(this.#gathered, this.#gatheredBytes)
  }

  #closeGathered(): void {
    if (!this.#gathered) return
    this.#ready.push(this.#gathered.subarray(0, this.#gatheredBytes))
    this.#gathered = undefined
    this.#gatheredBytes = 0
  }
}
