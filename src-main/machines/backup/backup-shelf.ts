import type { Backup, BackupId } from '../../../src-preload/contract/backup'
import type { HostId } from '../../../src-preload/contract/host'
import type { Pool, PoolId } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { isNotFound } from '../../libvirt'
import type { Storage } from '../../storage/make-storage'
import type { ReachedPool } from '../../storage/pools'
import { listVolumes } from '../../storage/read-volumes'
import { isManifest, mayBeOf, readManifest, type Manifest } from './manifest'

/** How many manifests are read at a time: a stream each. */
const WIDTH = 4

/** A backup with all that its manifest says. */
export interface ShelvedBackup extends Backup {
  /** The manifest's volume. */
  readonly manifest: string
  /** The machine's definition of then. */
  readonly xml: string
}

/** What windows are told of a backup. */
export const toldOf = (shelved: ShelvedBackup): Backup => {
  const { manifest: _, xml: __, ...backup } = shelved
  return backup
}

const idOf = (poolId: PoolId, name: string): BackupId => `${poolId}/${name}`

/** Where a backup is, by its id. */
export const placeOf = (id: BackupId): { poolId: PoolId; manifest: string } => {
  const slash = id.lastIndexOf('/')
  return { poolId: id.slice(0, slash), manifest: id.slice(slash + 1) }
}

/** What stands against restoring a backup: parts of it, or of what it lies on, are gone. */
const brokenBy = (
  name: string,
  manifests: ReadonlyMap<string, Manifest>,
  volumes: ReadonlySet<string>,
): string | null => {
  const seen = new Set<string>()
  for (let at: string | null = name; at !== null;) {
    const found = manifests.get(at)
    if (!found) return t('{name} is gone, which it lies on', { name: at })
    if (seen.has(at)) return t('it lies on itself')
    seen.add(at)
    const missing = found.disks.find(({ volume }) => !volumes.has(volume))
    if (missing) return t('{name} is gone', { name: missing.volume })
    at = found.parent
  }
  return null
}

const holdsBackups = ({ state, holdsFiles }: Pool): boolean => state === 'running' && holdsFiles

/**
 * Finds backups where they lie: in the running pools of hosts. Manifests never change, so each is
 * read once.
 */
export class BackupShelf {
  readonly #read = new Map<BackupId, Manifest>()

  constructor(readonly storage: Storage) {}

  /** The backups on a host, newest first: all, or those of one machine. */
  async ofHost(hostId: HostId, uuid?: string): Promise<readonly ShelvedBackup[]> {
    const pools = await this.storage.pools.list(hostId)
    const found = await Promise.all(
      pools.filter(holdsBackups).map((pool) => this.#inPool(pool, uuid)),
    )
    return found.flat().sort((one, other) => other.at - one.at)
  }

  /** One backup. Throws a `Problem` when it is gone. */
  async get(id: BackupId): Promise<ShelvedBackup> {
    const { poolId } = placeOf(id)
    const pool = await this.storage.pools.get(poolId)
    const backup = (await this.#inPool(pool)).find((backup) => backup.id === id)
    if (!backup) throw new Problem('not-found', t('That backup no longer exists'))
    return backup
  }

  /** Those that lie on a backup, nearest first, whatever machine they are of. */
  async laterThan({ id, poolId }: Backup): Promise<readonly ShelvedBackup[]> {
    const all = await this.#inPool(await this.storage.pools.get(poolId))
    const found = new Set([id])
    const later: ShelvedBackup[] = []
    for (const backup of all.sort((one, other) => one.at - other.at)) {
      if (backup.parent === null || !found.has(backup.parent)) continue
      found.add(backup.id)
      later.push(backup)
    }
    return later
  }

  async #inPool(pool: Pool, uuid?: string): Promise<ShelvedBackup[]> {
    const at = await this.storage.pools.reach(pool.id)
    const volumes = new Set((await listVolumes(at)).map(({ name }) => name))
    const names = [...volumes].filter((name) =>
      uuid === undefined ? isManifest(name) : mayBeOf(uuid, name),
    )
    const manifests = await this.#manifests(at, names)
    return [...manifests].flatMap(([name, found]) => {
      const { machine, kind, checkpoint, disks, parent, xml } = found
      if (uuid !== undefined && machine.uuid.toLowerCase() !== uuid.toLowerCase()) return []
      return [
        {
          id: idOf(pool.id, name),
          poolId: pool.id,
          poolName: pool.name,
          machineName: machine.name,
          machineUuid: machine.uuid,
          at: found.at,
          kind,
          parent: parent === null ? null : idOf(pool.id, parent),
          checkpoint,
          disks,
          broken: brokenBy(name, manifests, volumes),
          manifest: name,
          xml,
        },
      ]
    })
  }

  /** Manifests by name; what is none of ours is left out. */
  async #manifests(at: ReachedPool, names: readonly string[]): Promise<Map<string, Manifest>> {
    const manifests = new Map<string, Manifest>()
    const waiting = [...names]
    const work = async (): Promise<void> => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        const id = idOf(at.id, name)
        try {
          const read = this.#read.get(id) ?? (await readManifest(at, name))
          this.#read.set(id, read)
          manifests.set(name, read)
        } catch (error) {
          const isOurs = !(error instanceof Problem) && !isNotFound(error)
          if (isOurs) throw error
        }
      }
    }
    await Promise.all(Array.from({ length: WIDTH }, work))
    return manifests
  }
}
