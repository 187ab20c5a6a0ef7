import type { ImportFile } from '../../src-preload/contract/exchange'
import type { Host, HostId } from '../../src-preload/contract/host'
import type { MachineId } from '../../src-preload/contract/machine'
import type { OsPreset } from '../../src-preload/contract/os-preset'
import type {
  CloudInit,
  ConsoleSource,
  IsolationTier,
  MachineSource,
  NewMachine,
  ProvisioningDefaults,
} from '../../src-preload/contract/provisioning'

export type SourceType = MachineSource['type']

/** A disk to be made; `''` is the default. */
export interface DiskForm {
  /** 0 is no disk. */
  readonly gib: number
  readonly format: '' | 'qcow2' | 'raw'
}

/** A network card to be. */
export interface NicForm {
  /** `''` is the default, `none` none; `user`, `bridge`, `direct`, or `network:<name>`. */
  readonly network: string
  /** The host's bridge or card, where it is one. */
  readonly device: string
  /** `''` is the usual one. */
  readonly model: '' | 'virtio' | 'e1000e' | 'rtl8139'
}

/** What the person has filled in, field by field; empty means the host's or environment's default. */
export interface NewMachineForm {
  readonly hostId: HostId
  readonly name: string
  readonly title: string
  readonly description: string
  readonly source: SourceType
  /** Of the ISO, cloud image or existing disk. */
  readonly image: string
  /** Of the existing disk; `''` is to be guessed by its name. */
  readonly imageFormat: '' | 'qcow2' | 'raw'
  readonly copy: 'linked' | 'full'
  readonly kernel: string
  readonly initrd: string
  readonly cmdline: string
  /** `''` while none is chosen. */
  readonly template: MachineId
  readonly imported: ImportFile | null
  readonly drivers: ImportFile['drivers'] | 'adapted'
  readonly hostname: string
  readonly user: string
  readonly password: string
  readonly sshKeys: string
  readonly packages: string
  /** `''` is DHCP. */
  readonly addresses: string
  readonly gateway: string
  readonly nameservers: string
  readonly userData: string
  /** Of the osinfo database; null is not said. */
  readonly os: OsPreset | null
  readonly vcpus: number
  readonly memoryMib: number
  readonly disks: readonly DiskForm[]
  /** Where its disks are made; `''` is the default. */
  readonly pool: string
  readonly nics: readonly NicForm[]
  readonly firmware: 'default' | 'bios' | 'uefi' | 'secure-boot'
  readonly graphics: 'default' | 'vnc' | 'spice' | 'none'
  readonly console: ConsoleSource
  readonly tpm: boolean
  readonly isolation: IsolationTier
  readonly start: boolean
}

/** One card, as the environment has it. */
export const usualNics: readonly NicForm[] = [{ network: '', device: '', model: '' }]

const gibOf = (mib: number): number => Math.max(1, Math.round(mib / 1024))

const disksFor = (source: SourceType, { diskMib }: ProvisioningDefaults): readonly DiskForm[] =>
  bringsDisks(source) ? [] : [{ gib: gibOf(diskMib), format: '' }]

export const emptyForm = (
  host: Host,
  defaults: ProvisioningDefaults,
  source: SourceType,
): NewMachineForm => ({
  hostId: host.id,
  name: '',
  title: '',
  description: '',
  source,
  image: '',
  imageFormat: '',
  copy: 'full',
  kernel: '',
  initrd: '',
  cmdline: '',
  template: '',
  imported: null,
  drivers: 'virtio',
  hostname: '',
  user: '',
  password: '',
  sshKeys: '',
  packages: '',
  addresses: '',
  gateway: '',
  nameservers: '',
  userData: '',
  os: null,
  vcpus: defaults.vcpus,
  memoryMib: defaults.memoryMib,
  disks: disksFor(source, defaults),
  pool: '',
  nics: usualNics,
  firmware: 'default',
  graphics: 'default',
  console: defaults.console,
  tpm: false,
  isolation: defaults.isolation,
  start: true,
})

/** What a chosen system asks for, at least what the environment gives. */
export const withOs = (
  form: NewMachineForm,
  os: OsPreset | null,
  defaults: ProvisioningDefaults,
): Partial<NewMachineForm> => {
  if (os === null) return { os }
  const [first, ...others] = form.disks
  const gib = gibOf(Math.max(defaults.diskMib, os.diskMib ?? 0))
  return {
    os,
    vcpus: Math.max(defaults.vcpus, os.vcpus ?? 0),
    memoryMib: Math.max(defaults.memoryMib, os.memoryMib ?? 0),
    disks: first === undefined || first.gib === 0 ? form.disks : [{ ...first, gib }, ...others],
  }
}

/** Another source: disks are made for one that brings none, and none for one that does. */
export const withSource = (
  form: NewMachineForm,
  source: SourceType,
  defaults: ProvisioningDefaults,
): Partial<NewMachineForm> => {
  if (bringsDisks(source) === bringsDisks(form.source)) return { source }
  return { source, disks: disksFor(source, defaults) }
}

/** What a chosen file says of its machine; a name that was typed stays. */
export const withImport = (
  form: NewMachineForm,
  imported: ImportFile,
): Partial<NewMachineForm> => ({
  imported,
  name: form.name.trim() === '' ? imported.name : form.name,
  description: imported.description ?? form.description,
  drivers: imported.drivers,
  vcpus: imported.vcpus ?? form.vcpus,
  memoryMib: imported.memoryMib ?? form.memoryMib,
  firmware: imported.firmware,
  nics: Array.from({ length: imported.nics }, () => ({ network: '', device: '', model: '' })),
})

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

const cloudInitOf = (form: NewMachineForm): CloudInit => {
  const addresses = words(form.addresses)
  const nameservers = words(form.nameservers)
  return {
    hostname: form.hostname.trim() || undefined,
    user: form.user.trim() || undefined,
    password: form.password || undefined,
    sshKeys: lines(form.sshKeys),
    packages: words(form.packages),
    network:
      addresses.length === 0
        ? undefined
        : {
            addresses,
            gateway: form.gateway.trim() || undefined,
            nameservers: nameservers.length === 0 ? undefined : nameservers,
          },
    userData: form.userData.trim() === '' ? undefined : form.userData,
  }
}

/** An existing disk's format, by its name where nothing is said. */
export const formatOf = ({ image, imageFormat }: NewMachineForm): 'qcow2' | 'raw' =>
  imageFormat || (/\.(raw|img)$/i.test(image) || image.startsWith('/dev/') ? 'raw' : 'qcow2')

const sourceOf = (form: NewMachineForm): MachineSource | null => {
  const path = form.image.trim()
  switch (form.source) {
    case 'iso':
      return path === '' ? null : { type: 'iso', image: { type: 'path', path } }
    case 'cloudImage':
      return path === ''
        ? null
        : {
            type: 'cloudImage',
            image: { type: 'path', path },
            format: form.imageFormat || undefined,
            copy: form.copy,
            cloudInit: cloudInitOf(form),
          }
    case 'disk':
      return path === ''
        ? null
        : {
            type: 'disk',
            disk: { type: path.startsWith('/dev/') ? 'block' : 'file', path },
            format: formatOf(form),
          }
    case 'directBoot':
      return form.kernel.trim() === ''
        ? null
        : {
            type: 'directBoot',
            kernel: form.kernel.trim(),
            initrd: form.initrd.trim() || undefined,
            cmdline: form.cmdline.trim() || undefined,
          }
    case 'pxe':
      return { type: 'pxe' }
    case 'template':
      return form.template === ''
        ? null
        : { type: 'template', machine: form.template, copy: form.copy }
    case 'import':
      return form.imported === null
        ? null
        : {
            type: 'import',
            file: form.imported.file,
            ...(form.drivers === 'adapted' ? { adapt: true } : { drivers: form.drivers }),
          }
    default:
      return form.source satisfies never
  }
}

/** Its first disk is given already: none is made. */
export const bringsDisks = (source: SourceType): boolean =>
  source === 'disk' || source === 'template' || source === 'import'

/** It is another machine's copy: its hardware is the template's. */
export const bringsHardware = (source: SourceType): boolean => source === 'template'

type Nic = NonNullable<NewMachine['networks']>[number]

const sourceOfNic = ({ network, device }: NicForm): Nic['source'] => {
  if (network === '') return undefined
  if (network === 'user') return { type: 'user' }
  if (network === 'bridge') return { type: 'bridge', bridge: device.trim() }
  if (network === 'direct') return { type: 'direct', device: device.trim(), mode: 'bridge' }
  return { type: 'network', network: network.slice('network:'.length) }
}

const nicsOf = (nics: readonly NicForm[]): readonly Nic[] =>
  nics
    .filter(({ network }) => network !== 'none')
    .map((nic) => ({ source: sourceOfNic(nic), model: nic.model || undefined }))

/** Something of its network cards is still to be filled in. */
const lacksDevice = ({ network, device }: NicForm): boolean =>
  (network === 'bridge' || network === 'direct') && device.trim() === ''

/** What is asked of the host, or null while something that must be there is missing. */
export const requestOf = (form: NewMachineForm): NewMachine | null => {
  const source = sourceOf(form)
  const name = form.name.trim()
  if (source === null || name === '' || form.nics.some(lacksDevice)) return null
  const pool = form.pool === '' ? undefined : form.pool
  const made = form.disks
    .filter(({ gib }) => gib > 0)
    .map(({ gib, format }) => ({ sizeMib: gib * 1024, pool, format: format || undefined }))
  const ownDisks = bringsDisks(form.source)
  const [disk = null, ...moreDisks] = made
  const hardware = bringsHardware(form.source)
  return {
    hostId: form.hostId,
    name,
    title: form.title.trim() || undefined,
    description: form.description.trim() || undefined,
    source,
    vcpus: form.vcpus,
    memoryMib: form.memoryMib,
    disk: ownDisks ? (pool === undefined ? undefined : { pool }) : disk,
    moreDisks: hardware ? undefined : ownDisks ? made : moreDisks,
    networks: hardware ? undefined : [...nicsOf(form.nics)],
    firmware: form.firmware === 'default' ? undefined : form.firmware,
    graphics: form.graphics === 'default' ? undefined : form.graphics,
    console: form.console,
    tpm: form.tpm ? true : undefined,
    isolation: form.isolation,
    osId: form.os?.id,
    start: form.start,
  }
}
