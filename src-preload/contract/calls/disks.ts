import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { MachineDisks } from '../disk'
import type { JobStarted } from '../job'
import { machineId } from './inputs'
import { bytes, hostPath, line } from './texts'

const target = line(64)
/** In bytes a second; 0 is no limit. */
const bytesPerSecond = bytes
const jobId = z.string().min(1).max(100)

const change = z.discriminatedUnion('act', [
  /** Makes a disk larger, while the guest runs where it does. */
  z.object({ act: z.literal('resize'), id: machineId, target, capacity: bytes.min(512) }),
  /** Copies a disk to a new image, and keeps the two in step once it has. */
  z.object({
    act: z.literal('copy'),
    id: machineId,
    target,
    path: hostPath,
    format: z.enum(['qcow2', 'raw']),
    /** Once in step: go over to the copy, leave it as it is then, or wait to be told. */
    ending: z.enum(['pivot', 'keep', 'wait']),
    bytesPerSecond,
  }),
  /** Merges an image of the chain, and those above it, into one below. */
  z.object({
    act: z.literal('commit'),
    id: machineId,
    target,
    /** The one that takes the others in; the lowest where it is absent. */
    base: hostPath.optional(),
    bytesPerSecond,
  }),
  /** Takes into the disk's own image what it lies on. */
  z.object({
    act: z.literal('pull'),
    id: machineId,
    target,
    /** What it still lies on afterwards; nothing where it is absent. */
    base: hostPath.optional(),
    bytesPerSecond,
  }),
])

export type DiskChange = z.infer<typeof change>

/** What moves the data of machines' disks. */
export const diskCalls = {
  'disks.list': query(z.object({ id: machineId }), answers<MachineDisks>()),
  'disks.change': command(change, answers<JobStarted>()),
  /** Goes over to a copy that is in step and waits. */
  'disks.pivot': command(z.object({ jobId })),
  'disks.limit': command(z.object({ jobId, bytesPerSecond })),
} as const
