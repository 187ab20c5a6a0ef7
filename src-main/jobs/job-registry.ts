import type { HostId } from '../../src-preload/contract/host'
import type { Job, JobId, JobProgress, JobsDelta } from '../../src-preload/contract/job'
import type { MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { logFailure } from '../failures/log-failure'
import { OperationFailed, Problem } from '../failures/problem'
import { Cancelled } from '../libvirt'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import { RateMeter } from './rate-meter'

/** How long changes are gathered before they are told, in ms: faster, nobody could read them. */
const GATHER_MS = 100
/** Jobs that ended and are kept; the oldest go first. */
const KEPT = 200

/** The command line that does the same; or why there is none, or none yet. */
type Equivalent = { readonly virshLine: string } | { readonly withoutVirshLine: string }

/** What a job is, as far as it is known when it begins. */
export type JobDescription = Equivalent & {
  /** What it does, in the infinitive: `upload debian.iso to default`. */
  readonly title: string
  readonly hostId?: HostId
  readonly machineIds?: readonly MachineId[]
  /** It obeys its signal. */
  readonly cancellable: boolean
}

/** What a running job is given. */
export interface JobControl {
  /** Aborted when somebody cancels the job, or the app ends. Its reason is what to throw. */
  readonly signal: AbortSignal
  /** Says how far it is. */
  readonly progress: (done: number, total: number | null, unit: JobProgress['unit']) => void
  /** Says what it does just now, in words; the last note is what came of it. */
  readonly note: (text: string) => void
  /** Says what stays that it could not take back; told at its end, unless it is done. */
  readonly leave: (text: string) => void
  /** From here on it must run to its end, or from here on it may be cancelled. */
  readonly setCancellable: (cancellable: boolean) => void
  /** Says the command lines that do the same, where they were not known before. */
  readonly setVirshLine: (virshLine: string) => void
}

/** A job that was begun. */
export interface RunningJob<T> {
  readonly id: JobId
  /** What it answers; rejects with what it failed with. May be left alone. */
  readonly result: Promise<T>
}

interface Entry {
  job: Job
  readonly abort: AbortController
  readonly meter: RateMeter
  readonly ended: Promise<unknown>
  left?: string
}

/** All long operations: those under way, and the last ones that ended. */
export class JobRegistry {
  readonly #entries = new Map<JobId, Entry>()
  readonly #told = new Listeners<JobsDelta>()
  readonly #unsaid = new Set<JobId>()
  #timer: NodeJS.Timeout | null = null
  #count = 0

  constructor(readonly log: Log) {}

  /** Oldest first. */
  get jobs(): readonly Job[] {
    return [...this.#entries.values()].map(({ job }) => job)
  }

  /** Hears changes, gathered. */
  onDidChange(listener: (delta: JobsDelta) => void): () => void {
    return this.#told.add(listener)
  }

  /**
   * Begins a job. Whatever it throws becomes its failure, in the words of its title; a job that
   * throws its signal's reason, or a cancelled call's error, after it was cancelled ends as cancelled.
   */
  start<T>(what: JobDescription, run: (control: JobControl) => Promise<T>): RunningJob<T> {
    const id = `job-${++this.#count}`
    const abort = new AbortController()
    const meter = new RateMeter()
    const control: JobControl = {
      signal: abort.signal,
      progress: (done, total, unit) => {
        const rate = meter.add(done, Date.now())
        this.#patch(id, { progress: { done, total, unit }, ...(rate !== null && { rate }) })
      },
      note: (note) => this.#patch(id, { note }),
      leave: (left) => {
        const entry = this.#entries.get(id)
        if (entry) entry.left = left
      },
      setCancellable: (cancellable) => this.#patch(id, { cancellable }),
      setVirshLine: (virshLine) => this.#patch(id, { virshLine }),
    }
    // Begun in a turn of its own, so that the entry is there before the work is.
    const result = Promise.resolve().then(() => {
      abort.signal.throwIfAborted()
      return run(control)
    })
    const ended = result.then(
      () => this.#end(id, { state: 'done' }),
      (error: unknown) => this.#failed(id, what.title, abort.signal, error),
    )
    const job: Job = { ...what, id, state: 'running', startedAt: Date.now() }
    this.#entries.set(id, { job, abort, meter, ended })
    this.#changed(id)
    return { id, result }
  }

  /** Asks a job to stop. Throws a `Problem` when it can't be stopped; one that ended is left alone. */
  cancel(id: JobId): void {
    const entry = this.#entries.get(id)
    if (!entry) throw new Problem('not-found', t('That job is no longer known'))
    if (entry.job.state !== 'running') return
    if (!entry.job.cancellable) {
      throw new Problem('unsupported', t('That can’t be cancelled'), {
        hint: t('The host has no way to stop it; wait until it is done.'),
      })
    }
    this.#abort(entry)
    this.#patch(id, { cancellable: false, note: t('Cancelling…') })
  }

  /** Forgets a job that ended, or all of them. */
  forget(id?: JobId): void {
    for (const { job } of this.#entries.values()) {
      if (job.state !== 'running' && (id === undefined || job.id === id)) this.#remove(job.id)
    }
  }

  /** Cancels what can be cancelled and waits until it has cleaned up, at most so long (in ms). */
  async close(waitMs: number): Promise<void> {
    const running = [...this.#entries.values()].filter(({ job }) => job.state === 'running')
    const stoppable = running.filter(({ job }) => job.cancellable)
    for (const entry of stoppable) this.#abort(entry)
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMs)
    })
    await Promise.race([Promise.all(stoppable.map(({ ended }) => ended)), patience])
    clearTimeout(timer)
    this.#flush()
  }

  #abort({ abort, job }: Entry): void {
    abort.abort(new Problem('cancelled', t('{title}: cancelled', { title: job.title })))
  }

  #failed(id: JobId, title: string, signal: AbortSignal, error: unknown): void {
    const left = this.#entries.get(id)?.left
    const root = error instanceof OperationFailed ? error.cause : error
    if (signal.aborted && (root === signal.reason || root instanceof Cancelled)) {
      this.#end(id, { state: 'cancelled', note: left ?? t('Cancelled') })
      return
    }
    const told = error instanceof OperationFailed ? error : new OperationFailed(title, error)
    const failure = { ...logFailure(told, this.log), ...(left !== undefined && { hint: left }) }
    this.#end(id, { state: 'failed', failure })
  }

  #end(id: JobId, change: Partial<Job>): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    const { rate: _, ...job } = entry.job
    entry.job = { ...job, ...change, cancellable: false, endedAt: Date.now() }
    this.#changed(id)
    const ended = [...this.#entries.values()].filter(({ job }) => job.state !== 'running')
    for (const { job } of ended.slice(0, Math.max(0, ended.length - KEPT))) this.#remove(job.id)
  }

  #patch(id: JobId, change: Partial<Job>): void {
    const entry = this.#entries.get(id)
    if (entry?.job.state !== 'running') return
    entry.job = { ...entry.job, ...change }
    this.#changed(id)
  }

  #remove(id: JobId): void {
    this.#entries.delete(id)
    this.#changed(id)
  }

  #changed(id: JobId): void {
    this.#unsaid.add(id)
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS)
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const changed: Job[] = []
    const removed: JobId[] = []
    for (const id of this.#unsaid) {
      const entry = this.#entries.get(id)
      if (entry) changed.push(entry.job)
      else removed.push(id)
    }
    this.#unsaid.clear()
    if (changed.length + removed.length > 0) this.#told.tell({ changed, removed })
  }
}
