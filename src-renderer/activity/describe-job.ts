import { machineActions } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import type { Job } from '../state/jobs'

/** What a job does, and once it ended what became of it: `Starting 12 machines: 10 done, 2 failed`. */
export const describeJob = (job: Job): string => {
  const doing = t('{doing} {subject}', {
    doing: t(machineActions[job.action].pending).replace('…', ''),
    subject: job.subject,
  })
  if (job.endedAt === undefined) return doing
  if (job.failed === 0) return t('{doing}: done', { doing })
  const done = job.total - job.failed
  return job.total === 1
    ? t('{doing}: failed', { doing })
    : t('{doing}: {done} done, {failed} failed', { doing, done, failed: job.failed })
}

/** How many of the job's machines are through, failed ones too. */
export const throughOf = (job: Job): number => job.total - job.waiting.size
