import type { DiskSource } from '../../../src-preload/contract/device-specs'
import type { HostId } from '../../../src-preload/contract/host'
import type { ImagePlace } from '../../../src-preload/contract/provisioning'
import type { Volume } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { Storage } from '../../storage/make-storage'
import { findVolume } from '../../storage/read-volumes'

/** An image that is there. */
export interface FoundImage {
  readonly source: DiskSource
  /** Undefined for a path that no running pool holds. */
  readonly volume?: Volume
}

/** Looks an image up. Throws a `Problem` when the pool or volume does not exist. */
export const findImage = async (
  { pools }: Storage,
  hostId: HostId,
  place: ImagePlace,
): Promise<FoundImage> => {
  const { connection } = pools.hosts.get(hostId)
  const at = { hostId, connection }
  if (place.type === 'path') {
    const volume = await findVolume(at, { path: place.path })
    return { source: { type: 'file', path: place.path }, ...(volume && { volume }) }
  }
  const pool = await pools.find(hostId, place.pool)
  if (!pool) throw new Problem('not-found', t('There is no pool {pool}', { pool: place.pool }))
  const volume = await findVolume(at, place)
  if (!volume)
    throw new Problem(
      'not-found',
      t('There is no volume {volume} in {pool}', { volume: place.volume, pool: place.pool }),
    )
  return {
    source: pool.holdsFiles
      ? { type: 'file', path: volume.path }
      : { type: 'volume', pool: place.pool, volume: place.volume },
    volume,
  }
}
