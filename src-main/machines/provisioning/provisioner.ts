import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { HostId } from '../../../src-preload/contract/host'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { JobStarted } from '../../../src-preload/contract/job'
import type {
  MachineMade,
  NewMachine,
  ProvisioningPlan,
} from '../../../src-preload/contract/provisioning'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl, JobRegistry, RunningJob } from '../../jobs/job-registry'
import {
  isConnectionLost,
  isInvalidState,
  isNotFound,
  remote,
  type Connection,
  type DomainRef,
} from '../../libvirt'
import { DefineFlags, UndefineFlags } from '../../libvirt/procedures/flags'
import type { Log } from '../../log/log'
import type { Storage } from '../../storage/make-storage'
import { patiently } from '../../storage/transfer/patiently'
import type { ChosenFiles } from '../exchange/chosen-files'
import { adaptGuest } from '../exchange/virt-v2v'
import { readDefinitions, type ReachedMachine } from '../definition/machine-definitions'
import type { EnvironmentDefaults } from './environment-defaults'
import type { OsPresets } from './os-presets'
import { describePlan } from './describe-plan'
import { VolumeMaking, type Undo } from './make-volumes'
import { planMachine, type MachinePlan } from './plan-machine'

/** A machine's start may wait for its helpers. */
const START = { deadlineMs: 120_000 } as const

/** A host and the way to it. */
export interface ReachedHost {
  readonly connection: Connection
  /** As the person gave it. */
  readonly uri: string
}

/** Ends a machine, should it run. */
const stop = async (connection: Connection, dom: DomainRef): Promise<void> => {
  try {
    await connection.call(remote.domainDestroyFlags, { dom, flags: 0 })
  } catch (error) {
    if (!isInvalidState(error)) throw error
  }
}

const forget = (connection: Connection, dom: DomainRef): Promise<unknown> =>
  connection.call(remote.domainUndefineFlags, {
    dom,
    flags: UndefineFlags.managedSave | UndefineFlags.nvram,
  })

export interface ProvisionerParts {
  readonly defaults: EnvironmentDefaults
  readonly presets: OsPresets
  readonly reach: (hostId: HostId) => ReachedHost
  readonly reachMachine: (id: MachineId) => ReachedMachine
  readonly storage: Storage
  readonly files: ChosenFiles
  /** Where files lie that are needed for a while. */
  readonly folder: string
  readonly jobs: JobRegistry
  readonly log: Log
}

/** Makes machines: from what a person asked for, with the environment's defaults. */
export class Provisioner {
  constructor(readonly parts: ProvisionerParts) {}

  /** What would be made, and what would stop it. Changes nothing; throws as `planMachine` does. */
  async plan(request: NewMachine): Promise<ProvisioningPlan> {
    return describePlan(await this.#plan(request))
  }

  /**
   * Makes a machine, and starts it where that is asked for. All that was made is taken back when a
   * step fails, or when the job is cancelled. Throws a `Problem` when the plan has a failed check.
   */
  async create(request: NewMachine): Promise<JobStarted & RunningJob<MachineMade>> {
    const { connection } = this.parts.reach(request.hostId)
    const plan = await this.#plan(request)
    const failed = plan.checks.find(({ state }) => state === 'failed')
    if (failed) {
      throw new Problem('wrong-state', failed.text, {
        ...(failed.hint !== undefined && { hint: failed.hint }),
        ...(failed.remedies && { remedies: failed.remedies }),
      })
    }
    const job = this.parts.jobs.start(
      {
        title: t('make {name}', { name: request.name }),
        hostId: request.hostId,
        machineIds: [`${request.hostId}/${plan.design.uuid}`],
        cancellable: true,
        virshLine: plan.virtInstall,
      },
      (control) => this.#make(connection, plan, control),
    )
    return { ...job, jobId: job.id }
  }

  async #plan(request: NewMachine): Promise<MachinePlan> {
    const { presets, storage, files, reach, reachMachine } = this.parts
    const preset = request.osId === undefined ? undefined : await presets.get(request.osId)
    const defaults = { ...this.parts.defaults, ...(preset && { preset }) }
    const readTemplate = async (id: MachineId) => {
      const reached = reachMachine(id)
      if (reached.machine.hostId !== request.hostId) {
        throw new Problem('unsupported', t('A template must be on the same host'))
      }
      const { nextBoot, live } = await readDefinitions(reached)
      return { xml: nextBoot, isActive: live !== undefined }
    }
    const parts = { storage, files, readTemplate }
    return await planMachine(reach(request.hostId), request, defaults, parts)
  }

  async #make(
    connection: Connection,
    plan: MachinePlan,
    control: JobControl,
  ): Promise<MachineMade> {
    const undo: Undo[] = []
    try {
      await this.#steps(connection, plan, control, undo)
    } catch (error) {
      control.note(t('Taking back what was made…'))
      await this.#takeBack(undo)
      throw error
    }
    const { request, uuid } = plan.design
    control.note(request.start ? t('Made and started') : t('Made'))
    return { id: `${request.hostId}/${uuid}` }
  }

  async #steps(
    connection: Connection,
    { volumes, pools, xml, design }: MachinePlan,
    job: JobControl,
    undo: Undo[],
  ): Promise<void> {
    const { storage, folder } = this.parts
    const work = join(folder, design.uuid)
    try {
      const ready = await this.#adapted(design.request, volumes, work, job)
      await new VolumeMaking(storage, pools, work, undo).make(ready, job)
    } finally {
      await rm(work, { recursive: true, force: true })
    }
    job.signal.throwIfAborted()
    job.note(t('Defining the machine…'))
    const { hostId, name } = design.request
    // It may be there although no answer says so; nobody else's has the identity that is new.
    undo.push(() =>
      forget(this.parts.reach(hostId).connection, { name, uuid: design.uuid, id: -1 }),
    )
    const { dom } = await connection.call(remote.domainDefineXmlFlags, {
      xml,
      flags: DefineFlags.validate,
    })
    if (!design.request.start) return
    job.signal.throwIfAborted()
    job.note(t('Starting the machine…'))
    // Once it runs it is the person's, and is not taken back by a late cancel.
    job.setCancellable(false)
    try {
      await connection.call(remote.domainCreateWithFlags, { dom, flags: 0 }, START)
    } catch (error) {
      // Nobody knows whether it runs; what runs is not forgotten by being undefined.
      if (isConnectionLost(error)) undo.push(() => stop(this.parts.reach(hostId).connection, dom))
      throw error
    }
  }

  /** The volumes, from a guest with other drivers where that is asked for. */
  async #adapted(
    { source }: NewMachine,
    volumes: MachinePlan['volumes'],
    work: string,
    job: JobControl,
  ): Promise<MachinePlan['volumes']> {
    if (source.type !== 'import' || source.adapt !== true) return volumes
    await mkdir(work, { recursive: true, mode: 0o700 })
    const { files } = this.parts
    const { disks } = await files.read(source.file)
    const adapted = await adaptGuest(files.pathOf(source.file), disks, work, job)
    return volumes.map((volume, i) => {
      const { name, image } = adapted[i] ?? {}
      return name === undefined || !image || volume.from.how !== 'image'
        ? volume
        : { ...volume, from: { how: 'image', name, image } }
    })
  }

  /** The last made first; what cannot be taken back is logged, and stops nothing else. */
  async #takeBack(undo: readonly Undo[]): Promise<void> {
    for (const step of [...undo].reverse()) {
      try {
        await patiently(step)
      } catch (error) {
        if (isNotFound(error)) continue
        this.parts.log.error({ err: error }, 'something that was made could not be taken back')
      }
    }
  }
}
