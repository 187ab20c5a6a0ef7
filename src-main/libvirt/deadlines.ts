/** What does not wait for ever. */
export interface Expiring {
  /** When it gives up, by `performance.now()`; `Infinity` for never. */
  readonly dueAt: number
  readonly isSettled: boolean
  expire(): void
}

/** Node's timers go off at once when they are set for longer. */
const LONGEST_TIMER_MS = 0x7fff_ffff

/**
 * Gives up what is overdue, by one timer for all: it is set for the earliest that was ever seen, and
 * not touched when that one is answered in time, as nearly all are. A timer for each would take as
 * long as all else that a short call does here.
 */
export class Deadlines {
  #timer: NodeJS.Timeout | undefined
  #wakesAt = Infinity

  /** `waiting` are those that may have to be given up. */
  constructor(readonly waiting: () => Iterable<Expiring>) {}

  /** Sees to it that something that has begun to wait does not do so for ever. */
  heed({ dueAt }: Expiring): void {
    if (dueAt >= this.#wakesAt) return
    this.stop()
    this.#wakesAt = dueAt
    const delay = Math.min(Math.ceil(dueAt - performance.now()), LONGEST_TIMER_MS)
    this.#timer = setTimeout(() => this.#wake(), delay)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#wakesAt = Infinity
  }

  #wake(): void {
    this.#wakesAt = Infinity
    const now = performance.now()
    for (const one of this.waiting()) {
      if (one.isSettled) continue
      if (one.dueAt <= now) one.expire()
      else this.heed(one)
    }
  }
}
