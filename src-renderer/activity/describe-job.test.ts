import { expect, it } from 'vitest'
import type { Job } from '../state/jobs'
import { describeJob, throughOf } from './describe-job'

const job: Job = {
  id: 1,
  action: 'start',
  subject: '12 machines',
  total: 12,
  waiting: new Set(['a', 'b']),
  failed: 3,
  accepted: true,
  startedAt: 0,
  virshLine: '',
}

it('says what is done and how far it is', () => {
  expect(describeJob(job)).toBe('Starting 12 machines')
  expect(throughOf(job)).toBe(10)
})

it('says what became of it', () => {
  const ended = { ...job, waiting: new Set<string>(), endedAt: 1 }
  expect(describeJob(ended)).toBe('Starting 12 machines: 9 done, 3 failed')
  expect(describeJob({ ...ended, failed: 0 })).toBe('Starting 12 machines: done')
  expect(describeJob({ ...ended, subject: 'web', total: 1, failed: 1 })).toBe(
    'Starting web: failed',
  )
})
