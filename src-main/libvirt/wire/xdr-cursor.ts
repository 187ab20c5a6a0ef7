/** Where a payload is read and written: positions, bounds and growth. */

/** A value could not be read or written; `path` says where, such as `domains.3.name`. */
export class XdrError extends Error {
  override readonly name = 'XdrError'
  constructor(
    readonly problem: string,
    readonly path: readonly (string | number)[] = [],
  ) {
    super(path.length > 0 ? `${path.join('.')}: ${problem}` : problem)
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView =>
  new DataView(buffer, byteOffset, length)

/** Reads one payload from front to back; throws {@link XdrError} instead of reading past its end. */
export class XdrReader {
  /** The same bytes as {@link bytes}: numbers are read faster from a view. */
  readonly view: DataView
  #position = 0
  readonly #end: number

  constructor(readonly bytes: Buffer) {
    this.view = viewOf(bytes)
    this.#end = bytes.length
  }

  get position(): number {
    return this.#position
  }

  /** Goes back to an earlier position. */
  rewind(position: number): void {
    this.#position = position
  }

  get remaining(): number {
    return this.#end - this.#position
  }

  /** Claims `size` bytes and returns where they begin. */
  take(size: number): number {
    const at = this.#position
    if (size > this.#end - at) {
      throw new XdrError(`needs ${size} bytes at ${at}, ${this.#end - at} left`)
    }
    this.#position = at + size
    return at
  }

  /** Claims `size` bytes and the zero bytes that fill them up to a multiple of four. */
  takePadded(size: number): number {
    const padding = -size & 3
    const at = this.take(size + padding)
    for (let i = 0; i < padding; i++) {
      if (this.bytes[at + size + i] !== 0) throw new XdrError(`padding at ${at + size} is not zero`)
    }
    return at
  }

  /** Reads a length and refuses one above `max`. */
  length(max: number): number {
    const length = this.view.getUint32(this.take(4))
    if (length > max) throw new XdrError(`length ${length} is above the maximum of ${max}`)
    return length
  }

  /** Refuses bytes left over: a whole payload must be consumed. */
  end(): void {
    if (this.remaining > 0) throw new XdrError(`${this.remaining} bytes left over`)
  }
}

/** Collects a payload in a buffer that grows. */
export class XdrWriter {
  #bytes: Buffer
  #view: DataView
  #position = 0

  constructor(initialSize = 256) {
    this.#bytes = Buffer.allocUnsafe(initialSize)
    this.#view = viewOf(this.#bytes)
  }

  /** Goes back to an earlier size. */
  rewind(size: number): void {
    this.#position = size
  }

  /** The same bytes as {@link bytes}: numbers are written faster to a view. */
  get view(): DataView {
    return this.#view
  }

  get bytes(): Buffer {
    return this.#bytes
  }

  get size(): number {
    return this.#position
  }

  /** Makes room for `size` bytes and returns where they begin. */
  claim(size: number): number {
    const at = this.#position
    const needed = at + size
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2))
      this.#bytes.copy(grown, 0, 0, at)
      this.#bytes = grown
      this.#view = viewOf(grown)
    }
    this.#position = needed
    return at
  }

  /** Makes room for `size` bytes and zeroes the bytes that fill them up to a multiple of four. */
  claimPadded(size: number): number {
    const padding = -size & 3
    const at = this.claim(size + padding)
    for (let i = 0; i < padding; i++) this.#bytes[at + size + i] = 0
    return at
  }

  /** What was written so far, without copying. */
  done(): Buffer {
    return this.#bytes.subarray(0, this.#position)
  }
}
