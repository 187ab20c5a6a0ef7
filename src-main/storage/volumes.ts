import type { VolumeRequest } from '../../src-preload/contract/calls/storage'
import {
  wipeAlgorithms,
  type PoolId,
  type Volume,
  type WipeAlgorithm,
} from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import type { JobControl } from '../jobs/job-registry'
import { remote, type DomainRef } from '../libvirt'
import { BlockResizeFlags, StorageVolumeResizeFlags } from '../libvirt/procedures/flags'
import type { BackingIndex } from './backing-index'
import { PATIENT, type Pools, type ReachedPool } from './pools'
import { findVolume, hasVolume, readOneVolume, volumeRef } from './read-volumes'
import { nameUsers, type VolumeUserIndex } from './volume-users'
import { volumeXml } from './volume-xml'

/** How often a copy is asked how far it is, in ms. */
const LOOK_MS = 1_000

/** What is known of a job's way, where there is a job. */
export type Progress = Pick<JobControl, 'progress'>

/** Makes, copies, changes and destroys volumes. Sizes are bytes. */
export class Volumes {
  constructor(
    readonly pools: Pools,
    readonly backing: BackingIndex,
    readonly users: VolumeUserIndex,
    /** How the host finds a machine that runs. */
    readonly domainOf: (machineId: string) => DomainRef,
  ) {}

  /** Makes a volume. Throws a `Problem` for a request that makes no sense. */
  async create(request: VolumeRequest): Promise<Volume> {
    const { poolId, name, format, allocation, backing } = request
    const at = await this.pools.reach(poolId)
    await this.requireFreeName(at, name)
    const capacity = request.capacity ?? (await this.#capacityOf(at, backing?.path))
    if (backing && format === 'raw') {
      throw new Problem('invalid', t('a raw volume cannot lie on another'), {
        hint: t('Choose the format qcow2.'),
      })
    }
    const { holdsFiles } = await this.pools.get(poolId)
    const xml = volumeXml({
      name,
      capacity,
      // Left out, libvirt sets everything aside; a volume that grows asks for nothing.
      allocation: allocation ?? 0,
      format: holdsFiles ? (format ?? 'qcow2') : format,
      backing,
    })
    const { pool } = at
    await at.connection.call(remote.storageVolCreateXml, { pool, xml, flags: 0 }, PATIENT)
    this.pools.touch(at)
    return readOneVolume(at, name)
  }

  /**
   * Copies a volume with all that it shows, so that the copy lies on nothing. How far it is is
   * told by what the copy takes so far. The host can't be stopped half-way; a copy that fails is
   * removed by it.
   */
  async clone(
    source: { readonly poolId: PoolId; readonly name: string },
    target: {
      readonly poolId: PoolId
      readonly name: string
      readonly format?: string | undefined
    },
    job: Progress,
  ): Promise<Volume> {
    const [from, to] = await Promise.all([
      this.pools.reach(source.poolId),
      this.pools.reach(target.poolId),
    ])
    await this.requireFreeName(to, target.name)
    const [original, { holdsFiles }] = await Promise.all([
      readOneVolume(from, source.name),
      this.pools.get(target.poolId),
    ])
    const xml = volumeXml({
      name: target.name,
      capacity: original.capacity,
      allocation: 0,
      format: holdsFiles ? (target.format ?? original.format) : target.format,
    })
    const clonevol = { ...volumeRef(from, source.name), key: original.key }
    const copying = to.connection.call(
      remote.storageVolCreateXmlFrom,
      { pool: to.pool, xml, clonevol, flags: 0 },
      PATIENT,
    )
    await this.#follow(copying, to, target.name, original.allocation, job)
    this.pools.touch(to)
    return readOneVolume(to, target.name)
  }

  /** Changes what a guest sees: through the machine that runs with it, else on the disk. */
  async resize(poolId: PoolId, name: string, capacity: number, shrink: boolean): Promise<void> {
    const at = await this.pools.reach(poolId)
    const volume = await readOneVolume(at, name)
    if (capacity < volume.capacity && !shrink) {
      throw new Problem('invalid', t('that is less than it has, and would cut off what is there'))
    }
    await this.#requireNoOverlays(at, volume)
    const users = await this.users.ofImage(at.hostId, {
      path: volume.path,
      pool: at.pool.name,
      volume: name,
    })
    const running = users.filter(({ isRunning, writes }) => isRunning && writes)
    const [user] = running
    if (!user) {
      const flags = capacity < volume.capacity ? StorageVolumeResizeFlags.shrink : 0
      const vol = volumeRef(at, name)
      await at.connection.call(
        remote.storageVolResize,
        { vol, capacity: BigInt(capacity), flags },
        PATIENT,
      )
    } else if (running.length > 1 || capacity < volume.capacity) {
      throw new Problem('in-use', t('it is in use by {running}', { running: nameUsers(running) }), {
        hint: t('Shut down what uses it first.'),
      })
    } else {
      const dom = this.domainOf(user.machineId)
      const disk = user.target ?? ''
      await at.connection.call(
        remote.domainBlockResize,
        { dom, disk, size: BigInt(capacity), flags: BlockResizeFlags.bytes },
        PATIENT,
      )
    }
    this.pools.touch(at)
  }

  /** Overwrites a volume, unless somebody needs what is in it. */
  async wipe(poolId: PoolId, name: string, algorithm: WipeAlgorithm): Promise<void> {
    const at = await this.pools.reach(poolId)
    await this.requireUnused(at, await readOneVolume(at, name))
    await at.connection.call(
      remote.storageVolWipePattern,
      { vol: volumeRef(at, name), algorithm: wipeAlgorithms.indexOf(algorithm), flags: 0 },
      PATIENT,
    )
    this.pools.touch(at)
  }

  /** Deletes a volume for good, unless somebody needs it. */
  async delete(poolId: PoolId, name: string): Promise<void> {
    const at = await this.pools.reach(poolId)
    await this.requireUnused(at, await readOneVolume(at, name))
    await this.deleteUnchecked(at, name)
  }

  /** Deletes a volume that was found to be nobody's. */
  async deleteUnchecked(at: ReachedPool, name: string): Promise<void> {
    const vol = volumeRef(at, name)
    await at.connection.call(remote.storageVolDelete, { vol, flags: 0 }, PATIENT)
    this.pools.touch(at)
  }

  /** Throws a `Problem` when a machine uses a volume or another volume lies on it, as of now. */
  async requireUnused(at: ReachedPool, volume: Volume): Promise<void> {
    const { path, name } = volume
    const users = await this.users.ofImage(at.hostId, { path, pool: at.pool.name, volume: name })
    if (users.length > 0) {
      throw new Problem('in-use', t('it is in use by {users}', { users: nameUsers(users) }), {
        hint: t('Take it out of these machines first.'),
      })
    }
    await this.#requireNoOverlays(at, volume)
  }

  /** Throws a `Problem` when a machine uses anything of a pool. */
  async requireUnusedPool(poolId: PoolId): Promise<void> {
    const users = await this.users.ofPlace(await this.pools.get(poolId))
    if (users.length === 0) return
    throw new Problem(
      'in-use',
      t('its volumes are in use by {users}', { users: nameUsers(users) }),
      {
        hint: t('Take them out of these machines first.'),
      },
    )
  }

  async #requireNoOverlays(at: ReachedPool, { path }: Volume): Promise<void> {
    const overlays = await this.backing.overlaysOf(at.hostId, path, { fresh: true })
    if (overlays.length === 0) return
    const names = overlays.map(({ volume }) => volume.name).join(', ')
    throw new Problem('in-use', t('other volumes lie on it: {names}', { names }), {
      hint: t('They would be broken if it changed.'),
    })
  }

  async requireFreeName(at: ReachedPool, name: string): Promise<void> {
    if (!(await hasVolume(at, name))) return
    throw new Problem(
      'in-use',
      t('{name} has a volume of that name already', { name: at.pool.name }),
      {
        hint: t('Choose another name.'),
      },
    )
  }

  /** What an image shows, for a volume that is to lie on it. */
  async #capacityOf(at: ReachedPool, path: string | undefined): Promise<number> {
    const volume = await findVolume(at, { path })
    if (!volume) throw new Problem('invalid', t('its size is missing'))
    return volume.capacity
  }

  /** Waits for a copy, telling how much it takes so far. */
  async #follow(
    copying: Promise<unknown>,
    to: ReachedPool,
    name: string,
    total: number,
    job: Progress,
  ): Promise<void> {
    const look = setInterval(() => {
      to.connection
        .call(remote.storageVolGetInfo, { vol: volumeRef(to, name) })
        .then(({ allocation }) => job.progress(Math.min(Number(allocation), total), total, 'bytes'))
        // Not there yet, or not telling: the copy's own answer is what counts.
        .catch(() => undefined)
    }, LOOK_MS)
    try {
      await copying
    } finally {
      clearInterval(look)
    }
  }
}
