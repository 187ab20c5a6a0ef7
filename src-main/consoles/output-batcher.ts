/** How long output waits for more to come, in ms: a quarter of a screen refresh. */
export const BATCH_MS = 4
/**
 * How long it waits in a flood, in ms. Nobody reads along with one, and each batch is drawn: the
 * processor that draws a screen sixty times a second is not there for the guest.
 */
export const FLOOD_MS = 64
/** Output is passed on at once when this much has gathered. */
export const BATCH_BYTES = 256 * 1024

/**
 * Gathers a console's output before it crosses a process border: the daemon sends some twenty
 * bytes a frame, and a message for each would cost more than all the rest.
 *
 * Output after a pause (the echo of a keystroke) is passed on at once. What follows closely is held
 * for {@link BATCH_MS}, twice as long each time it goes on and {@link FLOOD_MS} at most, or until
 * {@link BATCH_BYTES} have gathered.
 */
export class OutputBatcher {
  readonly #gathered = new Uint8Array(BATCH_BYTES)
  #size = 0
  #timer: NodeJS.Timeout | undefined
  #lastFlush = -Infinity
  #waitMs = BATCH_MS

  /** `pass` is given a view that it must copy if it keeps it. */
  constructor(readonly pass: (batch: Uint8Array) => void) {}

  /** Copies `bytes`, so the caller may reuse them. */
  add(bytes: Uint8Array): void {
    if (this.#size + bytes.length > BATCH_BYTES) this.flush()
    if (bytes.length > BATCH_BYTES) return this.pass(bytes)
    this.#gathered.set(bytes, this.#size)
    this.#size += bytes.length
    this.#timer ??= this.#schedule()
  }

  /** Passes on now what has gathered. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#size === 0) return
    const batch = this.#gathered.subarray(0, this.#size)
    this.#size = 0
    this.#lastFlush = performance.now()
    this.pass(batch)
  }

  #schedule(): NodeJS.Timeout | undefined {
    const rest = this.#lastFlush + this.#waitMs - performance.now()
    if (rest > 0) {
      return setTimeout(() => {
        this.#waitMs = Math.min(2 * this.#waitMs, FLOOD_MS)
        this.flush()
      }, rest)
    }
    this.#waitMs = BATCH_MS
    this.flush()
    return undefined
  }
}
