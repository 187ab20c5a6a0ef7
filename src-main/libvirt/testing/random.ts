/**
 * Numbers that a seed decides (mulberry32): the same seed gives the same faults in the same order.
 */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }

  /** A whole number, both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** True in `share` of all cases. */
  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.integer(0, from.length - 1)]
    if (picked === undefined) throw new RangeError('there is nothing to pick from')
    return picked
  }

  /** Picks by weight. */
  weighted<T>(from: readonly (readonly [weight: number, item: T])[]): T {
    const total = from.reduce((sum, [weight]) => sum + weight, 0)
    let left = this.next() * total
    for (const [weight, item] of from) {
      left -= weight
      if (left < 0) return item
    }
    throw new RangeError('there is nothing to pick from')
  }

  /** Another source, which takes its numbers from this one's next. */
  branch(): Random {
    return new Random(Math.floor(this.next() * 0x1_0000_0000))
  }
}
