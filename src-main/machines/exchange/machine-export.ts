import { constants } from 'node:fs'
import { access, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ExportPlan } from '../../../src-preload/contract/exchange'
import type { JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import { t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import type { JobControl, JobRegistry } from '../../jobs/job-registry'
import { parseUri } from '../../libvirt'
import type { Storage } from '../../storage/make-storage'
import { download } from '../../storage/transfer/download'
import { onLocalFile } from '../../storage/transfer/local-file-problem'
import type { ReachedMachine } from '../definition/machine-definitions'
import { requireOwnData } from './image-header'
import { packOva, type Packed } from './pack-ova'
import { planExport, type ExportDisk, type ExportLayer, type WholeExport } from './plan-export'
import { convertImage, sizeOf, type ImageLayer } from './qemu-img'
import { writeOvf } from './write-ovf'

export interface MachineExportParts {
  readonly reach: (id: MachineId) => ReachedMachine
  readonly uriOf: (id: MachineId) => string
  readonly storage: Storage
  readonly jobs: JobRegistry
}

/** Each disk is read from its host, converted and packed: three times over its bytes. */
const ROUNDS = 3

/** What files of an archive are called: any system must take it. */
const stemOf = (name: string): string =>
  name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '') || 'machine'

const allocationOf = ({ layers }: ExportDisk): number =>
  layers.reduce((sum, { volume }) => sum + volume.allocation, 0)

/** Writes machines into archives that other programs read, too. */
export class MachineExport {
  constructor(readonly parts: MachineExportParts) {}

  plan(id: MachineId): Promise<ExportPlan> {
    const reached = this.parts.reach(id)
    return attempt(
      t('find out how to export {name}', { name: reached.machine.name }),
      async () => (await planExport(reached)).plan,
    )
  }

  /** Writes an OVA; what was at its place stays until it is whole. */
  export(id: MachineId, path: string): JobStarted {
    const { machine } = this.parts.reach(id)
    const { id: jobId } = this.parts.jobs.start(
      {
        title: t('export {name} to {path}', { name: machine.name, path: basename(path) }),
        hostId: machine.hostId,
        machineIds: [machine.id],
        cancellable: true,
        withoutVirshLine: t('virsh writes no archives'),
      },
      (job) => this.#export(id, path, job),
    )
    return { jobId }
  }

  async #export(id: MachineId, path: string, job: JobControl): Promise<void> {
    const whole = await planExport(this.parts.reach(id))
    const { refusal } = whole.plan
    if (refusal !== undefined) throw new Problem('wrong-state', refusal)
    const folder = dirname(path)
    const work = await onLocalFile(folder, () => mkdtemp(join(folder, `.${basename(path)}-`)))
    try {
      const packed = join(work, 'archive')
      await this.#write(id, whole, { work, packed }, job)
      job.setCancellable(false)
      await onLocalFile(path, () => rename(packed, path))
      job.note(t('Saved as {path}', { path }))
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  }

  async #write(
    id: MachineId,
    whole: WholeExport,
    { work, packed }: { readonly work: string; readonly packed: string },
    job: JobControl,
  ): Promise<void> {
    const { machine } = this.parts.reach(id)
    const stem = stemOf(machine.name)
    const bytes = whole.disks.reduce((sum, disk) => sum + allocationOf(disk), 0)
    const total = bytes * ROUNDS
    let before = 0
    const disks: { file: string; path: string; size: number; capacity: number }[] = []
    for (const [i, disk] of whole.disks.entries()) {
      const file = `${stem}-disk${i + 1}.vmdk`
      const output = join(work, file)
      const own = allocationOf(disk)
      const image = await this.#image(id, disk, work, {
        ...job,
        progress: (done) => job.progress(before + Math.min(done, own), total, 'bytes'),
      })
      before += own
      job.note(t('Converting {name}…', { name: disk.target }))
      const onPart = (part: number): void => job.progress(before + part * own, total, 'bytes')
      await convertImage(image, { path: output, format: 'streamVmdk' }, { ...job, onPart })
      await this.#dropCopies(image, work)
      before += own
      const { capacity } = disk.layers[0].volume
      disks.push({ file, path: output, size: await sizeOf(output), capacity })
    }
    job.note(t('Packing…'))
    const size = disks.reduce((sum, disk) => sum + disk.size, 0)
    const onWritten = (written: number): void =>
      job.progress(before + (size === 0 ? 0 : (written / size) * bytes), total, 'bytes')
    const files: Packed[] = [
      { name: `${stem}.ovf`, content: Buffer.from(this.#descriptor(id, whole, disks)) },
      ...disks.map(({ file, path }): Packed => ({ name: file, content: { path } })),
    ]
    await packOva(packed, { stem, files }, { signal: job.signal, onWritten })
  }

  /** A disk's images as files of this computer: where they are, else copies. */
  async #image(
    id: MachineId,
    { layers, target }: ExportDisk,
    work: string,
    job: JobControl,
  ): Promise<ImageLayer> {
    const isHere = parseUri(this.parts.uriOf(id)).host === null
    let below: ImageLayer | undefined
    let before = 0
    for (const [depth, layer] of [...layers].reverse().entries()) {
      const { volume, format } = layer
      const path =
        isHere && (await isReadable(layer)) ? volume.path : join(work, `${target}.${depth}`)
      if (path !== volume.path) {
        job.note(t('Reading {name}…', { name: volume.name }))
        const at = await this.parts.storage.pools.reach(volume.poolId)
        const progress: JobControl['progress'] = (done) =>
          job.progress(before + done, null, 'bytes')
        await download(at, volume.name, path, { ...job, progress })
      }
      const window = { path, offset: 0, size: await sizeOf(path) }
      await requireOwnData(window, format)
      below = { ...window, format, backing: below }
      before += volume.allocation
    }
    if (!below) throw new Problem('not-found', t('{target} has no image', { target }))
    return below
  }

  /** Copies are of no use once they are converted. */
  async #dropCopies(image: ImageLayer, work: string): Promise<void> {
    for (let at: ImageLayer | undefined = image; at; at = at.backing) {
      if (dirname(at.path) === work) await rm(at.path, { force: true })
    }
  }

  #descriptor(
    id: MachineId,
    { hardware: { facts, devices } }: WholeExport,
    disks: readonly { file: string; size: number; capacity: number }[],
  ): string {
    const { machine } = this.parts.reach(id)
    const { firmware, memory, vcpus, description } = facts
    return writeOvf({
      name: machine.name,
      uuid: machine.uuid,
      ...(description !== undefined && { description }),
      vcpus: vcpus.maximum,
      memoryMib: Math.ceil(memory.memoryKib / 1024),
      firmware: firmware.kind === 'bios' ? 'bios' : firmware.secureBoot ? 'secure-boot' : 'uefi',
      isVirtio: devices.some((it) => it.kind === 'disk' && it.bus === 'virtio'),
      nics: devices.flatMap((it) =>
        it.kind === 'nic'
          ? [
              {
                model: it.model ?? 'virtio',
                network:
                  'words' in it.source
                    ? it.source.words
                    : it.source.type === 'network'
                      ? it.source.network
                      : it.source.type,
              },
            ]
          : [],
      ),
      disks,
    })
  }
}

/** Its file is on this computer, the same one, and may be read. */
const isReadable = async ({ volume }: ExportLayer): Promise<boolean> => {
  if (volume.kind !== 'file') return false
  try {
    await access(volume.path, constants.R_OK)
    const { size } = await stat(volume.path)
    return volume.physical === undefined || volume.physical === size
  } catch {
    return false
  }
}
