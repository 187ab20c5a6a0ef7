import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import type { ActionOutcome } from '../machine'
import { machineColours, type MachineMetadata } from '../metadata'
import { hostId, machineId, nothing } from './inputs'
import { line } from './texts'

const ids = z.array(machineId).min(1).max(20_000)
const tags = z.array(line(64).trim().min(1)).max(64)

const change = z.object({
  tags: tags.optional(),
  notes: z
    .string()
    .max(64 * 1024)
    .optional(),
  colour: z.enum(machineColours).nullable().optional(),
  start: z
    .object({
      order: z.number().int().min(0).max(9999),
      delay: z.number().int().min(0).max(3600),
    })
    .nullable()
    .optional(),
})

export type MetadataChange = z.infer<typeof change>

/** Tags, notes, colours and the order of starting, which travel with each machine. */
export const metadataCalls = {
  'machines.metadata': query(z.object({ id: machineId }), answers<MachineMetadata>()),
  /** Changes what is given, and leaves the rest as it is. */
  'machines.setMetadata': command(z.object({ id: machineId, change })),
  /** Adds and removes tags, as a job; one machine that fails does not stop the rest. */
  'machines.tag': command(z.object({ ids, add: tags, remove: tags }), answers<JobStarted>()),
  /**
   * Reads the tags of all machines that have not been read yet, as fast as their hosts answer: for
   * a filter on tags. They show in `machines.changed`; this answers when all are there.
   */
  'machines.readTags': command(nothing),
  /** Whether the host starts them when it starts itself. */
  'machines.setAutostart': command(
    z.object({ ids, autostart: z.boolean() }),
    answers<readonly ActionOutcome[]>(),
  ),
  /** Starts the machines of a host that have a place in the order, one after another. */
  'machines.startInOrder': command(z.object({ hostId }), answers<JobStarted>()),
} as const
