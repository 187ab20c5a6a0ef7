import { posix } from 'node:path'
import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import { remote, type Connection } from '../../libvirt'
import { findVolume, hasVolume } from '../../storage/read-volumes'
import type { ReachedMachine } from '../definition/machine-definitions'
import type { DestinationPool } from './look-at-destination'
import type { MovingDisk, Subject } from './read-subject'

/** What becomes of a disk, and for a copy which volume it becomes. */
export interface PlannedDisk {
  /** Such as `vda`. */
  readonly target: string
  /** Where it is on the source; a network disk's name. */
  readonly place: string
  readonly how: 'copied' | 'shared'
  /** Where a copy goes on the destination. */
  readonly newPath?: string
  /** In bytes, of what is copied. */
  readonly size?: number
  /** The image that it lies on, which a copy of its bytes leaves behind. */
  readonly base?: string
  readonly format: string
  /** The destination's pool that the copy goes to; absent where no running one takes it. */
  readonly pool?: DestinationPool
  readonly volumeName: string
  /** The pool has a volume of that name already. */
  readonly isTaken: boolean
}

/** How much a guest sees on a disk, in bytes, and what else its copy needs. */
const sizeOf = async (
  { connection, dom, machine }: ReachedMachine,
  { isRunning }: Subject,
  disk: MovingDisk,
): Promise<Pick<PlannedDisk, 'size' | 'base'>> => {
  if (isRunning) {
    const path = disk.target
    const { capacity } = await connection.call(remote.domainGetBlockInfo, { dom, path, flags: 0 })
    // Moved while it runs, it is copied as the guest sees it: whole, without a base.
    return { size: Number(capacity) }
  }
  const place = disk.volume === undefined ? { path: disk.place } : disk
  const found = await findVolume({ hostId: machine.hostId, connection }, place)
  return {
    ...(found?.capacity !== undefined && { size: found.capacity }),
    ...(found?.backing !== undefined && { base: found.backing.path }),
  }
}

/** What becomes of each disk that has something in it; asks both hosts. */
export const planDisks = async (
  reached: ReachedMachine,
  destination: Connection,
  subject: Subject,
  pools: readonly DestinationPool[],
  { storage, pool: poolName }: MigrationRequest,
): Promise<readonly PlannedDisk[]> =>
  await Promise.all(
    subject.disks
      .filter(({ isEmpty }) => !isEmpty)
      .map(async (disk): Promise<PlannedDisk> => {
        const { target, place, format, type } = disk
        const volumeName = posix.basename(disk.volume ?? place)
        const isCopied = storage === 'copy' && disk.isWritten && type !== 'network'
        const common = { target, place, format, volumeName }
        if (!isCopied) return { ...common, how: 'shared', isTaken: false }
        const pool = pools.find(({ name, path }) => {
          if (path === undefined) return false
          if (poolName !== null) return name === poolName
          return disk.pool === undefined ? path === posix.dirname(place) : name === disk.pool
        })
        return {
          ...common,
          how: 'copied',
          ...(await sizeOf(reached, subject, disk)),
          ...(pool?.path !== undefined && {
            pool,
            newPath: posix.join(pool.path, volumeName),
          }),
          isTaken:
            pool !== undefined && (await hasVolume({ connection: destination, pool }, volumeName)),
        }
      }),
  )
