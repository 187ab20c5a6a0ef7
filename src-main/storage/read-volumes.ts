import type { Volume, VolumeDetails, VolumeName } from '../../src-preload/contract/storage'
import { isNotFound, remote, type StorageVolumeRef } from '../libvirt'
import type { ReachedPool } from './pools'
import { readVolume } from './volume-xml'

/** How a volume is found: by name in its pool; nothing but an answer tells its key. */
export const volumeRef = ({ pool }: ReachedPool, name: string): StorageVolumeRef => ({
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

/** The volume at a path in any running pool of a host, or null. */
export const findVolumeByPath = async (
  connection: ReachedPool['connection'],
  path: string,
): Promise<StorageVolumeRef | null> => {
  try {
    return (await connection.call(remote.storageVolLookupByPath, { path })).vol
  } catch (error) {
    if (isNotFound(error)) return null
    throw error
  }
}
