import { Deferred } from './deferred'
import { Cancelled, DeadlineExceeded } from './errors'
import { callKind, type CallKind } from './call-kind'
import type { QueuedCall } from './call-queue'
import type { Frame } from './wire/frame'
import type { Procedure } from './wire/procedure'

/** How long a call may take where the caller does not say. */
export const DEFAULT_DEADLINE_MS = 30_000

/** Node's timers go off at once when they are set for longer. */
const LONGEST_TIMER_MS = 0x7fff_ffff

export interface CallOptions {
  /** How long to wait for the answer, the wait for a turn included; `Infinity` for no limit. */
  readonly deadlineMs?: number
  /** Gives the call up. What the daemon has begun it still carries out. */
  readonly signal?: AbortSignal
}

/** A call from its making to the daemon's answer, which its caller may not wait for. */
export class PendingCall implements QueuedCall {
  readonly kind: CallKind
  readonly #answer = new Deferred<unknown>()
  #timer: NodeJS.Timeout | undefined
  #signal: AbortSignal | undefined
  #isSent = false
  #isSettled = false
  /** What came of the stream that it opens before the answer did. */
  readonly early: Frame[] = []

  constructor(
    readonly procedure: Procedure<unknown, unknown>,
    readonly opensStream: boolean,
    readonly write: () => void,
    options: CallOptions,
  ) {
    this.kind = callKind(procedure)
    const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS
    if (deadlineMs <= LONGEST_TIMER_MS) {
      this.#timer = setTimeout(
        () => this.reject(new DeadlineExceeded(procedure.name, deadlineMs, this.#isSent)),
        deadlineMs,
      )
    }
    if (options.signal) {
      this.#signal = options.signal
      this.#signal.addEventListener('abort', this.#onAbort)
      if (this.#signal.aborted) this.#onAbort()
    }
  }

  get promise(): Promise<unknown> {
    return this.#answer.promise
  }

  get highPriority(): boolean {
    return this.procedure.highPriority
  }

  get isSettled(): boolean {
    return this.#isSettled
  }

  get isSent(): boolean {
    return this.#isSent
  }

  send(): void {
    this.#isSent = true
    this.write()
  }

  resolve(value: unknown): void {
    if (this.#settle()) this.#answer.resolve(value)
  }

  reject(error: Error): void {
    if (this.#settle()) this.#answer.reject(error)
  }

  readonly #onAbort = (): void => {
    this.reject(new Cancelled(this.procedure.name, this.#isSent, this.#signal?.reason))
  }

  #settle(): boolean {
    if (this.#isSettled) return false
    this.#isSettled = true
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#onAbort)
    return true
  }
}
