import { Cancelled, DeadlineExceeded } from './errors'
import { callKind, type CallKind } from './call-kind'
import type { QueuedCall } from './call-queue'
import type { Expiring } from './deadlines'
import type { Frame } from './wire/frame'
import type { Procedure } from './wire/procedure'

/** How long a call may take where the caller does not say. */
export const DEFAULT_DEADLINE_MS = 30_000

export interface CallOptions {
  /** How long to wait for the answer, the wait for a turn included; `Infinity` for no limit. */
  readonly deadlineMs?: number
  /** Gives the call up. What the daemon has begun it still carries out. */
  readonly signal?: AbortSignal
}

/** A call from its making to the daemon's answer, which its caller may not wait for. */
export class PendingCall implements QueuedCall, Expiring {
  readonly kind: CallKind
  readonly promise: Promise<unknown>
  #resolve!: (value: unknown) => void
  #reject!: (error: Error) => void
  #dueAt = Infinity
  #deadlineMs = Infinity
  #stopListening: (() => void) | undefined
  #isSent = false
  #isSettled = false
  /** What came of the stream that it opens before the answer did. */
  readonly early: Frame[] = []

  constructor(
    readonly procedure: Procedure<unknown, unknown>,
    readonly serial: number,
    /** The whole packet. */
    readonly bytes: Buffer,
    readonly opensStream: boolean,
  ) {
    this.kind = callKind(procedure)
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  get dueAt(): number {
    return this.#dueAt
  }

  get highPriority(): boolean {
    return this.procedure.highPriority
  }

  get isSettled(): boolean {
    return this.#isSettled
  }

  /** Gives it so many milliseconds from now. */
  grant(deadlineMs: number): void {
    this.#deadlineMs = deadlineMs
    this.#dueAt = performance.now() + deadlineMs
  }

  /** Its deadline has passed. */
  expire(): void {
    this.reject(new DeadlineExceeded(this.procedure.name, this.#deadlineMs, this.#isSent))
  }

  /** Fails when the signal is aborted, or has been. */
  heed(signal: AbortSignal): void {
    const onAbort = (): void => {
      this.reject(new Cancelled(this.procedure.name, this.#isSent, signal.reason))
    }
    signal.addEventListener('abort', onAbort)
    this.#stopListening = () => signal.removeEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
  }

  /** Its turn has come. */
  sent(): void {
    this.#isSent = true
  }

  resolve(value: unknown): void {
    if (this.#settle()) this.#resolve(value)
  }

  reject(error: Error): void {
    if (this.#settle()) this.#reject(error)
  }

  #settle(): boolean {
    if (this.#isSettled) return false
    this.#isSettled = true
    this.#stopListening?.()
    return true
  }
}
