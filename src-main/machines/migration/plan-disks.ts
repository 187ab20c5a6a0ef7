import { posix } from 'node:path'
import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import { isNotFound, remote, type Connection } from '../../libvirt'
import { findVolume } from '../../storage/read-volumes'
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
  readonly format: string
  /** The destination's pool that the copy goes to; absent where no running one takes it. */
  readonly pool?: DestinationPool
  readonly volumeName: string
  /** The pool has a volume of that name already. */
  readonly isTaken: boolean
}

/** How much a guest sees on a disk, in bytes. */
const sizeOf = async (
  { connection, dom, machine }: ReachedMachine,
  { isRunning }: Subject,
  disk: MovingDisk,
): Promise<number | undefined> => {
  if (isRunning) {
    const path = disk.target
    const { capacity } = await connection.call(remote.domainGetBlockInfo, { dom, path, flags: 0 })
    return Number(capacity)
  }
  const place = disk.volume === undefined ? { path: disk.place } : disk
  const found = await findVolume({ hostId: machine.hostId, connection }, place)
  return found?.capacity
}

const isTaken = async (
  connection: Connection,
  pool: DestinationPool,
  name: string,
): Promise<boolean> => {
  try {
    await connection.call(remote.storageVolLookupByName, { pool, name })
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
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
        const size = await sizeOf(reached, subject, disk)
        return {
          ...common,
          how: 'copied',
          ...(size !== undefined && { size }),
          ...(pool?.path !== undefined && {
            pool,
            newPath: posix.join(pool.path, volumeName),
          }),
          isTaken: pool !== undefined && (await isTaken(destination, pool, volumeName)),
        }
      }),
  )
