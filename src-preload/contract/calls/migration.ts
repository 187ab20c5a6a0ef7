import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import type { MigrationPlan, MigrationProgress } from '../migration'
import { hostId, machineId } from './inputs'
import { line, objectName } from './texts'

/** In ms. */
const maxDowntime = z.number().int().min(1).max(60_000)
/** In MiB a second. */
const bandwidth = z.number().int().min(1).max(1_000_000)

const request = z.object({
  id: machineId,
  destination: hostId,
  /** Led by this app, a step at a time, or by the source's own daemon. */
  way: z.enum(['direct', 'peerToPeer']),
  /** `copy` moves the disks too; `shared` takes both hosts to see the same ones. */
  storage: z.enum(['shared', 'copy']),
  /** The destination's pool that copies go to; null for the same paths as here. */
  pool: objectName.nullable(),
  /** The definition stays on the source, and none is kept on the destination. */
  isTemporary: z.boolean(),
  /** It may be switched over before all its memory is there. */
  postCopy: z.boolean(),
  /** The guest is slowed down while it writes faster than it can be moved. */
  autoConverge: z.boolean(),
  /** Vouches for what can't be seen from here: both hosts see the same disks, safely. */
  unsafe: z.boolean(),
  /** The destination's address as the source sees it; null for the one it gives itself. */
  address: line(255).nullable(),
  /** The destination's URI as the source sees it, for peer to peer; null for this app's own. */
  peerUri: line(2000).nullable(),
  maxDowntime: maxDowntime.nullable(),
  bandwidth: bandwidth.nullable(),
})

export type MigrationRequest = z.infer<typeof request>

/** The same for several machines. */
const many = z.object({
  ids: z.array(machineId).min(1).max(100),
  how: request.omit({ id: true }),
})

export type ManyMigrations = z.infer<typeof many>

const tuning = z.object({
  id: machineId,
  maxDowntime: maxDowntime.optional(),
  bandwidth: bandwidth.optional(),
})

export type MigrationTuning = z.infer<typeof tuning>

/** Moving machines to other hosts. */
export const migrationCalls = {
  /** Looks for all that would stop it; moves nothing. */
  'migration.plan': query(request, answers<MigrationPlan>()),
  /** Looks anew, and fails where something would stop it. */
  'migration.start': command(request, answers<JobStarted>()),
  /** One job for all, and one below it for each; what can't be moved stops no other. */
  'migration.startMany': command(many, answers<JobStarted>()),
  /** How far a machine's migration is; null where none is under way. */
  'migration.progress': query(z.object({ id: machineId }), answers<MigrationProgress | null>()),
  /** Changes the limits of one that is under way. */
  'migration.tune': command(tuning),
  /** Lets the guest run on the destination now; the rest of its memory follows. No way back. */
  'migration.switch': command(z.object({ id: machineId })),
} as const
