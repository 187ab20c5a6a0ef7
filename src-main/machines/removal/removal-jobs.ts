import type { CallInput } from '../../../src-preload/contract'
import type { JobStarted } from '../../../src-preload/contract/job'
import type { TrashEntry } from '../../../src-preload/contract/removal'
import { t } from '../../../src-preload/language/t'
import type { JobControl, JobRegistry } from '../../jobs/job-registry'
import type { MachineRemoval } from './machine-removal'
import type { TrashWork } from './trash-work'

/** Removing machines, and what is done with the trash, as jobs. */
export class RemovalJobs {
  constructor(
    readonly jobs: JobRegistry,
    readonly removal: MachineRemoval,
    readonly work: TrashWork,
  ) {}

  /** Newest first. */
  get trash(): readonly TrashEntry[] {
    return this.work.parts.trash.records.map(
      ({ id, hostId, hostName, name, uuid, removedAt, volumes, snapshots }) => ({
        id,
        hostId,
        hostName,
        name,
        uuid,
        removedAt,
        volumes: volumes.map(({ path }) => path),
        snapshots: snapshots.length,
      }),
    )
  }

  remove(request: CallInput<'machines.remove'>): JobStarted {
    const { machine } = this.removal.parts.reach(request.id)
    const { name } = machine
    const { id } = this.jobs.start(
      {
        title:
          request.mode === 'trash'
            ? t('remove {name} to the trash', { name })
            : t('remove {name} for good', { name }),
        hostId: machine.hostId,
        machineIds: [machine.id],
        cancellable: false,
        withoutVirshLine: t('What belongs to the machine is looked up first'),
      },
      (job) => this.removal.remove(request, job),
    )
    return { jobId: id }
  }

  restore(id: string): JobStarted {
    return this.#onRecord(
      id,
      (name) => t('restore {name}', { name }),
      t('virsh can’t read what Virthelm’s trash keeps'),
      (job) => this.work.restore(id, job),
    )
  }

  delete(id: string): JobStarted {
    return this.#onRecord(
      id,
      (name) => t('delete {name} for good', { name }),
      t('virsh can’t read what Virthelm’s trash keeps'),
      (job) => this.work.delete(id, job),
    )
  }

  #onRecord(
    id: string,
    titleOf: (name: string) => string,
    withoutVirshLine: string,
    run: (job: JobControl) => Promise<void>,
  ): JobStarted {
    const { hostId, name } = this.work.parts.trash.get(id)
    const started = this.jobs.start(
      { title: titleOf(name), hostId, cancellable: false, withoutVirshLine },
      run,
    )
    return { jobId: started.id }
  }
}
