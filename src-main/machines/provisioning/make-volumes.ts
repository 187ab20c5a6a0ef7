import { mkdir } from 'node:fs/promises'
import type { Pool, PoolId } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { isConnectionLost, remote } from '../../libvirt'
import type { Storage } from '../../storage/make-storage'
import type { ReachedPool } from '../../storage/pools'
import { volumeRef } from '../../storage/read-volumes'
import { importImage, importWork } from '../exchange/import-image'
import type { PlannedVolume } from './plan-material'

interface VolumeShape {
  readonly poolId: PoolId
  readonly name: string
  readonly format: string
}

/** How to take back one thing that was made, on whatever connection there is by then. */
export type Undo = () => Promise<unknown>

/** How many bytes must be moved for a volume. */
const workOf = ({ from }: PlannedVolume): number =>
  from.how === 'copy' ? from.volume.allocation : from.how === 'image' ? importWork(from.image) : 0

const sendContent = async (
  { connection, pool }: ReachedPool,
  name: string,
  content: Buffer,
): Promise<void> => {
  const stream = await connection.openStream(remote.storageVolUpload, {
    vol: volumeRef({ pool }, name),
    offset: 0n,
    length: BigInt(content.length),
    flags: 0,
  })
  await stream.write(content)
  await stream.finish()
}

/** Makes the volumes of a machine to be. What is made says to `undo` how it is taken back. */
export class VolumeMaking {
  constructor(
    readonly storage: Storage,
    readonly pools: ReadonlyMap<string, Pool | undefined>,
    /** Where files lie that are needed for a while. */
    readonly folder: string,
    readonly undo: Undo[],
  ) {}

  /** Makes them all, telling of the bytes that are moved where there are any. */
  async make(volumes: readonly PlannedVolume[], job: JobControl): Promise<void> {
    const total = volumes.reduce((sum, volume) => sum + workOf(volume), 0)
    let before = 0
    for (const volume of volumes) {
      job.signal.throwIfAborted()
      job.note(t('Making {name}…', { name: volume.name }))
      const progress: JobControl['progress'] = (done) => {
        if (total > 0) job.progress(Math.min(before + done, total), total, 'bytes')
      }
      await this.#make(volume, { ...job, progress })
      before += workOf(volume)
    }
  }

  async #make(volume: PlannedVolume, job: JobControl): Promise<void> {
    const { name, format, capacity, from } = volume
    const { pools, volumes } = this.storage
    const pool = this.pools.get(volume.pool)
    if (!pool) throw new Problem('not-found', t('There is no pool {pool}', { pool: volume.pool }))
    const at = await pools.reach(pool.id)
    const shape = { poolId: pool.id, name, format }
    const takeBack: Undo = async () => volumes.deleteUnchecked(await pools.reach(pool.id), name)
    try {
      await this.#begin(volume, { at, shape }, job)
    } catch (error) {
      // Nobody knows whether it was made; its name was free before.
      if (isConnectionLost(error)) this.undo.push(takeBack)
      throw error
    }
    this.undo.push(takeBack)
    if (from.how === 'content') await sendContent(at, name, from.content)
    if (from.how === 'copy' && capacity > from.volume.capacity) {
      const vol = volumeRef(at, name)
      const size = { vol, capacity: BigInt(capacity), flags: 0 }
      await at.connection.call(remote.storageVolResize, size)
    }
  }

  /** Makes one, as far as that is one step of the host's or takes back itself. */
  async #begin(
    { name, format, capacity, from }: PlannedVolume,
    { at, shape }: { readonly at: ReachedPool; readonly shape: VolumeShape },
    job: JobControl,
  ): Promise<void> {
    const { pools, volumes } = this.storage
    switch (from.how) {
      case 'empty':
        await volumes.create({ ...shape, capacity })
        break
      case 'overlay':
        await volumes.create({ ...shape, capacity, backing: from })
        break
      case 'content':
        await volumes.create({ ...shape, capacity })
        break
      case 'copy':
        await volumes.clone({ poolId: from.volume.poolId, name: from.volume.name }, shape, job)
        break
      case 'image': {
        await mkdir(this.folder, { recursive: true, mode: 0o700 })
        const target = { pools, at, volume: name, folder: this.folder }
        const image = { ...from, capacity }
        await importImage(image, { ...target, format: format === 'raw' ? 'raw' : 'qcow2' }, job)
        break
      }
    }
  }
}
