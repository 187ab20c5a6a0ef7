import type { HostId } from '../../src-preload/contract/host'
import type { MachineId } from '../../src-preload/contract/machine'
import type {
  CloudInit,
  IsolationTier,
  MachineSource,
  NewMachine,
} from '../../src-preload/contract/provisioning'

export type SourceType = MachineSource['type']

/** What the person has filled in, field by field; empty means the host's or environment's default. */
export interface NewMachineForm {
  readonly hostId: HostId
  readonly name: string
  readonly source: SourceType
  /** Of the ISO, cloud image or existing disk. */
  readonly image: string
  readonly copy: 'linked' | 'full'
  readonly kernel: string
  readonly initrd: string
  readonly cmdline: string
  /** `''` while none is chosen. */
  readonly template: MachineId
  readonly user: string
  readonly password: string
  readonly sshKeys: string
  readonly packages: string
  readonly userData: string
  readonly vcpus: number
  readonly memoryMib: number
  /** 0 is no disk. */
  readonly diskGib: number
  /** Where its disk is made; `''` is the default. */
  readonly pool: string
  /** `''` is the default, `none` none, `user` the user's own, otherwise `network:<name>`. */
  readonly network: string
  readonly firmware: 'default' | 'bios' | 'uefi' | 'secure-boot'
  readonly graphics: 'default' | 'vnc' | 'spice' | 'none'
  readonly tpm: boolean
  readonly isolation: IsolationTier
  readonly start: boolean
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const cloudInitOf = (form: NewMachineForm): CloudInit => ({
  hostname: /^[a-zA-Z0-9][a-zA-Z0-9-]*$/.test(form.name) ? form.name : undefined,
  user: form.user.trim() || undefined,
  password: form.password || undefined,
  sshKeys: lines(form.sshKeys),
  packages: form.packages.split(/[\s,]+/).filter((name) => name !== ''),
  userData: form.userData.trim() === '' ? undefined : form.userData,
})

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
            copy: form.copy,
            cloudInit: cloudInitOf(form),
          }
    case 'disk':
      return path === ''
        ? null
        : { type: 'disk', disk: { type: path.startsWith('/dev/') ? 'block' : 'file', path } }
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
    default:
      return form.source satisfies never
  }
}

/** Its disks are given already: none is made. */
export const bringsDisks = (source: SourceType): boolean =>
  source === 'disk' || source === 'template'

const networksOf = (network: string): NewMachine['networks'] => {
  if (network === '') return undefined
  if (network === 'none') return []
  if (network === 'user') return [{ source: { type: 'user' } }]
  return [{ source: { type: 'network', network: network.slice('network:'.length) } }]
}

/** What is asked of the host, or null while something that must be there is missing. */
export const requestOf = (form: NewMachineForm): NewMachine | null => {
  const source = sourceOf(form)
  const name = form.name.trim()
  if (source === null || name === '') return null
  const pool = form.pool === '' ? undefined : form.pool
  const disk = form.diskGib === 0 ? null : { sizeMib: form.diskGib * 1024, pool }
  return {
    hostId: form.hostId,
    name,
    source,
    vcpus: form.vcpus,
    memoryMib: form.memoryMib,
    disk: bringsDisks(form.source) ? undefined : disk,
    networks: networksOf(form.network),
    firmware: form.firmware === 'default' ? undefined : form.firmware,
    graphics: form.graphics === 'default' ? undefined : form.graphics,
    tpm: form.tpm ? true : undefined,
    isolation: form.isolation,
    start: form.start,
  }
}
