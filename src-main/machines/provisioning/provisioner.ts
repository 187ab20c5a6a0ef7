import type { HostId } from '../../../src-preload/contract/host'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { JobStarted } from '../../../src-preload/contract/job'
import type {
  MachineMade,
  NewMachine,
  ProvisioningPlan,
} from '../../../src-preload/contract/provisioning'
import { Problem } from '../../failures/problem'
import type { JobControl, JobRegistry, RunningJob } from '../../jobs/job-registry'
import {
  isNotFound,
  remote,
  type Connection,
  type DomainRef,
  type StorageVolumeRef,
} from '../../libvirt'
import { DefineFlags, UndefineFlags } from '../../libvirt/procedures/flags'
import type { Log } from '../../log/log'
import { volumeXml } from '../../storage/volume-xml'
import { readDefinitions, type ReachedMachine } from '../definition/machine-definitions'
import type { EnvironmentDefaults } from './environment-defaults'
import type { UsablePool } from './host-volumes'
import type { OsPresets } from './os-presets'
import { describePlan } from './describe-plan'
import { planMachine, type MachinePlan } from './plan-machine'
import type { PlannedVolume } from './plan-material'

/** Copying an image takes as long as it takes. */
const PATIENT = { deadlineMs: Infinity } as const
/** A machine's start may wait for its helpers. */
const START = { deadlineMs: 120_000 } as const

/** A host and the way to it. */
export interface ReachedHost {
  readonly connection: Connection
  /** As the person gave it. */
  readonly uri: string
}

/** How to take back one thing that was made. */
type Undo = () => Promise<unknown>

const upload = async (
  connection: Connection,
  vol: StorageVolumeRef,
  content: Buffer,
): Promise<void> => {
  const stream = await connection.openStream(remote.storageVolUpload, {
    vol,
    offset: 0n,
    length: BigInt(content.length),
    flags: 0,
  })
  await stream.write(content)
  await stream.finish()
}

const makeVolume = async (
  connection: Connection,
  { ref }: UsablePool,
  { name, format, capacity, from }: PlannedVolume,
  undo: Undo[],
): Promise<void> => {
  const shape = { name, capacity, format }
  const xml = volumeXml(
    from.how === 'overlay'
      ? { ...shape, allocation: 0, backing: { path: from.path, format: from.format } }
      : from.how === 'content'
        ? shape
        : { ...shape, allocation: 0 },
  )
  const { vol } =
    from.how === 'copy'
      ? await connection.call(
          remote.storageVolCreateXmlFrom,
          { pool: ref, xml, clonevol: from.volume.ref, flags: 0 },
          PATIENT,
        )
      : await connection.call(remote.storageVolCreateXml, { pool: ref, xml, flags: 0 }, PATIENT)
  undo.push(() => connection.call(remote.storageVolDelete, { vol, flags: 0 }))
  if (from.how === 'copy' && capacity > from.volume.capacity) {
    await connection.call(remote.storageVolResize, { vol, capacity: BigInt(capacity), flags: 0 })
  }
  if (from.how === 'content') await upload(connection, vol, from.content)
}

const forget = async (connection: Connection, dom: DomainRef): Promise<void> => {
  try {
    await connection.call(remote.domainUndefineFlags, {
      dom,
      flags: UndefineFlags.managedSave | UndefineFlags.nvram,
    })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

/** Makes machines: from what a person asked for, with the environment's defaults. */
export class Provisioner {
  constructor(
    readonly defaults: EnvironmentDefaults,
    readonly presets: OsPresets,
    readonly reach: (hostId: HostId) => ReachedHost,
    readonly reachMachine: (id: MachineId) => ReachedMachine,
    readonly jobs: JobRegistry,
    readonly log: Log,
  ) {}

  /** What would be made, and what would stop it. Changes nothing; throws as `planMachine` does. */
  async plan(request: NewMachine): Promise<ProvisioningPlan> {
    return describePlan(await this.#plan(request))
  }

  /**
   * Makes a machine, and starts it where that is asked for. All that was made is taken back when a
   * step fails, or when the job is cancelled. Throws a `Problem` when the plan has a failed check.
   */
  async create(request: NewMachine): Promise<JobStarted & RunningJob<MachineMade>> {
    const { connection } = this.reach(request.hostId)
    const plan = await this.#plan(request)
    const failed = plan.checks.find(({ state }) => state === 'failed')
    if (failed) {
      throw new Problem('wrong-state', failed.text, {
        ...(failed.hint !== undefined && { hint: failed.hint }),
        ...(failed.remedies && { remedies: failed.remedies }),
      })
    }
    const job = this.jobs.start(
      {
        title: `make ${request.name}`,
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
    const host = this.reach(request.hostId)
    const preset = request.osId === undefined ? undefined : await this.presets.get(request.osId)
    const defaults = { ...this.defaults, ...(preset && { preset }) }
    return await planMachine(host, request, defaults, async (id) => {
      const reached = this.reachMachine(id)
      if (reached.machine.hostId !== request.hostId) {
        throw new Problem('unsupported', 'A template must be on the same host')
      }
      const { nextBoot, live } = await readDefinitions(reached)
      return { xml: nextBoot, isActive: live !== undefined }
    })
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
      control.note('Taking back what was made…')
      await this.#takeBack(undo)
      throw error
    }
    const { request, uuid } = plan.design
    control.note(request.start ? 'Made and started' : 'Made')
    return { id: `${request.hostId}/${uuid}` }
  }

  async #steps(
    connection: Connection,
    { volumes, pools, xml, design }: MachinePlan,
    { signal, note, progress, setCancellable }: JobControl,
    undo: Undo[],
  ): Promise<void> {
    const total = volumes.length + 1 + Number(design.request.start)
    let done = 0
    const step = (text: string): void => {
      signal.throwIfAborted()
      progress(done++, total, 'items')
      note(text)
    }
    for (const volume of volumes) {
      step(`Making ${volume.name}…`)
      const pool = pools.get(volume.pool)
      if (!pool) throw new Problem('not-found', `There is no pool ${volume.pool}`)
      await makeVolume(connection, pool, volume, undo)
    }
    step('Defining the machine…')
    const { dom } = await connection.call(remote.domainDefineXmlFlags, {
      xml,
      flags: DefineFlags.validate,
    })
    undo.push(() => forget(connection, dom))
    if (!design.request.start) return
    step('Starting the machine…')
    // Once it runs it is the person's, and is not taken back by a late cancel.
    setCancellable(false)
    await connection.call(remote.domainCreateWithFlags, { dom, flags: 0 }, START)
  }

  /** The last made first; what cannot be taken back is logged, and stops nothing else. */
  async #takeBack(undo: readonly Undo[]): Promise<void> {
    for (const step of [...undo].reverse()) {
      try {
        await step()
      } catch (error) {
        this.log.error({ err: error }, 'something that was made could not be taken back')
      }
    }
  }
}
