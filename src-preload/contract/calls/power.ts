import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import { shutDownManner, type ScheduleStatus } from '../power'
import { machineId, nothing } from './inputs'

const scheduleName = z.string().min(1).max(80)

/** Machines' power by plan: shutting down with a deadline, and schedules for groups. */
export const powerCalls = {
  /** Asks, waits, and forces off only where that was said. */
  'power.shutDown': command(
    z.object({ ids: z.array(machineId).min(1).max(20_000), manner: shutDownManner }),
    answers<JobStarted>(),
  ),
  /** How the schedules of the settings stand, in their order. */
  'power.schedules': query(nothing, answers<readonly ScheduleStatus[]>()),
  /** The next times of a cron pattern, in ms since the epoch; fails where it is none. */
  'power.times': query(z.object({ when: z.string().max(100) }), answers<readonly number[]>()),
  /** Does now what a schedule would do, and forgets when it was missed. */
  'power.run': command(z.object({ name: scheduleName }), answers<JobStarted>()),
  /** Forgets when a schedule was missed. */
  'power.forget': command(z.object({ name: scheduleName })),
} as const
