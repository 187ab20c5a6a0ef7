/** Over how long a speed is averaged, in ms: long enough to be calm, short enough to be true. */
const WINDOW_MS = 4_000
/** Points closer together than this say nothing new. */
const STEP_MS = 200

/** The speed of something that counts up. */
export class RateMeter {
  readonly #points: { at: number; done: number }[] = []

  /** Adds a point (ms since the epoch); answers the speed a second, or null while too little is known. */
  add(done: number, at: number): number | null {
    const last = this.#points.at(-1)
    if (!last || at - last.at >= STEP_MS) this.#points.push({ at, done })
    while (this.#points[1] && at - this.#points[1].at >= WINDOW_MS) this.#points.shift()
    const first = this.#points[0]
    if (!first || at - first.at < STEP_MS) return null
    return Math.max(0, ((done - first.done) * 1000) / (at - first.at))
  }
}
