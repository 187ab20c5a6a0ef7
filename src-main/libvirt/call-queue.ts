/**
 * How many ordinary calls may be under way at once. The daemon takes five requests per connection
 * (`max_client_requests`) and then stops reading: with four of ours it still reads pings and calls
 * of high priority, however long the four take.
 */
const MAX_ORDINARY_CALLS = 4

/** How many of these may be such that take minutes: the others stay free for short ones. */
const MAX_LONG_CALLS = 2

/** A call that wants to be sent. */
export interface QueuedCall {
  readonly highPriority: boolean
  readonly isLong: boolean
  /** Gave up before its turn came. */
  readonly isSettled: boolean
  send(): void
}

/**
 * Lets calls out in an order that keeps short ones from waiting behind long ones: those of high
 * priority (lookups, lists, "force off") go at once, all others wait for one of four places, and
 * long ones for one of two among these.
 */
export class CallQueue<Call extends QueuedCall> {
  #underWay = 0
  #longUnderWay = 0
  readonly #short: Call[] = []
  readonly #long: Call[] = []

  submit(call: Call): void {
    if (call.highPriority) call.send()
    else {
      ;(call.isLong ? this.#long : this.#short).push(call)
      this.#sendNext()
    }
  }

  /** The daemon has answered; a call that the caller gave up counts until then. */
  answered(call: Call): void {
    if (call.highPriority) return
    this.#underWay--
    if (call.isLong) this.#longUnderWay--
    this.#sendNext()
  }

  /** Forgets the calls that still wait, and returns them. */
  clear(): Call[] {
    return [...this.#short.splice(0), ...this.#long.splice(0)]
  }

  #sendNext(): void {
    while (this.#underWay < MAX_ORDINARY_CALLS) {
      const mayBeLong = this.#longUnderWay < MAX_LONG_CALLS
      const call = this.#short.shift() ?? (mayBeLong ? this.#long.shift() : undefined)
      if (!call) return
      if (call.isSettled) continue
      this.#underWay++
      if (call.isLong) this.#longUnderWay++
      call.send()
    }
  }
}
