/**
 * How many ordinary calls may be under way at once. The daemon takes five requests per connection
 * (`max_client_requests`) and then stops reading: with four of ours it still reads pings and calls
 * of high priority, however long the four take.
 */
const MAX_ORDINARY_CALLS = 4

/** A call that wants to be sent. */
export interface QueuedCall {
  readonly highPriority: boolean
  /** Gave up before its turn came. */
  readonly isSettled: boolean
  send(): void
}

/**
 * Lets calls out in an order that keeps short ones from waiting behind long ones: those of high
 * priority (lookups, lists, "force off") go at once, all others wait for one of four places.
 */
export class CallQueue<Call extends QueuedCall> {
  #underWay = 0
  readonly #waiting: Call[] = []

  submit(call: Call): void {
    if (call.highPriority) call.send()
    else if (this.#underWay < MAX_ORDINARY_CALLS) this.#sendOrdinary(call)
    else this.#waiting.push(call)
  }

  /** The daemon has answered; a call that the caller gave up counts until then. */
  answered(call: Call): void {
    if (call.highPriority) return
    this.#underWay--
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      if (next.isSettled) continue
      this.#sendOrdinary(next)
      return
    }
  }

  /** Forgets the calls that still wait, and returns them. */
  clear(): Call[] {
    return this.#waiting.splice(0)
  }

  #sendOrdinary(call: Call): void {
    this.#underWay++
    call.send()
  }
}
