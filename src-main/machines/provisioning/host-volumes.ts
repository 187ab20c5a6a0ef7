import type { DiskSource } from '../../../src-preload/contract/device-specs'
import type { ImagePlace } from '../../../src-preload/contract/provisioning'
import { Problem } from '../../failures/problem'
import {
  isNotFound,
  remote,
  type Connection,
  type StoragePoolRef,
  type StorageVolumeRef,
} from '../../libvirt'
import { readVolume } from '../../storage/volume-xml'
import { parseXml } from '../../xml/parse-xml'
import { textOf } from '../../xml/select-elements'

/** A pool as far as a new machine needs it. Sizes are bytes. */
export interface UsablePool {
  readonly ref: StoragePoolRef
  readonly isActive: boolean
  readonly available: number
  /** Where its volumes are files, their folder. */
  readonly folder?: string
}

const fileTypes: readonly string[] = ['dir', 'fs', 'netfs', 'gluster', 'vstorage']

/** A pool by its name, or undefined where the host has none. */
export const findPool = async (
  connection: Connection,
  name: string,
): Promise<UsablePool | undefined> => {
  let ref: StoragePoolRef
  try {
    ref = (await connection.call(remote.storagePoolLookupByName, { name })).pool
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
  const [{ active }, { available }, { xml }] = await Promise.all([
    connection.call(remote.storagePoolIsActive, { pool: ref }),
    connection.call(remote.storagePoolGetInfo, { pool: ref }),
    connection.call(remote.storagePoolGetXmlDesc, { pool: ref, flags: 0 }),
  ])
  const pool = parseXml(xml)
  const folder = textOf(pool, 'target/path')
  const holdsFiles = fileTypes.includes(pool.getAttribute('type') ?? '')
  return {
    ref,
    isActive: active,
    available: Number(available),
    ...(holdsFiles && folder !== undefined && { folder }),
  }
}

/** An image that is there. */
export interface FoundImage {
  readonly source: DiskSource
  /** Undefined for a path that no running pool holds. */
  readonly volume?: {
    readonly ref: StorageVolumeRef
    readonly path: string
    readonly format: string
    readonly capacity: number
  }
}

const describeVolume = async (
  connection: Connection,
  ref: StorageVolumeRef,
): Promise<NonNullable<FoundImage['volume']>> => {
  const { xml } = await connection.call(remote.storageVolGetXmlDesc, { vol: ref, flags: 0 })
  const { path, format = 'raw', capacity } = readVolume('', xml)
  return { ref, path, format, capacity }
}

/** Looks an image up. Throws a `Problem` when the pool or volume does not exist. */
export const findImage = async (connection: Connection, place: ImagePlace): Promise<FoundImage> => {
  if (place.type === 'path') {
    const source = { type: 'file', path: place.path } as const
    try {
      const { vol } = await connection.call(remote.storageVolLookupByPath, { path: place.path })
      return { source, volume: await describeVolume(connection, vol) }
    } catch (error) {
      if (isNotFound(error)) return { source }
      throw error
    }
  }
  const pool = await findPool(connection, place.pool)
  if (!pool) throw new Problem('not-found', `There is no pool ${place.pool}`)
  const { vol } = await connection.call(remote.storageVolLookupByName, {
    pool: pool.ref,
    name: place.volume,
  })
  const volume = await describeVolume(connection, vol)
  return {
    source: pool.folder
      ? { type: 'file', path: volume.path }
      : { type: 'volume', pool: place.pool, volume: place.volume },
    volume,
  }
}

/** Whether a pool has a volume of that name already. */
export const hasVolume = async (
  connection: Connection,
  { ref }: UsablePool,
  name: string,
): Promise<boolean> => {
  try {
    await connection.call(remote.storageVolLookupByName, { pool: ref, name })
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}
