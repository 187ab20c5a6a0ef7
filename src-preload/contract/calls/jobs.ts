import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { Job } from '../job'
import { nothing } from './inputs'

const id = z.string().min(1).max(100)

/** Long operations: what is under way, and the last ones that ended. */
export const jobCalls = {
  /** Oldest first. */
  'jobs.list': query(nothing, answers<readonly Job[]>()),
  /** Asks a job to stop; it ends as cancelled when it has cleaned up behind itself. */
  'jobs.cancel': command(z.object({ id })),
  /** Takes a job that ended out of the list; without an id, all of them. */
  'jobs.forget': command(z.object({ id: id.optional() })),
} as const
