import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import type { RemovalPlan, TrashEntry } from '../removal'
import { machineId, nothing } from './inputs'

const id = z.string().min(1).max(100)

/** Removing machines safely, and bringing them back. */
export const removalCalls = {
  /** What would go; reads every machine's definition, and what lies on its disks. */
  'machines.removalPlan': query(z.object({ id: machineId }), answers<RemovalPlan>()),
  /**
   * Removes a machine with what its plan says goes and those of its choices that are named by
   * `keys`. To the `trash` it can be restored from: its disks stay on the host until the trash is
   * emptied. The plan is made again first, and whatever is no longer safe is refused.
   */
  'machines.remove': command(
    z.object({
      id: machineId,
      keys: z.array(z.string().max(5000)).max(200),
      /** Agrees to pull the plug of a machine that runs; without it, that is refused. */
      forceOff: z.boolean(),
      mode: z.enum(['trash', 'forever']),
    }),
    answers<JobStarted>(),
  ),
  /** Newest first. */
  'trash.list': query(nothing, answers<readonly TrashEntry[]>()),
  /** Brings a machine back as it was: definition, disks, snapshots' metadata, firmware, TPM. */
  'trash.restore': command(z.object({ id }), answers<JobStarted>()),
  /** Deletes for good what the trash holds of a machine, unless another machine uses it by now. */
  'trash.delete': command(z.object({ id }), answers<JobStarted>()),
} as const
