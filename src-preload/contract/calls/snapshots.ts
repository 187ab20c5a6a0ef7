import { z } from 'zod'
import { message } from '../../language/t'
import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import { snapshotKinds, type SnapshotPlan, type SnapshotTree } from '../snapshot'
import { machineId } from './inputs'
import { objectName } from './texts'

/** It becomes part of file names. */
const newName = objectName.refine(
  (name) => !name.includes('/') && !name.startsWith('.'),
  message('must not contain / or begin with a dot'),
)

const change = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('create'),
    id: machineId,
    name: newName,
    /** Blanks around it are not kept. */
    description: z.string().max(4096).trim(),
    kind: z.enum(snapshotKinds),
    /** The guest's agent brings the file systems to rest first. */
    quiesce: z.boolean(),
    /** Agrees to internal and external snapshots side by side. */
    allowMixed: z.boolean(),
  }),
  z.object({ act: z.literal('revert'), id: machineId, name: objectName }),
  z.object({
    act: z.literal('delete'),
    id: machineId,
    name: objectName,
    /** Its descendants go too; without it, they move up to its parent. */
    withChildren: z.boolean(),
  }),
])

export type SnapshotChange = z.infer<typeof change>

/** Points in machines' pasts. No event tells of them: list again after a change. */
export const snapshotCalls = {
  'snapshots.list': query(z.object({ id: machineId }), answers<SnapshotTree>()),
  /** Names every file that would change, come or go, and what stands in the way. */
  'snapshots.plan': query(change, answers<SnapshotPlan>()),
  /** Plans anew, and fails where the plan refuses it. */
  'snapshots.change': command(change, answers<JobStarted>()),
} as const
