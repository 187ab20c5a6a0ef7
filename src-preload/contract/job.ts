import type { Failure } from './failure'
import type { HostId } from './host'
import type { MachineId } from './machine'

/** Identifies a job for as long as the app runs. */
export type JobId = string

export type JobState = 'running' | 'done' | 'failed' | 'cancelled'

/** How far a job is. */
export interface JobProgress {
  readonly done: number
  /** Null where nobody can tell how much there is. */
  readonly total: number | null
  readonly unit: 'bytes' | 'items' | 'percent'
}

/** A long operation. */
export interface Job {
  readonly id: JobId
  /** What it does, in the infinitive: `upload debian.iso to default`. */
  readonly title: string
  readonly hostId?: HostId
  readonly machineIds?: readonly MachineId[]
  readonly state: JobState
  /** Absent where nobody can tell how far it is. */
  readonly progress?: JobProgress
  /** Of its unit, a second; only while it runs and its speed is known. */
  readonly rate?: number
  /** It can be cancelled now. */
  readonly cancellable: boolean
  /** What it does just now, or at the end what came of it, in words. */
  readonly note?: string
  /** Why it failed. */
  readonly failure?: Failure
  /** In ms since the epoch. */
  readonly startedAt: number
  readonly endedAt?: number
  /** The command lines that do the same, to copy. */
  readonly virshLine?: string
  /** Where there is none: why. */
  readonly withoutVirshLine?: string
}

/** What changed among the jobs. */
export interface JobsDelta {
  readonly changed: readonly Job[]
  readonly removed: readonly JobId[]
}

/** What a call that began a job answers. */
export interface JobStarted {
  readonly jobId: JobId
}
