import type {
  Backup,
  BackupId,
  BackupPlan,
  MachineBackups,
} from '../../../src-preload/contract/backup'
import type { BackupCreation, Restoration } from '../../../src-preload/contract/calls/backups'
import type { HostId } from '../../../src-preload/contract/host'
import type { JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { PoolId } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import type { JobRegistry } from '../../jobs/job-registry'
import { shellWord, virshLine } from '../../jobs/virsh-line'
import { isNotFound, remote } from '../../libvirt'
import type { ReachedMachine } from '../definition/machine-definitions'
import { BackupShelf, placeOf, toldOf } from './backup-shelf'
import { deleteCheckpoint, readCheckpoints } from './checkpoints'
import { createBackup, orderOf, requireBackup, type CreateBackupParts } from './create-backup'
import { backupNames } from './manifest'
import { planBackup } from './plan-backup'
import { findFolderPool, provideFolderPool } from './folder-pool'
import { requireReplaceable, restoreBackup, type RestoreParts } from './restore-backup'

export interface MachineBackupsParts extends CreateBackupParts, RestoreParts {
  readonly reach: (id: MachineId) => ReachedMachine
  /** A host's URI. */
  readonly uriOf: (id: MachineId) => string
  readonly jobs: JobRegistry
}

const hostOf = (poolId: PoolId): HostId => poolId.slice(0, poolId.lastIndexOf('/'))

/** Backups of machines: listed where they lie, made, restored and deleted as jobs. */
export class Backups {
  readonly shelf: BackupShelf

  constructor(readonly parts: MachineBackupsParts) {
    this.shelf = new BackupShelf(parts.storage)
  }

  async list(id: MachineId): Promise<MachineBackups> {
    const reached = this.parts.reach(id)
    const { hostId, uuid, name } = reached.machine
    return attempt(t('list the backups of {name}', { name }), async () => {
      const [backups, checkpoints] = await Promise.all([
        this.shelf.ofHost(hostId, uuid),
        readCheckpoints(reached),
      ])
      return { machineId: id, backups: backups.map(toldOf), checkpoints }
    })
  }

  async ofHost(hostId: HostId): Promise<readonly Backup[]> {
    return attempt(t('list the backups'), async () => (await this.shelf.ofHost(hostId)).map(toldOf))
  }

  async plan(id: MachineId, to: BackupCreation['to']): Promise<BackupPlan> {
    const reached = this.parts.reach(id)
    return attempt(
      t('find out how to back up {name}', { name: reached.machine.name }),
      async () => {
        return (await this.#plan(reached, await this.#poolAt(reached, to))).plan
      },
    )
  }

  /** Plans anew, and begins the backup. Throws a `Problem` where it can't be made. */
  async create(request: BackupCreation): Promise<JobStarted> {
    const { id, to, kind } = request
    const reached = this.parts.reach(id)
    const { machine } = reached
    const title =
      kind === 'incremental'
        ? t('back up {name}, what changed', { name: machine.name })
        : t('back up {name}', { name: machine.name })
    const { storage, jobs, uriOf } = this.parts
    const backup = await attempt(title, async () => {
      const known = await this.#poolAt(reached, to)
      const facts = await this.#plan(reached, known)
      requireBackup(request, facts)
      const poolId =
        'folder' in to ? await provideFolderPool(storage, machine.hostId, to.folder) : to.poolId
      const base = kind === 'incremental' ? facts.base : null
      return { request, poolId, facts, at: Date.now(), base }
    })
    const pool = await storage.pools.get(backup.poolId)
    const names = backupNames(machine, backup.at)
    const paths = new Map(
      backup.facts.plan.disks.map(
        ({ target }) => [target, `${pool.target ?? ''}/${names.volumeOf(target)}`] as const,
      ),
    )
    const order = orderOf(backup, paths)
    const { id: jobId } = jobs.start(
      {
        title,
        hostId: machine.hostId,
        machineIds: [id],
        cancellable: true,
        virshLine: [
          virshLine(uriOf(id), 'backup-begin', { domain: machine.name, 'reuse-external': true }),
          `--backupxml <(printf %s ${shellWord(order.backupXml)})`,
          ...(order.checkpointXml === null
            ? []
            : [`--checkpointxml <(printf %s ${shellWord(order.checkpointXml)})`]),
        ].join(' '),
      },
      (job) => createBackup(reached, backup, this.parts, job),
    )
    return { jobId }
  }

  /** Begins to restore a backup. Throws a `Problem` where that can't be done. */
  async restore(request: Restoration): Promise<JobStarted> {
    const hostId = hostOf(placeOf(request.backupId).poolId)
    const isNew = request.how === 'newMachine'
    const reached = isNew ? null : this.parts.reach(request.id)
    const name = isNew ? request.name : (reached?.machine.name ?? '')
    const title = isNew
      ? t('restore a backup as {name}', { name })
      : t('restore the disks of {name}', { name })
    const backup = await attempt(title, async () => {
      const found = await this.shelf.get(request.backupId)
      if (found.broken !== null) {
        throw new Problem(
          'not-found',
          t('{broken}, so it can’t be restored', { broken: found.broken }),
        )
      }
      if (reached) await requireReplaceable(reached)
      else await this.#requireFreeName(hostId, name)
      return found
    })
    const { id: jobId } = this.parts.jobs.start(
      {
        title,
        hostId,
        ...(reached && { machineIds: [reached.machine.id] }),
        cancellable: true,
        withoutVirshLine: t('virsh restores no backups: it takes a copy of each disk and an edit'),
      },
      (job) => restoreBackup(backup, request, reached, this.parts, job),
    )
    return { jobId }
  }

  /** Begins to delete a backup. Throws a `Problem` where others lie on it and are not to go too. */
  async delete(backupId: BackupId, withLater: boolean): Promise<JobStarted> {
    const found = await this.shelf.get(backupId)
    const title = t('delete a backup of {name}', { name: found.machineName })
    const going = await attempt(title, async () => {
      const later = await this.shelf.laterThan(found)
      if (later.length > 0 && !withLater) {
        throw new Problem(
          'in-use',
          t('{count, plural, one {# later backup lies on it} other {# later backups lie on it}}', {
            count: later.length,
          }),
          {
            hint: t('Delete them too, or keep it.'),
          },
        )
      }
      return [...[...later].reverse(), found]
    })
    const { uri } = this.parts.storage.pools.hosts.get(hostOf(found.poolId)).address
    const { id: jobId } = this.parts.jobs.start(
      {
        title,
        hostId: hostOf(found.poolId),
        cancellable: false,
        virshLine: going
          .flatMap(({ manifest, disks }) => [...disks.map(({ volume }) => volume), manifest])
          .map((vol) => virshLine(uri, 'vol-delete', { pool: found.poolName, vol }))
          .join('\n'),
      },
      async (job) => {
        const { pools, volumes } = this.parts.storage
        const at = await pools.reach(found.poolId)
        for (const [done, { manifest, disks }] of going.entries()) {
          // The manifest last: as long as anything is left, the backup is listed.
          for (const name of [...disks.map(({ volume }) => volume), manifest]) {
            await volumes.deleteUnchecked(at, name).catch((error: unknown) => {
              if (!isNotFound(error)) throw error
            })
          }
          job.progress(done + 1, going.length, 'items')
        }
        pools.touch(at)
      },
    )
    return { jobId }
  }

  async deleteCheckpoint(id: MachineId, name: string, withChildren: boolean): Promise<void> {
    const reached = this.parts.reach(id)
    await attempt(
      t('delete the checkpoint {name} of {machine}', { name, machine: reached.machine.name }),
      () => deleteCheckpoint(reached, name, { withChildren }),
    )
  }

  /** The pool of a place, where there is one already. */
  async #poolAt({ machine }: ReachedMachine, to: BackupCreation['to']): Promise<PoolId | null> {
    return 'poolId' in to
      ? to.poolId
      : findFolderPool(this.parts.storage, machine.hostId, to.folder)
  }

  async #plan(reached: ReachedMachine, poolId: PoolId | null) {
    const { hostId, uuid } = reached.machine
    const backups = await this.shelf.ofHost(hostId, uuid)
    return planBackup(
      reached,
      backups.filter((backup) => backup.poolId === poolId),
    )
  }

  async #requireFreeName(hostId: HostId, name: string): Promise<void> {
    const { connection } = this.parts.storage.pools.hosts.get(hostId)
    const { domains } = await connection.call(remote.connectListAllDomains, {
      needResults: true,
      flags: 0,
    })
    if (!domains.some((domain) => domain.name === name)) return
    throw new Problem('in-use', t('there is a machine of that name already'), {
      hint: t('Choose another name.'),
    })
  }
}
