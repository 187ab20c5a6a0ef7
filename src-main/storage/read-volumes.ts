import type { Volume, VolumeDetails, VolumeName } from '../../src-preload/contract/storage'
import {
  isInvalidState,
  isNotFound,
  remote,
  type Connection,
  type StorageVolumeRef,
} from '../libvirt'
import type { ReachedPool } from './pools'
import { readVolume } from './volume-xml'

/** How a volume is found: by name in its pool; nothing but an answer tells its key. */
export const volumeRef = ({ pool }: Pick<ReachedPool, 'pool'>, name: string): StorageVolumeRef => ({
  pool: pool.name,
  name,
  key: '',
})

/** The names of all volumes of a running pool: one call, however many there are. */
export const listVolumes = async ({
  connection,
  pool,
}: ReachedPool): Promise<readonly VolumeName[]> => {
  const { vols } = await connection.call(remote.storagePoolListAllVolumes, {
    pool,
    needResults: true,
    flags: 0,
  })
  return vols.map(({ name, key }) => ({ name, key }))
}

/** One volume in full. Throws what the host says when it is not there. */
export const readOneVolume = async (at: ReachedPool, name: string): Promise<Volume> => {
  const vol = volumeRef(at, name)
  const { xml } = await at.connection.call(remote.storageVolGetXmlDesc, { vol, flags: 0 })
  return readVolume(at.id, xml)
}

/** Whether a pool has a volume of that name. */
export const hasVolume = async (
  { connection, pool }: Pick<ReachedPool, 'connection' | 'pool'>,
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

/** Questions under way at once: enough to hide the way to a far host, and no more. */
const WIDTH = 32

/** Some volumes in full, in no order; a question each. */
export const readVolumes = async (
  at: ReachedPool,
  names: readonly string[],
): Promise<VolumeDetails> => {
  const volumes: Volume[] = []
  const gone: string[] = []
  const waiting = [...names]
  const work = async (): Promise<void> => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      try {
        volumes.push(await readOneVolume(at, name))
      } catch (error) {
        if (!isNotFound(error)) throw error
        gone.push(name)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(WIDTH, names.length) }, work))
  return { volumes, gone }
}

/** Where a volume may be: at a path, or in a pool under a name. */
interface VolumePlace {
  readonly path?: string | undefined
  readonly pool?: string | undefined
  readonly volume?: string | undefined
}

const lookUp = async (
  connection: Connection,
  { path, pool, volume }: VolumePlace,
): Promise<StorageVolumeRef | null> => {
  if (pool !== undefined && volume !== undefined) return { pool, name: volume, key: '' }
  if (path === undefined) return null
  return (await connection.call(remote.storageVolLookupByPath, { path })).vol
}

/** The volume at a place in any running pool of a host, or null. */
export const findVolume = async (
  { hostId, connection }: Pick<ReachedPool, 'hostId' | 'connection'>,
  place: VolumePlace,
): Promise<Volume | null> => {
  try {
    const vol = await lookUp(connection, place)
    if (!vol) return null
    const { pool } = await connection.call(remote.storagePoolLookupByName, { name: vol.pool })
    const at = { id: `${hostId}/${pool.uuid}`, hostId, connection, pool }
    return await readOneVolume(at, vol.name)
  } catch (error) {
    // Not there, or in a pool that does not run.
    if (isNotFound(error) || isInvalidState(error)) return null
    throw error
  }
}
