import { randomBytes } from 'node:crypto'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { isNotFound, remote, type Connection, type DomainRef } from '../../libvirt'
import { SnapshotCreateFlags, UndefineFlags } from '../../libvirt/procedures/flags'
import type { Storage } from '../../storage/make-storage'
import { readOneVolume } from '../../storage/read-volumes'
import { parseXml } from '../../xml/parse-xml'
import { find } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { findNvram } from './find-nvram'
import { hasEmulatedTpm } from './removal-facts'
import type { Trash, TrashRecord } from './trash'

export interface TrashWorkParts {
  readonly trash: Trash
  readonly connectionOf: (hostId: string) => Connection
  readonly storage: Storage
}

const exists = async (question: Promise<unknown>): Promise<boolean> => {
  try {
    await question
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

const isThere = (connection: Connection, uuid: string): Promise<boolean> =>
  exists(connection.call(remote.domainLookupByUuid, { uuid }))

/** Brings machines back from the trash, and empties it. */
export class TrashWork {
  constructor(readonly parts: TrashWorkParts) {}

  /** Brings a machine back as it was. Throws a `Problem` when its place is taken meanwhile. */
  async restore(id: string, job: JobControl): Promise<void> {
    const { trash, connectionOf } = this.parts
    const record = trash.get(id)
    const connection = connectionOf(record.hostId)
    const { name, uuid } = record
    if (await isThere(connection, uuid)) {
      throw new Problem('in-use', t('the machine is there already'))
    }
    if (await exists(connection.call(remote.domainLookupByName, { name }))) {
      throw new Problem('in-use', t('another machine is called {name} now', { name }), {
        hint: t('Rename that one first.'),
      })
    }
    const { dom } = await connection.call(remote.domainDefineXml, { xml: record.xml })
    const failed = await this.#restoreSnapshots(connection, dom, record)
    if (record.autostart) {
      await connection.call(remote.domainSetAutostart, { dom, autostart: true })
    }
    trash.remove(id)
    job.note(
      failed.length === 0
        ? t('Restored')
        : t('Restored without {names}', { names: failed.join(', ') }),
    )
  }

  /** Deletes what the trash holds of a machine. What another machine uses by now stays. */
  async delete(id: string, job: JobControl): Promise<void> {
    const { trash, connectionOf, storage } = this.parts
    let record = trash.get(id)
    const connection = connectionOf(record.hostId)
    // A machine that is there again owns its disks again.
    const isBack = await isThere(connection, record.uuid)
    if (record.keepsState && !isBack) await this.#forgetState(connection, record)
    const total = record.volumes.length
    const kept: string[] = []
    for (const [at, { poolId, name, path }] of record.volumes.entries()) {
      job.progress(at, total, 'items')
      if (isBack || (await this.#isUsed(storage, poolId, name))) kept.push(path)
      // Whatever happens to the next one, this one is done with.
      record = { ...record, keepsState: false, volumes: record.volumes.slice(1) }
      trash.change(record)
    }
    trash.remove(id)
    job.note(
      kept.length === 0
        ? t('Deleted for good')
        : t('Not deleted, as in use: {names}', { names: kept.join(', ') }),
    )
  }

  /** Deletes a volume unless somebody needs it; answers whether somebody does. */
  async #isUsed(storage: Storage, poolId: string, name: string): Promise<boolean> {
    const at = await storage.pools.reach(poolId)
    try {
      const volume = await readOneVolume(at, name)
      await storage.volumes.requireUnused(at, volume)
    } catch (error) {
      if (isNotFound(error)) return false
      if (error instanceof Problem && error.code === 'in-use') return true
      throw error
    }
    await storage.volumes.deleteUnchecked(at, name)
    return false
  }

  /** Snapshots come back as libvirt's knowledge of them; answers those that do not. */
  async #restoreSnapshots(
    connection: Connection,
    dom: DomainRef,
    { snapshots }: TrashRecord,
  ): Promise<string[]> {
    const failed: string[] = []
    for (const { name, xml, isCurrent } of snapshots) {
      const flags = SnapshotCreateFlags.redefine | (isCurrent ? SnapshotCreateFlags.current : 0)
      try {
        await connection.call(remote.domainSnapshotCreateXml, { dom, xmlDesc: xml, flags })
      } catch {
        failed.push(t('snapshot {name}', { name }))
      }
    }
    return failed
  }

  /**
   * Deletes firmware variables and a TPM's state, which only libvirt can find: by defining the
   * machine once more and forgetting it with all that it has. Where another machine has its name
   * by now, variables that the host keeps by name are that one's, and a name of nobody's is taken.
   */
  async #forgetState(connection: Connection, record: TrashRecord): Promise<void> {
    const domain = parseXml(record.xml)
    const name = find(domain, 'name')
    if (!name) return
    if (await exists(connection.call(remote.domainLookupByName, { name: record.name }))) {
      name.textContent = `${record.name.slice(0, 100)}-deleted-${randomBytes(4).toString('hex')}`
    }
    const xml = serializeXml(domain)
    const nvram = await findNvram(connection, xml)
    const [nvramUsers = []] = nvram?.path
      ? await this.parts.storage.users.ofImages(record.hostId, [{ path: nvram.path }])
      : []
    const { dom } = await connection.call(remote.domainDefineXml, { xml })
    const flags =
      (nvram ? (nvramUsers.length > 0 ? UndefineFlags.keepNvram : UndefineFlags.nvram) : 0) |
      (hasEmulatedTpm(record.xml) ? UndefineFlags.tpm : 0)
    await connection.call(remote.domainUndefineFlags, { dom, flags })
  }
}
