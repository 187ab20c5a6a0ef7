import type { MachineId } from '../../../src-preload/contract/machine'
import type { ImagePlace, NewMachine } from '../../../src-preload/contract/provisioning'
import { Problem } from '../../failures/problem'
import type { Pool, Volume } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import type { Storage } from '../../storage/make-storage'
import type { ChosenFiles } from '../exchange/chosen-files'
import { isConverted } from '../exchange/import-image'
import type { ImportImage, ImportSource } from '../exchange/read-import'
import { makeSeed, seedImage, seedVolumeName, type Seed } from './cloud-init-seed'
import type { MachineDefaults } from './environment-defaults'
import { findImage } from './find-image'
import type { PlannedDrive } from './new-definition'
import { templateDisks } from './template-definition'

const MIB = 2 ** 20

/** A volume that is made for a machine, and how. Sizes are bytes. */
export interface PlannedVolume {
  readonly pool: string
  readonly name: string
  readonly format: string
  readonly capacity: number
  readonly from:
    | { readonly how: 'empty' }
    | { readonly how: 'overlay'; readonly path: string; readonly format: string }
    | { readonly how: 'copy'; readonly volume: Volume }
    | { readonly how: 'content'; readonly content: Buffer }
    | {
        readonly how: 'image'
        /** As a person knows it. */
        readonly name: string
        readonly image: NonNullable<ImportImage['image']>
      }
}

/** What a template is, as its host has it now. */
export interface TemplateFacts {
  readonly xml: string
  readonly isActive: boolean
}

/** A file on the host that no pool holds, and the format that a person says it has. */
export interface OutsideFile {
  readonly path: string
  readonly format?: string
}

/** What a machine is to be made of. */
export interface Material {
  readonly drives: PlannedDrive[]
  readonly volumes: PlannedVolume[]
  readonly paths: readonly OutsideFile[]
  readonly seed?: Seed
  readonly template?: TemplateFacts & {
    readonly disks: ReadonlyMap<string, PlannedDrive>
  }
  readonly imported?: ImportSource
}

/** What an imported guest is given: virtio where it has its drivers, or gets them. */
export const importDriversOf = (
  { drivers, adapt }: Extract<NewMachine['source'], { type: 'import' }>,
  { facts }: ImportSource,
): ImportSource['facts']['drivers'] => (adapt === true ? 'virtio' : (drivers ?? facts.drivers))

/** Whether a volume is converted on this computer first. */
export const needsConversion = ({ from, format }: PlannedVolume): boolean =>
  from.how === 'image' && isConverted(from.image, format)

/** What planning is done with. */
export interface PlanningParts {
  readonly storage: Storage
  readonly files: ChosenFiles
  readonly readTemplate: (id: MachineId) => Promise<TemplateFacts>
}

/** Plans what a machine is made of: its drives, and the volumes for them. Changes nothing. */
export class MaterialPlanning {
  readonly pools = new Map<string, Pool | undefined>()

  constructor(
    readonly parts: PlanningParts,
    readonly request: NewMachine,
    readonly defaults: MachineDefaults,
  ) {}

  async pool(name: string): Promise<Pool | undefined> {
    const { pools } = this.parts.storage
    if (!this.pools.has(name)) this.pools.set(name, await pools.find(this.request.hostId, name))
    return this.pools.get(name)
  }

  #image(place: ImagePlace): ReturnType<typeof findImage> {
    return findImage(this.parts.storage, this.request.hostId, place)
  }

  /** A volume to be, and the drive that it becomes. */
  async #made(
    volume: PlannedVolume,
    drive: Pick<PlannedDrive, 'device' | 'bootOrder' | 'bus'>,
  ): Promise<[PlannedVolume, PlannedDrive]> {
    const pool = await this.pool(volume.pool)
    const folder = pool?.target
    const source =
      !pool?.holdsFiles || folder === undefined
        ? ({ type: 'volume', pool: volume.pool, volume: volume.name } as const)
        : ({ type: 'file', path: `${folder}/${volume.name}` } as const)
    return [volume, { ...drive, source, format: volume.format }]
  }

  async #newDisk(
    from: PlannedVolume['from'],
    { minimum = 0, bootOrder }: { minimum?: number; bootOrder: number },
  ): Promise<[PlannedVolume, PlannedDrive]> {
    const { disk, name } = this.request
    const asked = disk?.sizeMib
    const usualMib = Math.max(this.defaults.diskMib, this.defaults.preset?.diskMib ?? 0)
    const usual = minimum > 0 ? minimum : usualMib * MIB
    // A smaller disk than its image would cut the image off.
    const capacity = Math.max(asked === undefined ? usual : asked * MIB, minimum)
    const format = from.how === 'overlay' ? 'qcow2' : (disk?.format ?? this.defaults.diskFormat)
    const pool = disk?.pool ?? this.defaults.pool
    const volume = { pool, name: `${name}.${format}`, format, capacity, from }
    return await this.#made(volume, { device: 'disk', bootOrder })
  }

  async #cloudImage(
    source: Extract<NewMachine['source'], { type: 'cloudImage' }>,
    seed: Seed,
  ): Promise<Material> {
    const image = await this.#image(source.image)
    const { volume } = image
    if (source.copy === 'full' && !volume) {
      throw new Problem(
        'not-found',
        t('The image is in no running pool, so the host cannot copy it'),
        {
          hint: t('Upload it into a pool, or make a linked disk on top of it.'),
        },
      )
    }
    const path = volume?.path ?? (image.source.type === 'file' ? image.source.path : '')
    const format = volume?.format ?? source.format ?? 'qcow2'
    const [disk, drive] = await this.#newDisk(
      source.copy === 'full' && volume ? { how: 'copy', volume } : { how: 'overlay', path, format },
      { minimum: volume?.capacity ?? 0, bootOrder: 1 },
    )
    const content = seedImage(seed)
    const [seedVolume, seedDrive] = await this.#made(
      {
        pool: disk.pool,
        name: seedVolumeName(this.request.name),
        format: 'raw',
        capacity: content.length,
        from: { how: 'content', content },
      },
      { device: 'cdrom' },
    )
    return {
      drives: [drive, seedDrive],
      volumes: [disk, seedVolume],
      paths: volume ? [] : [{ path, format }],
      seed,
    }
  }

  async #poolOf({ poolId }: Volume): Promise<string> {
    return (await this.parts.storage.pools.get(poolId)).name
  }

  /** The disks of a file of this computer, each as a volume of its own. */
  async #import(source: Extract<NewMachine['source'], { type: 'import' }>): Promise<Material> {
    const { defaults, request } = this
    const imported = await this.parts.files.read(source.file)
    const pool = request.disk?.pool ?? defaults.pool
    const holdsFiles = (await this.pool(pool))?.holdsFiles ?? true
    const format = holdsFiles ? (request.disk?.format ?? defaults.diskFormat) : 'raw'
    const bus = importDriversOf(source, imported) === 'virtio' ? 'virtio' : 'sata'
    const made = await Promise.all(
      imported.disks.map(({ name, image, capacity }, i) => {
        const number = imported.disks.length > 1 ? `-${i + 1}` : ''
        const extension = holdsFiles ? `.${format}` : ''
        return this.#made(
          {
            pool,
            name: `${request.name}${number}${extension}`,
            format,
            capacity,
            from: image ? { how: 'image', name, image } : { how: 'empty' },
          },
          { device: 'disk', bus, bootOrder: i + 1 },
        )
      }),
    )
    return {
      volumes: made.map(([volume]) => volume),
      drives: made.map(([, drive]) => drive),
      paths: [],
      imported,
    }
  }

  async #template(source: Extract<NewMachine['source'], { type: 'template' }>): Promise<Material> {
    const template = await this.parts.readTemplate(source.machine)
    const disks = new Map<string, PlannedDrive>()
    const volumes: PlannedVolume[] = []
    for (const { target, source: place } of templateDisks(template.xml)) {
      const at: ImagePlace = place.type === 'volume' ? place : { type: 'path', path: place.path }
      const { volume } = await this.#image(at)
      if (!volume) {
        throw new Problem(
          'not-found',
          t('The template’s disk {target} is in no running pool', { target }),
        )
      }
      const isLinked = source.copy === 'linked'
      const format = isLinked ? 'qcow2' : (volume.format ?? 'raw')
      const [made, drive] = await this.#made(
        {
          pool: this.request.disk?.pool ?? (await this.#poolOf(volume)),
          name: `${this.request.name}-${target}.${format}`,
          format,
          capacity: volume.capacity,
          from: isLinked
            ? { how: 'overlay', path: volume.path, format: volume.format ?? 'raw' }
            : { how: 'copy', volume },
        },
        { device: 'disk' },
      )
      volumes.push(made)
      disks.set(target, drive)
    }
    return { drives: [...disks.values()], volumes, paths: [], template: { ...template, disks } }
  }

  /** Throws a `Problem` when an image that is named is not there, or user-data is wrong. */
  async material(uuid: string, mac: string): Promise<Material> {
    const { source, moreDisks = [], name } = this.request
    const material = await this.#sourceMaterial(uuid, mac)
    if (moreDisks.length > 0 && source.type === 'template') {
      throw new Problem('unsupported', t('A machine of a template has the template’s disks'))
    }
    const more = await Promise.all(
      moreDisks.map(({ pool, format = this.defaults.diskFormat, sizeMib }, i) =>
        this.#made(
          {
            pool: pool ?? this.defaults.pool,
            name: `${name}-data${i + 1}.${format}`,
            format,
            capacity: (sizeMib ?? this.defaults.diskMib) * MIB,
            from: { how: 'empty' },
          },
          { device: 'disk' },
        ),
      ),
    )
    return {
      ...material,
      volumes: [...material.volumes, ...more.map(([volume]) => volume)],
      drives: [...material.drives, ...more.map(([, drive]) => drive)],
    }
  }

  async #sourceMaterial(uuid: string, mac: string): Promise<Material> {
    const { source, disk, name } = this.request
    const none: Material = { drives: [], volumes: [], paths: [] }
    if (source.type === 'cloudImage') {
      const machine = { name, instanceId: uuid, mac }
      return await this.#cloudImage(source, await makeSeed(source.cloudInit, machine))
    }
    if (source.type === 'template') return await this.#template(source)
    if (source.type === 'import') return await this.#import(source)
    if (source.type === 'disk') {
      const format = source.format ?? 'qcow2'
      const drive: PlannedDrive = { device: 'disk', source: source.disk, format, bootOrder: 1 }
      const paths = source.disk.type === 'volume' ? [] : [{ path: source.disk.path, format }]
      return { ...none, drives: [drive], paths }
    }
    const wantsDisk = source.type === 'directBoot' ? disk : disk !== null
    const made = wantsDisk ? [await this.#newDisk({ how: 'empty' }, { bootOrder: 1 })] : []
    const base: Material = {
      drives: made.map(([, drive]) => drive),
      volumes: made.map(([volume]) => volume),
      paths:
        source.type === 'directBoot'
          ? [source.kernel, source.initrd]
              .filter((path) => path !== undefined)
              .map((path) => ({ path }))
          : [],
    }
    if (source.type !== 'iso') return base
    const image = await this.#image(source.image)
    const drive: PlannedDrive = {
      device: 'cdrom',
      source: image.source,
      format: 'raw',
      bootOrder: 2,
    }
    const path = !image.volume && image.source.type === 'file' ? [{ path: image.source.path }] : []
    return { ...base, drives: [...base.drives, drive], paths: [...base.paths, ...path] }
  }
}
