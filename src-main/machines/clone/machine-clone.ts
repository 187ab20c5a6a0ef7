import type { Element } from 'slimdom'
import type { CloneRequest } from '../../../src-preload/contract/calls/clone'
import type { ClonePlan } from '../../../src-preload/contract/clone'
import type { JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { PoolId, Volume } from '../../../src-preload/contract/storage'
import { message, t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import type { JobControl, JobRegistry } from '../../jobs/job-registry'
import { shellWord } from '../../jobs/virsh-line'
import { isNotFound, isUnsupported, remote } from '../../libvirt'
import type { Log } from '../../log/log'
import type { Storage } from '../../storage/make-storage'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { requireXmlTexts } from '../../xml/xml-characters'
import type { MachineDefinitions, ReachedMachine } from '../definition/machine-definitions'
import { writeDisk } from '../hardware/write-disk'
import { unmarkTemplate } from '../metadata/template-mark'
import { giveNewIdentity } from './new-identity'
import { planClone, sourceOf, type ClonedDisk, type WholePlan } from './plan-clone'

export interface MachineCloneParts {
  readonly reach: (id: MachineId) => ReachedMachine
  readonly uriOf: (id: MachineId) => string
  readonly definitions: MachineDefinitions
  readonly storage: Storage
  readonly jobs: JobRegistry
  readonly log: Log
}

/** A disk's new volumes: the clone's, and the machine's own where it gets one. */
interface MadeDisk extends ClonedDisk {
  readonly made: Volume
  readonly own: Volume | null
}

/** The elements of disks in a definition, by their targets. */
const diskElements = (
  domain: Element,
  disks: readonly MadeDisk[],
): readonly (readonly [Element, MadeDisk])[] => {
  const devices = find(domain, 'devices')
  return (devices ? children(devices, 'disk') : []).flatMap((element) => {
    const target = attributeOf(element, 'target', 'dev')
    const disk = disks.find(({ use }) => use.target === target)
    return disk ? [[element, disk] as const] : []
  })
}

/** Points disks to other volumes, where they get one. */
const repoint = (
  domain: Element,
  disks: readonly MadeDisk[],
  volumeOf: (disk: MadeDisk) => Volume | null,
): void => {
  for (const [element, disk] of diskElements(domain, disks)) {
    const volume = volumeOf(disk)
    if (!volume) continue
    writeDisk(element, {
      kind: 'disk',
      source: sourceOf(disk.use, volume),
      ...(volume.format !== undefined && volume.kind === 'file' && { format: volume.format }),
      readOnly: false,
    })
  }
}

/** The line that makes a whole copy: virsh itself makes none. */
const equivalent = (uri: string, original: string, { name, how }: CloneRequest) =>
  how === 'full'
    ? {
        virshLine: `virt-clone --connect ${shellWord(uri)} --original ${shellWord(original)} --name ${shellWord(name)} --auto-clone`,
      }
    : { withoutVirshLine: t('Neither virsh nor virt-clone puts a clone on the same base') }

const edited = (xml: string, edit: (domain: Element) => void): string => {
  const domain = parseXml(xml)
  edit(domain)
  return serializeXml(domain)
}

/** Makes second machines like one, whole or on a common base, and gives machines other names. */
export class MachineClone {
  constructor(readonly parts: MachineCloneParts) {}

  async plan(request: CloneRequest): Promise<ClonePlan> {
    const reached = this.parts.reach(request.id)
    return attempt(t('find out how to clone {name}', { name: reached.machine.name }), async () => {
      return (await this.#plan(reached, request)).plan
    })
  }

  clone(request: CloneRequest): JobStarted {
    const { machine } = this.parts.reach(request.id)
    const { id } = this.parts.jobs.start(
      {
        title: t('clone {machine} as {name}', { machine: machine.name, name: request.name }),
        hostId: machine.hostId,
        machineIds: [machine.id],
        cancellable: true,
        ...equivalent(this.parts.uriOf(request.id), machine.name, request),
      },
      (job) => this.cloneNow(request, job, unmarkTemplate),
    )
    return { jobId: id }
  }

  /** Gives a machine another name. Throws a `Problem` unless it is shut off. */
  async rename(id: MachineId, name: string): Promise<void> {
    const { machine, connection, dom } = this.parts.reach(id)
    await attempt(t('rename {name}', { name: machine.name }), async () => {
      // Libvirt takes it as it is, and writes XML of it that nobody could read any more.
      requireXmlTexts({ name })
      if (machine.state !== 'shutOff') {
        throw new Problem('wrong-state', t('it is not shut off'), {
          hint: t('The host renames only machines that are shut off. Shut it down first.'),
        })
      }
      await connection.call(remote.domainRename, { dom, newName: name, flags: 0 })
    })
  }

  async #plan(reached: ReachedMachine, request: CloneRequest): Promise<WholePlan> {
    const { connection, dom } = reached
    const snapshots = await connection
      .call(remote.domainSnapshotNum, { dom, flags: 0 })
      .catch((error: unknown) => {
        if (isUnsupported(error)) return { num: 0 }
        throw error
      })
    return planClone(reached, request, this.parts.storage, snapshots.num > 0)
  }

  /**
   * Makes the volumes, then the definitions; takes all of it back when any of it fails. `finish`
   * has the last word on the clone's.
   */
  async cloneNow(
    request: CloneRequest,
    job: JobControl,
    finish: (domain: Element) => void,
  ): Promise<void> {
    const reached = this.parts.reach(request.id)
    const { machine, connection } = reached
    await this.#requireFreeName(reached, request.name)
    const whole = await this.#plan(reached, request)
    if (whole.plan.refusal !== undefined) throw new Problem('wrong-state', whole.plan.refusal)
    const undo: (() => Promise<unknown>)[] = []
    try {
      const disks = await this.#makeVolumes(request.how, whole.disks, undo, job)
      job.signal.throwIfAborted()
      job.setCancellable(false)
      if (request.how !== 'full') await this.#protectBase(reached, whole.xml, disks, undo)
      const xml = edited(whole.xml, (domain) => {
        giveNewIdentity(domain, request.name)
        repoint(domain, disks, ({ made }) => made)
        finish(domain)
      })
      await connection.call(remote.domainDefineXml, { xml })
    } catch (error) {
      await this.#takeBack(machine.id, undo)
      throw error
    }
    job.note(t('Made {name}', { name: request.name }))
  }

  /** Makes each disk's new volumes; how far it is counts the bytes that are copied. */
  async #makeVolumes(
    how: CloneRequest['how'],
    disks: readonly ClonedDisk[],
    undo: (() => Promise<unknown>)[],
    job: JobControl,
  ): Promise<MadeDisk[]> {
    const { volumes } = this.parts.storage
    const total = disks.reduce((sum, { volume }) => sum + volume.allocation, 0)
    let before = 0
    const made: MadeDisk[] = []
    for (const disk of disks) {
      job.signal.throwIfAborted()
      const { volume, newName, ownName } = disk
      const { poolId } = volume
      const keep = async (making: Promise<Volume>): Promise<Volume> => {
        const volume = await making
        undo.push(() => this.#deleteVolume(poolId, volume.name))
        return volume
      }
      if (how === 'full') {
        const progress: JobControl['progress'] = (done) =>
          job.progress(before + done, total, 'bytes')
        const copy = { poolId, name: newName }
        const copied = await keep(volumes.clone({ poolId, name: volume.name }, copy, { progress }))
        made.push({ ...disk, made: copied, own: null })
        before += volume.allocation
        job.progress(before, total, 'bytes')
      } else {
        const backing = { path: volume.path, format: volume.format ?? 'raw' }
        const overlay = (name: string): Promise<Volume> =>
          keep(volumes.create({ poolId, name, format: 'qcow2', backing }))
        const own = ownName === null ? null : await overlay(ownName)
        made.push({ ...disk, made: await overlay(newName), own })
      }
    }
    return made
  }

  /** Sees to it that the machine no longer writes to what is the base of others now. */
  async #protectBase(
    reached: ReachedMachine,
    xml: string,
    disks: readonly MadeDisk[],
    undo: (() => Promise<unknown>)[],
  ): Promise<void> {
    const after = edited(xml, (domain) => {
      repoint(domain, disks, (disk) => disk.own)
      for (const [element, disk] of diskElements(domain, disks)) {
        if (!disk.own) writeDisk(element, { kind: 'disk', readOnly: true })
      }
    })
    if (after === edited(xml, () => undefined)) return
    const { connection } = reached
    // Undone before the volumes are: what is undone last was done first.
    undo.push(() => connection.call(remote.domainDefineXml, { xml }))
    await this.parts.definitions.define(reached, after, {
      replaces: xml,
      why: message('Became the base of a linked clone'),
    })
  }

  async #requireFreeName({ connection }: ReachedMachine, name: string): Promise<void> {
    try {
      await connection.call(remote.domainLookupByName, { name })
    } catch (error) {
      if (isNotFound(error)) return
      throw error
    }
    throw new Problem('in-use', t('there is a machine of that name already'), {
      hint: t('Choose another name.'),
    })
  }

  async #deleteVolume(poolId: PoolId, name: string): Promise<void> {
    const { pools, volumes } = this.parts.storage
    try {
      await volumes.deleteUnchecked(await pools.reach(poolId), name)
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }

  async #takeBack(id: MachineId, undo: readonly (() => Promise<unknown>)[]): Promise<void> {
    for (const step of [...undo].reverse()) {
      await step().catch((error: unknown) => {
        this.parts.log.warn({ machine: id, err: error }, 'a step of a clone was not undone')
      })
    }
  }
}
