/** Where a stream's owner stops reading ahead, and where it goes on, in bytes. */
export const HIGH_WATERMARK = 1_048_576
export const LOW_WATERMARK = 262_144

/** Bytes are gathered in blocks of this size: what a disk likes to be given at once. */
const BLOCK_BYTES = 262_144

/** So little is copied out of its block: a console says a few bytes at a time, for hours. */
const LITTLE_BYTES = 16_384

/** Blocks kept to be filled again. */
const SPARE_BLOCKS = 4

/** A part of a sparse volume that holds nothing but zeroes. */
export interface Hole {
  /** How many bytes of zeroes. */
  readonly hole: bigint
}

/** Received and not consumed: bytes of one stream, in order. */
export class StreamQueue {
  readonly #ready: (Buffer | Hole)[] = []
  readonly #spare: Buffer[] = []
  #block: Buffer | undefined
  #filled = 0
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

  /** Copies the bytes: they are only lent. */
  push(chunk: Buffer | Hole): void {
    if ('hole' in chunk) {
      this.#closeBlock()
      this.#ready.push(chunk)
    } else {
      this.#bytes += chunk.length
      for (let at = 0; at < chunk.length;) at += this.#fill(chunk, at)
    }
    this.#wakeUp()
  }

  /** The oldest bytes; undefined when there are none. */
  take(): Buffer | Hole | undefined {
    if (this.#ready.length === 0) this.#closeBlock()
    const chunk = this.#ready.shift()
    if (chunk && !('hole' in chunk)) this.#bytes -= chunk.length
    return chunk
  }

  /** Takes back what {@link take} gave, whose bytes nobody looks at any more. */
  recycle({ buffer }: Buffer): void {
    const isBlock = buffer.byteLength === BLOCK_BYTES
    if (isBlock && this.#spare.length < SPARE_BLOCKS) this.#spare.push(Buffer.from(buffer))
  }

  end(): void {
    this.#isOver = true
    this.#wakeUp()
  }

  /** Throws away what is queued, and ends. */
  discard(): void {
    this.#ready.length = 0
    this.#spare.length = 0
    this.#block = undefined
    this.#filled = 0
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

  /** Copies what the block has room for, and returns how much that was. */
  #fill(chunk: Buffer, start: number): number {
    this.#block ??= this.#spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES)
    const copied = chunk.copy(this.#block, this.#filled, start)
    this.#filled += copied
    if (this.#filled === BLOCK_BYTES) this.#closeBlock()
    return copied
  }

  #closeBlock(): void {
    if (!this.#block || this.#filled === 0) return
    const bytes = this.#block.subarray(0, this.#filled)
    this.#filled = 0
    if (bytes.length <= LITTLE_BYTES) this.#ready.push(Buffer.from(bytes))
    else {
      this.#ready.push(bytes)
      this.#block = undefined
    }
  }
}
