/** What is larger is worth waking up for, in bytes. */
const SMALL_BYTES = 4_096
/** So many small pieces within {@link BREATH_MS} are a flood. */
const FLOOD_PIECES = 8
/** How long a flood gathers before it is read on, in ms; a unix socket holds several times as much. */
export const BREATH_MS = 8

/**
 * Has a flood of small pieces read at once: a guest that prints line by line has the
 * daemon send thousands of packets a second, and to wake up for each takes the processor from the very
 * guest. What comes alone, such as the echo of a key, is never held back.
 */
export class Breather {
  #pieces = 0
  #since = -Infinity
  #turn: NodeJS.Immediate | undefined
  #breath: NodeJS.Timeout | undefined

  /** `hold` stops the reading, `release` lets it go on. */
  constructor(
    readonly hold: () => void,
    readonly release: () => void,
  ) {}

  /** A piece of so many bytes came. */
  received(bytes: number): void {
    // Large packets come in pieces, too, some of them small.
    if (bytes > SMALL_BYTES) {
      this.#pieces = 0
      return
    }
    const now = performance.now()
    if (now - this.#since > BREATH_MS) {
      this.#since = now
      this.#pieces = 0
    }
    this.#pieces += 1
    // Not before all that has come already is taken: it costs no further waking up.
    this.#turn ??= setImmediate(() => this.#endTurn())
  }

  /** Reads on now, if it was held. */
  end(): void {
    clearImmediate(this.#turn)
    this.#turn = undefined
    if (!this.#breath) return
    clearTimeout(this.#breath)
    this.#breath = undefined
    this.release()
  }

  #endTurn(): void {
    this.#turn = undefined
    if (this.#pieces < FLOOD_PIECES || this.#breath) return
    this.#breath = setTimeout(() => this.end(), BREATH_MS)
    this.hold()
  }
}
