import { create } from 'zustand'
import type { Job, JobId, JobsDelta } from '../../src-preload/contract/job'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { listen } from '../bridge/listen'
import { raiseFailure } from '../state/problems'

/** Long operations of the main process, newest last. */
export const useHostJobs = create<{ readonly jobs: ReadonlyMap<JobId, Job> }>()(() => ({
  jobs: new Map(),
}))

const apply = ({ changed, removed }: JobsDelta): void => {
  const { jobs } = useHostJobs.getState()
  const next = new Map(jobs)
  for (const job of changed) {
    next.set(job.id, job)
    const isNews = jobs.get(job.id)?.state !== 'failed'
    if (isNews && job.state === 'failed' && job.failure !== undefined)
      raiseFailure(job.failure, job.hostId)
  }
  for (const id of removed) next.delete(id)
  useHostJobs.setState({ jobs: next })
}

/** Keeps the jobs true, and shows why one failed; the returned function stops it. */
export const followHostJobs = (): (() => void) => {
  const stop = listen('jobs.changed', apply)
  call('jobs.list').then(
    // What a notice told meanwhile is newer; failures from before this window are old news.
    (known) =>
      useHostJobs.setState(({ jobs }) => ({
        jobs: new Map([...known.map((job) => [job.id, job] as const), ...jobs]),
      })),
    (thrown: unknown) => raiseFailure(failureFrom(thrown)),
  )
  return stop
}

/** The job once it has ended, however it did. */
export const jobEnded = (id: JobId): Promise<Job> =>
  new Promise((resolve) => {
    const look = (): boolean => {
      const job = useHostJobs.getState().jobs.get(id)
      if (job === undefined || job.state === 'running') return false
      resolve(job)
      return true
    }
    if (look()) return
    const stop = useHostJobs.subscribe(() => {
      if (look()) stop()
    })
  })

export const cancelJob = async (id: JobId): Promise<void> => {
  try {
    await call('jobs.cancel', { id })
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}
