import { z } from 'zod'
import { message } from '../../language/t'
import { answers, command, query } from '../declare'
import type { JobStarted } from '../job'
import { poolRequest } from '../pool-request'
import {
  wipeAlgorithms,
  type Pool,
  type PoolChains,
  type PoolSource,
  type PoolType,
  type VolumeChain,
  type VolumeDetails,
  type VolumeName,
  type VolumeUsers,
} from '../storage'
import { hostId } from './inputs'
import { bytes, hostName, hostPath, line, objectName } from './texts'

const poolId = z.string().min(1).max(300)

/** Any name that a host may have; new ones are `volumeName`. */
const existing = z.string().min(1).max(4096)

const volumeName = line(255).refine(
  (name) => !name.includes('/') && name !== '.' && name !== '..',
  message('is no name for a volume'),
)

const volume = z.object({ poolId, name: existing })

const format = line(40)

/** A new volume. */
const newVolume = z.object({
  poolId,
  name: volumeName,
  /** `raw`, `qcow2`, …; only for pools that hold files. */
  format: format.optional(),
  /** What a guest sees, in bytes; as the backing image, where it is left out. */
  capacity: bytes.optional(),
  /** Bytes to set aside now; none where it is left out. */
  allocation: bytes.optional(),
  /** It is to hold only what differs from this image, which nothing may write to any more. */
  backing: z.object({ path: hostPath, format }).optional(),
})

export type VolumeRequest = z.infer<typeof newVolume>

/** Pools and volumes. What may take long answers a job at once, and its failure is the job's. */
export const storageCalls = {
  /** The pools of a host; from then on `pools.changed` tells of it. */
  'pools.list': query(z.object({ hostId }), answers<readonly Pool[]>()),
  /** Every type that libvirt knows, and which of them the host can have. */
  'pools.types': query(z.object({ hostId }), answers<readonly PoolType[]>()),
  /** Looks for exports, targets or volume groups that a pool could be made of. */
  'pools.findSources': query(
    z.object({ hostId, type: line(40), server: hostName.optional() }),
    answers<readonly PoolSource[]>(),
  ),
  'pools.xml': query(z.object({ id: poolId }), answers<{ readonly xml: string }>()),
  /**
   * Defines a pool, and as asked builds and starts it; takes back the definition when that fails.
   * Building makes a directory, file system or volume group; only `overwrite` destroys what is
   * there.
   */
  'pools.create': command(
    z.object({
      hostId,
      name: objectName,
      pool: poolRequest,
      build: z.boolean(),
      overwrite: z.boolean(),
      start: z.boolean(),
      autostart: z.boolean(),
    }),
    answers<JobStarted>(),
  ),
  /**
   * `delete` destroys what the pool is made of, and is refused while a machine uses a volume of
   * it; `undefine` only forgets the pool.
   */
  'pools.act': command(
    z.object({
      id: poolId,
      action: z.enum(['start', 'stop', 'refresh', 'build', 'delete', 'undefine']),
    }),
    answers<JobStarted>(),
  ),
  'pools.setAutostart': command(z.object({ id: poolId, autostart: z.boolean() })),

  /** The names of all volumes of a running pool, in one call to the host. */
  'volumes.list': query(z.object({ poolId }), answers<readonly VolumeName[]>()),
  /** The details of the volumes that a window shows. */
  'volumes.details': query(
    z.object({ poolId, names: z.array(existing).max(500) }),
    answers<VolumeDetails>(),
  ),
  /** Which machines use the pool's volumes; reads every machine's definition the first time. */
  'volumes.users': query(z.object({ poolId }), answers<VolumeUsers>()),
  'volumes.chain': query(volume, answers<VolumeChain>()),
  /** What every volume of a pool lies on; reads all of them the first time. */
  'volumes.chains': query(z.object({ poolId }), answers<PoolChains>()),
  'volumes.create': command(newVolume, answers<JobStarted>()),
  /** Copies a volume, into its own pool where no other is named. */
  'volumes.clone': command(
    volume.extend({
      toPoolId: poolId.optional(),
      newName: volumeName,
      format: format.optional(),
    }),
    answers<JobStarted>(),
  ),
  /**
   * Changes what a guest sees, in bytes: through the machine that runs with it, else on the disk.
   * `shrink` allows a smaller size, which cuts off what is there.
   */
  'volumes.resize': command(
    volume.extend({ capacity: bytes, shrink: z.boolean() }),
    answers<JobStarted>(),
  ),
  /** Overwrites a volume. Refused while a machine uses it, or another volume lies on it. */
  'volumes.wipe': command(
    volume.extend({ algorithm: z.enum(wipeAlgorithms) }),
    answers<JobStarted>(),
  ),
  /** Deletes for good. Refused while a machine uses it, or another volume lies on it. */
  'volumes.delete': command(volume, answers<JobStarted>()),
  /**
   * Asks for a file and makes a volume of it, byte for byte; named like the file where no name is
   * given. Answers null where the person cancelled. Nothing is left of it when it fails.
   */
  'volumes.upload': command(
    z.object({ poolId, name: volumeName.optional() }),
    answers<JobStarted | null>(),
  ),
  /** Asks where to and copies the volume there. Answers null where the person cancelled. */
  'volumes.download': command(volume, answers<JobStarted | null>()),
} as const
