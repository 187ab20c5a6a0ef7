import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { TimelineEntry } from '../timeline'
import { hostId, machineId, nothing } from './inputs'

/** What happened, on all hosts. */
export const timelineCalls = {
  /** Newest first; the words of `text` must all occur, in any order and case. */
  'timeline.search': query(
    z.object({
      text: z.string().max(1000),
      hostId: hostId.optional(),
      machineId: machineId.optional(),
      before: z.number().optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    answers<readonly TimelineEntry[]>(),
  ),
  /** Asks where to, and writes all of it there as JSON lines, oldest first. */
  'timeline.export': command(nothing, answers<{ readonly path: string | null }>()),
} as const
