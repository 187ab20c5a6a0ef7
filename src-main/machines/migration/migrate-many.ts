import type { ManyMigrations } from '../../../src-preload/contract/calls/migration'
import type { JobId, JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl, JobRegistry } from '../../jobs/job-registry'
import { runInBulk } from '../../jobs/run-in-bulk'
import type { ReachedMachine } from '../definition/machine-definitions'
import type { MachineMigration } from './machine-migration'

export interface ManyMigrationsParts {
  readonly migration: MachineMigration
  readonly jobs: JobRegistry
  readonly reach: (id: MachineId) => ReachedMachine
  /** How many leave each host at once. */
  readonly perHost: () => number
}

const wordsOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error
    ? `${error.message}: ${error.cause.message}`
    : String(error)

const moveAll = async (
  { migration, jobs, reach, perHost }: ManyMigrationsParts,
  { ids, how }: ManyMigrations,
  { signal, progress, note }: JobControl,
): Promise<void> => {
  const underWay = new Set<JobId>()
  const stop = (): void => {
    for (const jobId of underWay) {
      try {
        jobs.cancel(jobId)
      } catch {
        // Past the point where it could be stopped, it arrives.
      }
    }
  }
  signal.addEventListener('abort', stop)
  progress(0, ids.length, 'items')
  const outcomes = await runInBulk({
    items: ids,
    hostOf: (id) => reach(id).machine.hostId,
    perHost: perHost(),
    signal,
    onProgress: (done, total) => progress(done, total, 'items'),
    run: async (id) => {
      const { id: jobId, result } = await migration.begin({ ...how, id })
      underWay.add(jobId)
      if (signal.aborted) stop()
      try {
        await result
      } finally {
        underWay.delete(jobId)
      }
    },
  })
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  const failed = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]))
  note(t('{count} of {all} moved', { count: ids.length - failed.length, all: ids.length }))
  if (failed.length === 0) return
  throw new Problem(
    'refused-by-host',
    t('{count} of {all} stayed where they are', { count: failed.length, all: ids.length }),
    {
      cause: new Error(failed.map(wordsOf).join('\n')),
    },
  )
}

/**
 * Moves machines to a host, each as a job of its own below one for all: hosts side by side, from
 * each so many at a time. Each is looked at before it moves; one that can't be moved stops no other.
 */
export const migrateMany = (parts: ManyMigrationsParts, many: ManyMigrations): JobStarted => {
  const { id: jobId } = parts.jobs.start(
    {
      title: t('migrate {count, plural, one {# machine} other {# machines}}', {
        count: many.ids.length,
      }),
      machineIds: many.ids,
      cancellable: true,
      withoutVirshLine: t('each machine’s own job has its line'),
    },
    (job) => moveAll(parts, many, job),
  )
  return { jobId }
}
