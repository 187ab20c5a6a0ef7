import type { Job, JobStarted } from '../../src-preload/contract/job'
import { t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'
import { jobEnded } from './host-jobs'

/** Orders that are under way, by what they are and what they are about. */
const underWay = new Set<string>()

/**
 * Carries out an order unless the very same one is under way: a second press of a key is not a
 * second wish. A failure is shown as an alert; answers whether the order was carried out.
 */
export const orderOnce = async (key: string, order: () => Promise<void>): Promise<boolean> => {
  if (underWay.has(key)) {
    say(t('That is under way already'))
    return false
  }
  underWay.add(key)
  try {
    await order()
    return true
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
    return false
  } finally {
    underWay.delete(key)
  }
}

/** What is said when a job begins, and when it is done: `Wiping data`, `Wiped data`. */
export interface JobWords {
  readonly doing: string
  readonly done: string
}

/**
 * Follows a job from its beginning to its end, in words; its failure is shown as every job's.
 *
 * @throws FailureError where it could not begin.
 */
export const followJob = async (
  started: Promise<JobStarted>,
  { doing, done }: JobWords,
): Promise<Job> => {
  const { jobId } = await started
  say(doing)
  const job = await jobEnded(jobId)
  if (job.state === 'done') say(done)
  else say(job.state === 'cancelled' ? t('{doing}: cancelled', { doing }) : '')
  return job
}
