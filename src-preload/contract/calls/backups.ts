import { z } from 'zod'
import type { Backup, BackupPlan, MachineBackups } from '../backup'
import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import { hostId, machineId } from './inputs'
import { hostPath, objectName } from './texts'

const poolId = z.string().min(1).max(300)
const backupId = z.string().min(1).max(600)

/** A folder becomes a pool, so that its backups can be found again. */
const place = z.union([z.object({ poolId }), z.object({ folder: hostPath })])

const creation = z.object({
  id: machineId,
  to: place,
  kind: z.enum(['full', 'incremental']),
  /** Remember from now on what changes, so that later backups can be incremental. */
  track: z.boolean(),
  /** The guest's agent brings the file systems to rest at that moment. */
  quiesce: z.boolean(),
})

export type BackupCreation = z.infer<typeof creation>

const restoration = z.discriminatedUnion('how', [
  z.object({
    how: z.literal('replace'),
    backupId,
    /** The machine whose disks are replaced. It must be shut off; its old disks stay on the host. */
    id: machineId,
    poolId,
  }),
  z.object({ how: z.literal('newMachine'), backupId, name: objectName, poolId }),
])

export type Restoration = z.infer<typeof restoration>

/** Copies of machines' disks as they were, whole or of what changed since another. */
export const backupCalls = {
  'backups.list': query(z.object({ id: machineId }), answers<MachineBackups>()),
  /** Also of machines that are gone. */
  'backups.ofHost': query(z.object({ hostId }), answers<readonly Backup[]>()),
  'backups.plan': query(z.object({ id: machineId, to: place }), answers<BackupPlan>()),
  'backups.create': command(creation, answers<JobStarted>()),
  'backups.restore': command(restoration, answers<JobStarted>()),
  'backups.delete': command(
    z.object({
      backupId,
      /** Those that lie on it go too; without it, it is refused where there are any. */
      withLater: z.boolean(),
    }),
    answers<JobStarted>(),
  ),
  'checkpoints.delete': command(
    z.object({ id: machineId, name: objectName, withChildren: z.boolean() }),
  ),
} as const
