import type { jobCalls } from '../../../src-preload/contract/calls/jobs'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const jobHandlers = ({ services: { jobs } }: Desk): HandlersOf<keyof typeof jobCalls> => ({
  'jobs.list': () => jobs.jobs,
  'jobs.cancel': ({ id }) => jobs.cancel(id),
  'jobs.forget': ({ id }) => jobs.forget(id),
})
