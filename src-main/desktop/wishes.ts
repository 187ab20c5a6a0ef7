import type { Wish } from '../../src-preload/contract/app'

/** Nobody clicks faster than a window opens. */
const MOST = 20

/** What command lines and links ask the main window for, until it takes them. */
export class Wishes {
  #waiting: Wish[] = []

  /** `wished` tells the main window, where there is one, that something waits. */
  constructor(readonly wished: () => void) {}

  add(wishes: readonly Wish[]): void {
    if (wishes.length === 0) return
    this.#waiting = [...this.#waiting, ...wishes].slice(-MOST)
    this.wished()
  }

  /** All that wait, once. */
  take(): readonly Wish[] {
    const taken = this.#waiting
    this.#waiting = []
    return taken
  }
}
