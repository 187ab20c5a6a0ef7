import type { MachineId } from '../../src-preload/contract/machine'
import type { Pool, PoolId, VolumeUser, VolumeUsers } from '../../src-preload/contract/storage'
import type { HostId } from '../../src-preload/contract/host'
import type { Inventory } from '../machines/inventory'
import type { DiskUse, MachineResources } from '../machines/usage/machine-resources'
import type { ResourceIndex } from '../machines/usage/resource-index'
import { remote } from '../libvirt'
import type { Pools, ReachedPool } from './pools'
import { listVolumes, volumeRef } from './read-volumes'

/** An image by its path, and by the names of its pool and itself. */
interface Image {
  readonly path: string
  readonly pool?: string | undefined
  readonly volume?: string | undefined
}

/** A place that a machine uses. */
interface Use extends Omit<VolumeUser, 'machineId' | 'machineName' | 'isRunning'> {
  readonly path?: string
  readonly pool?: string
  readonly volume?: string
}

const usesOfDisk = ({ target, device, isReadOnly, backing, ...disk }: DiskUse): Use[] => [
  {
    ...(disk.path !== undefined && { path: disk.path }),
    ...(disk.pool !== undefined && { pool: disk.pool }),
    ...(disk.volume !== undefined && { volume: disk.volume }),
    use: device === 'lun' ? 'disk' : device,
    target,
    writes: !isReadOnly,
  },
  ...backing.map((path) => ({ path, use: 'backing' as const, target, writes: false })),
]

const usesOf = ({ disks, files }: MachineResources): Use[] => [
  ...disks.flatMap(usesOfDisk),
  ...files.map(({ role, path }) => ({ path, use: role, writes: role === 'nvram' })),
]

/** Finds the machines that use volumes. */
export class VolumeUserIndex {
  constructor(
    readonly pools: Pools,
    readonly resources: ResourceIndex,
    readonly inventory: Inventory,
  ) {}

  /** Who uses the volumes of a pool. */
  async ofPool(id: PoolId): Promise<VolumeUsers> {
    const at = await this.pools.reach(id)
    const [{ machines, unread }, nameOf] = await Promise.all([
      this.resources.ofHost(at.hostId),
      this.#namesByPath(at),
    ])
    const users: Record<string, VolumeUser[]> = {}
    for (const [machineId, resources] of machines) {
      for (const { path, pool, volume, ...use } of usesOf(resources)) {
        const name = pool === at.pool.name ? volume : path && nameOf.get(path)
        if (name) (users[name] ??= []).push(this.#userOf(machineId, use))
      }
    }
    return { users, unread }
  }

  /**
   * Who uses one image, by the definitions as they are now; with machines that do not tell, because
   * whoever asks is about to destroy something.
   */
  async ofImage(hostId: HostId, image: Image): Promise<readonly VolumeUser[]> {
    const [users = []] = await this.ofImages(hostId, [image])
    return users
  }

  /** As {@link ofImage}, for several at the price of one. */
  async ofImages(
    hostId: HostId,
    images: readonly Image[],
  ): Promise<readonly (readonly VolumeUser[])[]> {
    const { machines, unread } = await this.resources.ofHost(hostId, { fresh: true })
    const found: VolumeUser[][] = images.map(() => [])
    for (const [machineId, resources] of machines) {
      for (const { path, pool, volume, ...use } of usesOf(resources)) {
        for (const [at, image] of images.entries()) {
          const isIt =
            (path !== undefined && path === image.path) ||
            (pool !== undefined && pool === image.pool && volume === image.volume)
          if (isIt) found[at]?.push(this.#userOf(machineId, use))
        }
      }
    }
    const unknown = unread.map((machineId) => this.#unknownUser(machineId))
    return found.map((users) => [...users, ...unknown])
  }

  /**
   * Who uses anything of a pool, by the definitions as they are now; by where it is, because a pool
   * that does not run lists no volumes. With machines that do not tell.
   */
  async ofPlace(pool: Pool): Promise<readonly VolumeUser[]> {
    // Partitions of a disk stand beside it; everything else is inside its pool's target.
    const place = pool.type === 'disk' ? pool.source : pool.target && `${pool.target}/`
    const { machines, unread } = await this.resources.ofHost(pool.hostId, { fresh: true })
    const found: VolumeUser[] = []
    for (const [machineId, resources] of machines) {
      for (const { path, pool: poolName, volume: _, ...use } of usesOf(resources)) {
        const isInside = place !== undefined && path?.startsWith(place)
        if (isInside || poolName === pool.name) found.push(this.#userOf(machineId, use))
      }
    }
    return [...found, ...unread.map((machineId) => this.#unknownUser(machineId))]
  }

  /** A machine that may use anything: its definition did not come. */
  #unknownUser(machineId: MachineId): VolumeUser {
    return this.#userOf(machineId, { use: 'disk', writes: true })
  }

  #userOf(machineId: MachineId, use: Omit<Use, 'path' | 'pool' | 'volume'>): VolumeUser {
    const machine = this.inventory.get(machineId)
    return {
      machineId,
      machineName: machine?.name ?? '',
      ...use,
      isRunning: machine !== undefined && machine.state !== 'shutOff' && machine.state !== 'saved',
    }
  }

  /** The names of a pool's volumes by their paths; of files the key is the path. */
  async #namesByPath(at: ReachedPool): Promise<ReadonlyMap<string, string>> {
    const [{ holdsFiles }, volumes] = await Promise.all([this.pools.get(at.id), listVolumes(at)])
    if (holdsFiles) return new Map(volumes.map(({ name, key }) => [key, name]))
    const paths = await Promise.all(
      volumes.map(async ({ name }) => {
        const vol = volumeRef(at, name)
        return [(await at.connection.call(remote.storageVolGetPath, { vol })).name, name] as const
      }),
    )
    return new Map(paths)
  }
}

/** `web-1 (vda), web-2 (vdb)`. */
export const nameUsers = (users: readonly VolumeUser[]): string =>
  users.map(({ machineName, target, use }) => `${machineName} (${target || use})`).join(', ')
