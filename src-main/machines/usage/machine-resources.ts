import type { Element } from 'slimdom'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'

/** Where bytes are: a path on the host, or a volume by the names of its pool and itself. */
interface Place {
  readonly path?: string
  readonly pool?: string
  readonly volume?: string
}

/** A disk of a machine, as its definition says. */
export interface DiskUse extends Place {
  /** Such as `vda`; empty where it has none. */
  readonly target: string
  readonly device: 'disk' | 'cdrom' | 'floppy' | 'lun'
  /** Such as `qcow2`; absent where the host is to find out. */
  readonly format?: string
  readonly isReadOnly: boolean
  /** Several machines may write to it. */
  readonly isShareable: boolean
  /** What lies under it, nearest first, as far as the XML tells. */
  readonly backing: readonly string[]
}

type FileRole = 'kernel' | 'initrd' | 'dtb' | 'firmware' | 'nvram'

/** What of its host a machine uses. */
export interface MachineResources {
  readonly disks: readonly DiskUse[]
  readonly files: readonly { readonly role: FileRole; readonly path: string }[]
  /** Hardware addresses of its network interfaces, in lower case. */
  readonly macs: readonly string[]
  /** Names of the virtual networks that they are on. */
  readonly networks: readonly string[]
}

const pathAttributes = ['file', 'dev', 'dir', 'name'] as const

/** Where a `<source>` points; a network disk's name is no path, but as good for comparing. */
const placeOf = (source: Element | undefined): Place => {
  if (!source) return {}
  const pool = source.getAttribute('pool')
  const volume = source.getAttribute('volume')
  if (pool !== null && volume !== null) return { pool, volume }
  const path = pathAttributes.map((name) => source.getAttribute(name)).find(Boolean)
  return path ? { path } : {}
}

const backingOf = (disk: Element): string[] => {
  const chain: string[] = []
  for (let at = find(disk, 'backingStore'); at; at = find(at, 'backingStore')) {
    const { path } = placeOf(find(at, 'source'))
    if (path !== undefined) chain.push(path)
  }
  return chain
}

const devices = ['disk', 'cdrom', 'floppy', 'lun'] as const

const readDisk = (disk: Element): DiskUse => {
  const device = devices.find((name) => name === disk.getAttribute('device')) ?? 'disk'
  const format = attributeOf(disk, 'driver', 'type')
  return {
    target: attributeOf(disk, 'target', 'dev') ?? '',
    device,
    ...placeOf(find(disk, 'source')),
    ...(format !== undefined && { format }),
    isReadOnly: device === 'cdrom' || find(disk, 'readonly') !== undefined,
    isShareable: find(disk, 'shareable') !== undefined,
    backing: backingOf(disk),
  }
}

const fileElements: readonly (readonly [FileRole, string])[] = [
  ['kernel', 'os/kernel'],
  ['initrd', 'os/initrd'],
  ['dtb', 'os/dtb'],
  ['firmware', 'os/loader'],
  ['nvram', 'os/nvram'],
]

const nvramPath = (domain: Element): string | undefined =>
  attributeOf(domain, 'os/nvram/source', 'file') ?? textOf(domain, 'os/nvram')

/** Reads what a machine uses out of its XML. Throws a `Problem` when it is no XML. */
export const readResources = (xml: string): MachineResources => {
  const domain = parseXml(xml)
  const inside = find(domain, 'devices')
  const nics = inside ? children(inside, 'interface') : []
  return {
    disks: inside ? children(inside, 'disk').map(readDisk) : [],
    files: fileElements.flatMap(([role, element]) => {
      const path = role === 'nvram' ? nvramPath(domain) : textOf(domain, element)
      return path === undefined ? [] : [{ role, path }]
    }),
    macs: nics.flatMap((nic) => attributeOf(nic, 'mac', 'address')?.toLowerCase() ?? []),
    networks: nics.flatMap((nic) => attributeOf(nic, 'source', 'network') ?? []),
  }
}

/** What a machine uses as it runs and as it will start next, together. */
export const mergeResources = (
  live: MachineResources,
  next: MachineResources,
): MachineResources => {
  const unique = <T>(items: readonly T[]): T[] => {
    const known = new Map(items.map((item) => [JSON.stringify(item), item]))
    return [...known.values()]
  }
  return {
    disks: unique([...live.disks, ...next.disks]),
    files: unique([...live.files, ...next.files]),
    macs: unique([...live.macs, ...next.macs]),
    networks: unique([...live.networks, ...next.networks]),
  }
}
