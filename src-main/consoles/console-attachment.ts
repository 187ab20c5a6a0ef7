import type { ConsoleStatus } from '../../src-preload/contract/console'
import type { Failure } from '../../src-preload/contract/failure'
import { ConsoleRefused, type ConsoleLine, type OpenConsoleLine } from './console-line'
import { Gate } from './gate'

/** The host tells that a machine has stopped shortly after its console has gone silent. */
const SETTLE_MS = 250
/** How long to wait before each further attempt, in ms; the last one goes on. */
const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const

/** What an attachment needs, and whom it tells. */
export interface AttachmentOptions {
  readonly openLine: OpenConsoleLine
  readonly describeFailure: (refusal: unknown) => Failure
  /** Takes output of the guest; `bytes` is only valid during the call. */
  readonly received: (bytes: Uint8Array) => void
  readonly statusChanged: (status: ConsoleStatus) => void
}

/**
 * Holds a machine's console for as long as the machine runs: attaches when it starts, again when
 * the line breaks, and leaves a console that somebody else holds to them until told otherwise.
 *
 * Libvirt ends the line without a word on why, and its news of the machine travel another way and
 * may come first or last: so an ended line is tried again, and the refusal says how things stand.
 */
export class ConsoleAttachment {
  readonly #gate = new Gate()
  #status: ConsoleStatus = { state: 'attaching' }
  #line: ConsoleLine | null = null
  #machineRuns: boolean
  #isClosed = false
  #hasGivenUp = false
  #attempts = 0
  /** The line has only just ended: a machine that is going refuses in many ways, none worth a word. */
  #isFresh = false
  /** The machine started while an attempt was under way that may have come too early for it. */
  #startedMeanwhile = false
  /** The next attempt, where one was asked for. */
  #asked: { readonly takeOver: boolean } | null = null
  #wake: (() => void) | null = null
  #ended: Promise<void>

  constructor(
    readonly options: AttachmentOptions,
    machineRuns: boolean,
  ) {
    this.#machineRuns = machineRuns
    if (machineRuns) this.#asked = { takeOver: false }
    else this.#status = { state: 'waiting' }
    this.#ended = this.#run()
  }

  get status(): ConsoleStatus {
    return this.#status
  }

  /** Attaches anew, whatever there was; `takeOver` ends the session that holds the console. */
  attach(takeOver: boolean): void {
    this.#hasGivenUp = false
    this.#asked = { takeOver }
    this.#say({ state: 'attaching' })
    this.#hangUp()
    this.#wake?.()
  }

  /** Lets the console go for a reason, until it is asked for again or its machine starts anew. */
  giveUp(failure: Failure): void {
    this.#hasGivenUp = true
    this.#asked = null
    this.#say({ state: 'failed', failure })
    this.#hangUp()
    this.#wake?.()
  }

  machineStarted(): void {
    this.#machineRuns = true
    const { state } = this.#status
    if (state === 'attaching') this.#startedMeanwhile = true
    else if (state !== 'connected') this.attach(false)
  }

  /** What the guest said last is still read to its end. */
  machineStopped(): void {
    this.#machineRuns = false
    this.#say({ state: 'waiting' })
  }

  /** Sends to the guest ahead of all output that waits to be read; lost while not connected. */
  send(bytes: Uint8Array): void {
    // A line that ends says so to its reader; there is nobody else to tell.
    this.#line?.write(bytes).catch(() => undefined)
  }

  /** Stops reading, so that the guest has to wait; input still goes through. */
  pause(): void {
    this.#gate.close()
  }

  resume(): void {
    this.#gate.open()
  }

  /** Lets the console go; resolves when others can have it. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#hangUp()
    this.#wake?.()
    await this.#ended
  }

  /** Nobody wants to know any more what becomes of the attempt that is under way. */
  get #isDone(): boolean {
    return this.#asked !== null || this.#isClosed || this.#hasGivenUp
  }

  async #run(): Promise<void> {
    let pause: number | null = null
    for (;;) {
      const takeOver = await this.#nextAttempt(pause)
      if (this.#isClosed) return
      pause = this.#hasGivenUp ? null : await this.#attempt(takeOver)
    }
  }

  /** Waits until an attempt is asked for, or until `pause` ms have passed. */
  async #nextAttempt(pause: number | null): Promise<boolean> {
    if (this.#asked === null && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        const timer = pause === null ? undefined : setTimeout(resolve, pause)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#wake = null
    }
    const takeOver = this.#asked?.takeOver ?? false
    this.#asked = null
    return takeOver
  }

  /** Holds the console until it ends; answers after how many ms to try again, null for never. */
  async #attempt(takeOver: boolean): Promise<number | null> {
    let line: ConsoleLine
    try {
      line = await this.options.openLine(takeOver)
    } catch (error) {
      return this.#refused(error)
    }
    try {
      if (this.#isDone) line.hangUp()
      else await this.#hold(line)
    } catch {
      // Why it broke shows better in the answer to the next attempt.
    } finally {
      this.#line = null
      await line.release()
    }
    if (this.#isDone) return null
    this.#say({ state: this.#machineRuns ? 'attaching' : 'waiting' })
    return this.#machineRuns ? SETTLE_MS : null
  }

  async #hold(line: ConsoleLine): Promise<void> {
    this.#line = line
    this.#attempts = 0
    this.#isFresh = true
    this.#startedMeanwhile = false
    this.#machineRuns = true
    this.#say({ state: 'connected' })
    for await (const bytes of line) {
      this.options.received(bytes)
      await this.#gate.passed()
    }
  }

  #refused(error: unknown): number | null {
    // Asked again meanwhile: that attempt will tell how things stand now.
    if (this.#isDone) return null
    const reason = error instanceof ConsoleRefused ? error.reason : 'for-now'
    if (reason === 'not-running') return this.#foundStopped()
    if (reason === 'for-now' && this.#isFresh) {
      this.#isFresh = false
      return this.#nextRetry()
    }
    const isKnown = reason === 'for-now' && this.#status.state === 'failed'
    if (!isKnown) {
      const state = reason === 'in-use' ? 'in-use' : 'failed'
      this.#say({ state, failure: this.options.describeFailure(error) })
    }
    return reason === 'for-now' ? this.#nextRetry() : null
  }

  #foundStopped(): number | null {
    if (this.#startedMeanwhile) {
      this.#startedMeanwhile = false
      return SETTLE_MS
    }
    this.machineStopped()
    return null
  }

  #nextRetry(): number {
    return RETRY_MS[Math.min(this.#attempts++, RETRY_MS.length - 1)] as number
  }

  #hangUp(): void {
    this.#line?.hangUp()
    this.#gate.letThrough()
  }

  #say(status: ConsoleStatus): void {
    if (status.state === this.#status.state && !('failure' in status)) return
    this.#status = status
    this.options.statusChanged(status)
  }
}
