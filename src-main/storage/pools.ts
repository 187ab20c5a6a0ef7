import type { CallInput } from '../../src-preload/contract'
import type { HostId } from '../../src-preload/contract/host'
import type { PoolRequest } from '../../src-preload/contract/pool-request'
import type { Pool, PoolId, PoolSource, PoolType } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { attempt, Problem } from '../failures/problem'
import type { HostRegistry } from '../hosts/host-registry'
import { LiveLists } from '../hosts/live-lists'
import { isUnsupported, remote, type Connection, type StoragePoolRef } from '../libvirt'
import { StoragePoolBuildFlags } from '../libvirt/procedures/flags'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import { buildXml } from '../xml/build-xml'
import { poolXml } from './pool-xml'
import { readPools, readPoolSources, readPoolTypes } from './read-pool'

/** For calls that end when the disks are done; a dead host ends them by its keepalive. */
export const PATIENT = { deadlineMs: Infinity } as const

/** A pool and the way to it. */
export interface ReachedPool {
  readonly id: PoolId
  readonly hostId: HostId
  readonly connection: Connection
  readonly pool: StoragePoolRef
}

export type PoolAction = CallInput<'pools.act'>['action']

/** The types that can be told not to overwrite what is there; the others never do. */
const guardedTypes: ReadonlySet<string> = new Set(['fs', 'disk', 'logical'])

/** How to build a pool: only on request over what is there. */
const buildFlags = (type: string, overwrite: boolean): number => {
  if (!guardedTypes.has(type)) return 0
  return overwrite ? StoragePoolBuildFlags.overwrite : StoragePoolBuildFlags.noOverwrite
}

/** Every type of pool that this app can define, for hosts too old to tell what they can. */
const ownTypes: readonly PoolRequest['type'][] = [
  'dir',
  'fs',
  'netfs',
  'logical',
  'disk',
  'iscsi',
  'iscsi-direct',
  'scsi',
  'mpath',
  'rbd',
  'sheepdog',
  'gluster',
  'zfs',
  'vstorage',
]

/** The storage pools of all hosts. */
export class Pools {
  readonly #lists: LiveLists<Pool>
  readonly #volumesChanged = new Listeners<PoolId>()

  constructor(
    readonly hosts: HostRegistry,
    readonly log: Log,
  ) {
    this.#lists = new LiveLists<Pool>(
      hosts,
      {
        of: 'pools',
        watch: async (connection, hostId, changed) => {
          await connection.subscribe('storagePoolLifecycle', changed)
          await connection.subscribe('storagePoolRefresh', ({ pool }) => {
            changed()
            this.#volumesChanged.tell(`${hostId}/${pool.uuid}`)
          })
        },
        read: readPools,
      },
      log,
    )
  }

  /** Hears a host's pools when one of them changed; only of hosts whose list was asked for. */
  onDidChange(listener: (change: { hostId: HostId; pools: readonly Pool[] }) => void): () => void {
    return this.#lists.onDidChange(({ hostId, items }) => listener({ hostId, pools: items }))
  }

  /** Hears of pools whose volumes may have changed. */
  onDidChangeVolumes(listener: (id: PoolId) => void): () => void {
    return this.#volumesChanged.add(listener)
  }

  list(hostId: HostId): Promise<readonly Pool[]> {
    return this.#lists.list(hostId)
  }

  /** Throws a `Problem` without the connection, and what the host says without the pool. */
  async reach(id: PoolId): Promise<ReachedPool> {
    const slash = id.lastIndexOf('/')
    const hostId = id.slice(0, slash)
    const { connection } = this.hosts.get(hostId)
    const { pool } = await connection.call(remote.storagePoolLookupByUuid, {
      uuid: id.slice(slash + 1),
    })
    return { id, hostId, connection, pool }
  }

  /** A pool as the list has it. Throws a `Problem` when it is not there. */
  async get(id: PoolId): Promise<Pool> {
    const pools = await this.list(id.slice(0, id.lastIndexOf('/')))
    const pool = pools.find((pool) => pool.id === id)
    if (!pool) throw new Problem('not-found', t('That pool no longer exists'))
    return pool
  }

  /** A pool by its name, as the list has it; undefined where the host has none. */
  async find(hostId: HostId, name: string): Promise<Pool | undefined> {
    return (await this.list(hostId)).find((pool) => pool.name === name)
  }

  /** Says that this app changed a pool's volumes: no event tells of most changes. */
  touch({ id, hostId }: Pick<ReachedPool, 'id' | 'hostId'>): void {
    this.#lists.touch(hostId)
    this.#volumesChanged.tell(id)
  }

  async types(hostId: HostId): Promise<readonly PoolType[]> {
    const { connection } = this.hosts.get(hostId)
    try {
      const { capabilities } = await connection.call(remote.connectGetStoragePoolCapabilities, {
        flags: 0,
      })
      return readPoolTypes(capabilities)
    } catch (error) {
      if (!isUnsupported(error)) throw error
      return ownTypes.map((type) => ({ type, supported: true }))
    }
  }

  async findSources(
    hostId: HostId,
    type: string,
    server: string | undefined,
  ): Promise<readonly PoolSource[]> {
    const { connection } = this.hosts.get(hostId)
    const srcSpec =
      server === undefined ? null : buildXml(['source', {}, ['host', { name: server }]])
    const { xml } = await connection.call(
      remote.connectFindStoragePoolSources,
      { type, srcSpec, flags: 0 },
      PATIENT,
    )
    return readPoolSources(xml)
  }

  async xml(id: PoolId): Promise<string> {
    const { connection, pool } = await this.reach(id)
    const { xml } = await connection.call(remote.storagePoolGetXmlDesc, { pool, flags: 0 })
    return xml
  }

  /**
   * Defines a pool, and builds and starts it as asked. When that fails the definition is taken
   * back; what a build has made stays.
   */
  async create(request: CallInput<'pools.create'>): Promise<PoolId> {
    const { hostId, name, pool: made, build, overwrite, start, autostart } = request
    const { connection } = this.hosts.get(hostId)
    await this.#requireNewName(connection, name)
    const xml = poolXml(name, made)
    const { pool } = await connection.call(remote.storagePoolDefineXml, { xml, flags: 0 })
    try {
      if (build) {
        const flags = buildFlags(made.type, overwrite)
        await connection.call(remote.storagePoolBuild, { pool, flags }, PATIENT)
      }
      if (start) await connection.call(remote.storagePoolCreate, { pool, flags: 0 }, PATIENT)
      if (autostart) {
        await connection.call(remote.storagePoolSetAutostart, { pool, autostart })
      }
    } catch (error) {
      await this.#takeBack(connection, pool)
      throw error
    }
    const id = `${hostId}/${pool.uuid}`
    this.touch({ id, hostId })
    return id
  }

  /** What is done to a pool that exists. `inUse` is asked before anything is destroyed. */
  async act(id: PoolId, action: PoolAction, inUse: () => Promise<void>): Promise<void> {
    const { hostId, connection, pool } = await this.reach(id)
    const call = {
      start: () => connection.call(remote.storagePoolCreate, { pool, flags: 0 }, PATIENT),
      stop: () => connection.call(remote.storagePoolDestroy, { pool }, PATIENT),
      refresh: () => connection.call(remote.storagePoolRefresh, { pool, flags: 0 }, PATIENT),
      build: async () => {
        const flags = buildFlags((await this.get(id)).type, false)
        await connection.call(remote.storagePoolBuild, { pool, flags }, PATIENT)
      },
      delete: async () => {
        await inUse()
        await connection.call(remote.storagePoolDelete, { pool, flags: 0 }, PATIENT)
      },
      undefine: () => connection.call(remote.storagePoolUndefine, { pool }),
    } as const
    await call[action]()
    this.touch({ id, hostId })
  }

  async setAutostart(id: PoolId, autostart: boolean): Promise<void> {
    const { hostId, connection, pool } = await this.reach(id)
    await attempt(
      autostart
        ? t('start {name} with its host', { name: pool.name })
        : t('no longer start {name} with its host', { name: pool.name }),
      () => connection.call(remote.storagePoolSetAutostart, { pool, autostart }),
    )
    this.#lists.touch(hostId)
  }

  /** Defining a name that exists would change that pool's next start instead. */
  async #requireNewName(connection: Connection, name: string): Promise<void> {
    const { pools } = await connection.call(remote.connectListAllStoragePools, {
      needResults: true,
      flags: 0,
    })
    if (pools.some((pool) => pool.name === name)) {
      throw new Problem('in-use', t('there is a pool of that name already'), {
        hint: t('Choose another name.'),
      })
    }
  }

  async #takeBack(connection: Connection, pool: StoragePoolRef): Promise<void> {
    try {
      const { active } = await connection.call(remote.storagePoolIsActive, { pool })
      if (active) await connection.call(remote.storagePoolDestroy, { pool })
      await connection.call(remote.storagePoolUndefine, { pool })
    } catch (error) {
      this.log.warn({ pool: pool.name, err: error }, 'a pool that failed could not be taken back')
    }
  }
}
