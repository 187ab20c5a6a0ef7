import { machineActions } from '../../src-preload/contract/machine'
import type { Job } from '../state/jobs'

/** What a job does, and once it ended what became of it: `Starting 12 machines: 10 done, 2 failed`. */
export const describeJob = (job: Job): string => {
  const doing = `${machineActions[job.action].pending.replace('…', '')} ${job.subject}`
  if (job.endedAt === undefined) return doing
  if (job.failed === 0) return `${doing}: done`
  const done = job.total - job.failed
  return job.total === 1 ? `${doing}: failed` : `${doing}: ${done} done, ${job.failed} failed`
}

/** How many of the job's machines are through, failed ones too. */
export const throughOf = (job: Job): number => job.total - job.waiting.size
