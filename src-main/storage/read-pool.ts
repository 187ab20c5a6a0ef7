import type { Element } from 'slimdom'
import type { HostId } from '../../src-preload/contract/host'
import type { Pool, PoolSource, PoolState, PoolType } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { isNotFound, remote, type Connection, type StoragePoolRef } from '../libvirt'
import { ListStoragePoolsFlags } from '../libvirt/procedures/flags'
import { parseXml } from '../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../xml/select-elements'

/** virStoragePoolState, by number. */
const states: readonly PoolState[] = ['inactive', 'building', 'running', 'degraded', 'inaccessible']

const fileTypes: ReadonlySet<string> = new Set(['dir', 'fs', 'netfs', 'gluster', 'vstorage'])

/** Pool types whose volumes are files. */
const holdsFiles = (type: string): boolean => fileTypes.has(type)

/** What a pool is made of, in one line: `nas:/export`, `/dev/sdb`, `images on ceph1, ceph2`. */
const describeSource = (pool: Element): string | undefined => {
  const source = find(pool, 'source')
  if (!source) return undefined
  const servers = children(source, 'host').flatMap((host) => host.getAttribute('name') ?? [])
  const devices = children(source, 'device').flatMap((device) => device.getAttribute('path') ?? [])
  const directory = attributeOf(source, 'dir', 'path')
  const adapter = attributeOf(source, 'adapter', 'name') ?? attributeOf(source, 'adapter', 'wwpn')
  const name = textOf(source, 'name')
  const what = [name, directory, ...devices, adapter].filter((part) => part !== undefined)
  if (servers.length === 0) return what.join(' ') || undefined
  return directory !== undefined && name === undefined
    ? `${servers[0]}:${directory}`
    : t('{what} on {servers}', { what: what.join(' '), servers: servers.join(', ') }).trim()
}

/** Bytes as the contract has them; beyond 2⁵³ they lose their last digits, which nobody reads. */
const figures = (info: { capacity: bigint; allocation: bigint; available: bigint }) => ({
  capacity: Number(info.capacity),
  allocation: Number(info.allocation),
  available: Number(info.available),
})

const listPools = async (connection: Connection, flags: number): Promise<StoragePoolRef[]> => {
  const { pools } = await connection.call(remote.connectListAllStoragePools, {
    needResults: true,
    flags,
  })
  return pools
}

/** Reads all pools of a host: three lists, and two questions for each pool. By name. */
export const readPools = async (
  connection: Connection,
  hostId: HostId,
): Promise<readonly Pool[]> => {
  const [all, autostart, persistent] = await Promise.all([
    listPools(connection, 0),
    listPools(connection, ListStoragePoolsFlags.autostart),
    listPools(connection, ListStoragePoolsFlags.persistent),
  ])
  const startsWithHost = new Set(autostart.map(({ uuid }) => uuid))
  const staysDefined = new Set(persistent.map(({ uuid }) => uuid))
  const read = async (pool: StoragePoolRef): Promise<Pool | null> => {
    try {
      const [info, { xml }] = await Promise.all([
        connection.call(remote.storagePoolGetInfo, { pool }),
        connection.call(remote.storagePoolGetXmlDesc, { pool, flags: 0 }),
      ])
      const definition = parseXml(xml)
      const type = definition.getAttribute('type') ?? 'unknown'
      const target = textOf(definition, 'target/path')
      const source = describeSource(definition)
      const state = states[info.state] ?? 'inactive'
      return {
        id: `${hostId}/${pool.uuid}`,
        hostId,
        uuid: pool.uuid,
        name: pool.name,
        type,
        state,
        autostart: startsWithHost.has(pool.uuid),
        persistent: staysDefined.has(pool.uuid),
        ...(state !== 'inactive' && figures(info)),
        ...(target !== undefined && { target }),
        ...(source !== undefined && { source }),
        holdsFiles: holdsFiles(type),
      }
    } catch (error) {
      // Gone since it was listed.
      if (isNotFound(error)) return null
      throw error
    }
  }
  const pools = await Promise.all(all.map(read))
  return pools.filter((pool) => pool !== null).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Reads what a host answers to where pools could be made of. */
export const readPoolSources = (xml: string): readonly PoolSource[] =>
  children(parseXml(xml), 'source').map((source) => {
    const host = attributeOf(source, 'host', 'name')
    const name = textOf(source, 'name')
    const directory = attributeOf(source, 'dir', 'path')
    const format = attributeOf(source, 'format', 'type')
    return {
      ...(host !== undefined && { host }),
      ...(name !== undefined && { name }),
      ...(directory !== undefined && { directory }),
      devices: children(source, 'device').flatMap((device) => device.getAttribute('path') ?? []),
      ...(format !== undefined && { format }),
    }
  })

/** Reads a host's storage pool capabilities. */
export const readPoolTypes = (xml: string): readonly PoolType[] =>
  children(parseXml(xml), 'pool').flatMap((pool) => {
    const type = pool.getAttribute('type')
    return type ? [{ type, supported: pool.getAttribute('supported') === 'yes' }] : []
  })
