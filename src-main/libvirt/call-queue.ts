import type { CallKind } from './call-kind'

/**
 * How many calls may be under way at once. The daemon takes five requests per connection
 * (`max_client_requests`) and then stops reading: with four of ours it still reads pings and calls
 * of high priority, however long the four take.
 *
 * Machines that are stuck must not take all four, or nothing could be asked about the others; and
 * what takes minutes must leave a place for what a machine is told meanwhile.
 */
const MAX_UNDER_WAY = 4
const MAX_MACHINE_OR_LONG = 3
const MAX_LONG = 2

const KINDS: readonly CallKind[] = ['short', 'machine', 'long']

/** A call that wants to be sent. */
export interface QueuedCall {
  readonly highPriority: boolean
  readonly kind: CallKind
  /** Gave up before its turn came. */
  readonly isSettled: boolean
}

interface Waiting<Call> {
  readonly call: Call
  readonly arrival: number
}

/**
 * Lets calls out in an order that keeps short ones from waiting behind long ones: those of high
 * priority (lookups, lists, "force off") go at once, all others in the order in which they came, as
 * long as there is a place for their kind.
 */
export class CallQueue<Call extends QueuedCall> {
  readonly #underWay = { short: 0, machine: 0, long: 0 }
  readonly #waiting: Record<CallKind, Waiting<Call>[]> = { short: [], machine: [], long: [] }
  #arrivals = 0

  /** `send` is told of each call when its turn has come. */
  constructor(readonly send: (call: Call) => void) {}

  submit(call: Call): void {
    if (call.highPriority) this.send(call)
    else if (this.#isEmpty && this.#hasPlace(call.kind)) this.#sendOrdinary(call)
    else {
      this.#waiting[call.kind].push({ call, arrival: this.#arrivals++ })
      this.#sendNext()
    }
  }

  /** The daemon has answered; a call that the caller gave up counts until then. */
  answered(call: Call): void {
    if (call.highPriority) return
    this.#underWay[call.kind]--
    if (!this.#isEmpty) this.#sendNext()
  }

  /** The calls that still wait. */
  get waiting(): Call[] {
    const { short, machine, long } = this.#waiting
    return [short, machine, long].flatMap((waiting) => waiting.map(({ call }) => call))
  }

  /** Forgets the calls that still wait. */
  clear(): void {
    for (const kind of KINDS) this.#waiting[kind].length = 0
  }

  #sendNext(): void {
    for (let kind = this.#nextKind(); kind; kind = this.#nextKind()) {
      const call = this.#waiting[kind].shift()?.call
      if (call && !call.isSettled) this.#sendOrdinary(call)
    }
  }

  #sendOrdinary(call: Call): void {
    this.#underWay[call.kind]++
    this.send(call)
  }

  get #isEmpty(): boolean {
    const { short, machine, long } = this.#waiting
    return short.length + machine.length + long.length === 0
  }

  /** The kind of the call that has waited longest of those that there is a place for. */
  #nextKind(): CallKind | undefined {
    let next: CallKind | undefined
    let first = Infinity
    for (const kind of KINDS) {
      const arrival = this.#waiting[kind][0]?.arrival ?? Infinity
      if (arrival >= first || !this.#hasPlace(kind)) continue
      next = kind
      first = arrival
    }
    return next
  }

  #hasPlace(kind: CallKind): boolean {
    const { short, machine, long } = this.#underWay
    if (short + machine + long >= MAX_UNDER_WAY) return false
    if (kind === 'short') return true
    if (machine + long >= MAX_MACHINE_OR_LONG) return false
    return kind === 'machine' || long < MAX_LONG
  }
}
