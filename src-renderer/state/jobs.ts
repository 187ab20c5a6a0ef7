import { create } from 'zustand'
import type { MachineAction, MachineId } from '../../src-preload/contract/machine'

/** One order to one or more machines, from asking to the last machine's own event. */
export interface Job {
  readonly id: number
  readonly action: MachineAction
  /** What it acts on, for people: a machine's name, or `12 machines`. */
  readonly subject: string
  readonly total: number
  /** Neither settled nor failed yet. */
  readonly waiting: ReadonlySet<MachineId>
  readonly failed: number
  /** The hosts have answered; what still waits, waits for the machines' own events. */
  readonly accepted: boolean
  /** In ms since the epoch. */
  readonly startedAt: number
  readonly endedAt?: number
  /** Command lines that do the same, to copy. */
  readonly virshLine: string
}

/** How many ended jobs are remembered. */
const ENDED_KEPT = 50

let lastId = 0

/** Newest first. */
export const useJobs = create<{ readonly jobs: readonly Job[] }>()(() => ({ jobs: [] }))

export const startJob = (
  action: MachineAction,
  subject: string,
  ids: readonly MachineId[],
  virshLine: string,
): number => {
  lastId += 1
  const job: Job = {
    id: lastId,
    action,
    subject,
    total: ids.length,
    waiting: new Set(ids),
    failed: 0,
    accepted: false,
    startedAt: Date.now(),
    virshLine,
  }
  useJobs.setState(({ jobs }) => ({ jobs: [job, ...jobs].slice(0, ENDED_KEPT) }))
  return job.id
}

/** Takes machines off what a job waits for; the job ends with its last one. */
export const advanceJob = (
  id: number,
  gone: { readonly settled?: Iterable<MachineId>; readonly failed?: Iterable<MachineId> },
): void =>
  useJobs.setState(({ jobs }) => ({
    jobs: jobs.map((job) => {
      if (job.id !== id) return job
      const waiting = new Set(job.waiting)
      let failed = job.failed
      for (const machine of gone.settled ?? []) waiting.delete(machine)
      for (const machine of gone.failed ?? []) if (waiting.delete(machine)) failed += 1
      return { ...job, waiting, failed, ...(waiting.size === 0 ? { endedAt: Date.now() } : {}) }
    }),
  }))

/** The hosts have answered, and refused some. */
export const acceptJob = (id: number, failed: readonly MachineId[]): void => {
  useJobs.setState(({ jobs }) => ({
    jobs: jobs.map((job) => (job.id === id ? { ...job, accepted: true } : job)),
  }))
  advanceJob(id, { failed })
}

export const forgetEndedJobs = (): void =>
  useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.endedAt === undefined) }))
