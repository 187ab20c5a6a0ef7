import type { Element } from 'slimdom'
import type { ImportFile } from '../../../src-preload/contract/exchange'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { decodeXml } from '../../xml/decode-xml'
import { parseXmlText } from '../../xml/parse-xml'
import { resourceTypes } from './ovf-codes'

/** A disk as a descriptor has it; one without a file begins empty. */
interface OvfDisk {
  /** In bytes; undefined where it cannot be told. */
  readonly capacity?: number
  readonly file?: { readonly name: string; readonly size?: number; readonly isPacked?: true }
}

/** A machine as a descriptor has it. */
export interface OvfMachine {
  readonly name?: string
  readonly description?: string
  readonly vcpus?: number
  readonly memoryMib?: number
  readonly firmware: ImportFile['firmware']
  readonly nics: number
  readonly drivers: ImportFile['drivers']
  readonly disks: readonly OvfDisk[]
  readonly notes: readonly string[]
}

/** Prefixes are the author's own choice; the names behind them are not. */
const named = (parent: Element, name: string): readonly Element[] =>
  parent.children.filter(({ localName }) => localName === name)

const first = (parent: Element | undefined, ...path: readonly string[]): Element | undefined => {
  let at = parent
  for (const name of path) at = at && named(at, name)[0]
  return at
}

const attribute = (element: Element, name: string): string | undefined =>
  element.attributes.find(({ localName }) => localName === name)?.value

const textIn = (element: Element | undefined): string | undefined =>
  element?.textContent?.trim() || undefined

const wholeNumber = (text: string | undefined): number | undefined => {
  const value = Number(text)
  return text !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

const powers: Readonly<Record<string, number>> = { k: 10, m: 20, g: 30, t: 40 }

/** Bytes of a unit: `byte * 2^20`, `MegaBytes`, `GB`; undefined for one that nobody knows. */
const bytesOf = (unit: string | undefined): number | undefined => {
  if (unit === undefined) return 1
  const [, power] = /^byte(?:\s*\*\s*2\s*\^\s*(\d{1,2}))?$/i.exec(unit.trim()) ?? []
  if (power !== undefined) return 2 ** Number(power)
  if (/^bytes?$/i.test(unit.trim())) return 1
  const [, prefix] = /^(kilo|mega|giga|tera|[kmgt])i?b(?:ytes?)?$/i.exec(unit.trim()) ?? []
  const exponent = prefix === undefined ? undefined : powers[prefix[0]?.toLowerCase() ?? '']
  return exponent === undefined ? undefined : 2 ** exponent
}

const scaled = (amount: string | undefined, unit: string | undefined): number | undefined => {
  const [count, bytes] = [wholeNumber(amount), bytesOf(unit)]
  const total = count !== undefined && bytes !== undefined ? count * bytes : undefined
  return total !== undefined && Number.isSafeInteger(total) ? total : undefined
}

const bad = (what: string): never => {
  throw new Problem('invalid', t('The descriptor {what}', { what }))
}

/** The one machine of a package. */
const systemOf = (envelope: Element): Element => {
  const systems = [
    ...named(envelope, 'VirtualSystem'),
    ...named(envelope, 'VirtualSystemCollection').flatMap((all) => named(all, 'VirtualSystem')),
  ]
  const [system] = systems
  if (!system) return bad(t('has no machine in it'))
  if (systems.length > 1) {
    throw new Problem(
      'unsupported',
      t('The archive has {count, plural, one {# machine} other {# machines}} in it', {
        count: systems.length,
      }),
      {
        hint: t('Export them one by one where it came from.'),
      },
    )
  }
  return system
}

/** One item of hardware. */
interface Item {
  readonly type: number
  readonly get: (name: string) => string | undefined
}

const itemsOf = (system: Element): readonly Item[] => {
  const hardware = first(system, 'VirtualHardwareSection')
  return (
    (hardware?.children ?? [])
      .filter(({ localName }) => /^(Item|StorageItem|EthernetPortItem)$/.test(localName))
      // What belongs to one of several configurations is an alternative to what comes without.
      .filter((item) => attribute(item, 'configuration') === undefined)
      .map((item) => {
        const get = (name: string) => textIn(first(item, name))
        return { type: Number(get('ResourceType')), get }
      })
  )
}

const disksOf = (envelope: Element, items: readonly Item[]): readonly OvfDisk[] => {
  const files = new Map(
    named(first(envelope, 'References') ?? envelope, 'File').map((file) => [
      attribute(file, 'id'),
      file,
    ]),
  )
  const disks = new Map(
    named(first(envelope, 'DiskSection') ?? envelope, 'Disk').map((disk) => [
      attribute(disk, 'diskId'),
      disk,
    ]),
  )
  return items
    .filter(({ type }) => type === resourceTypes.disk)
    .map(({ get }): OvfDisk => {
      const resource = get('HostResource') ?? ''
      const id = /^(?:ovf:)?\/?disk\/(.+)$/.exec(resource)?.[1]
      const disk = id === undefined ? undefined : disks.get(id)
      if (!disk)
        return bad(
          t('names a disk that is not described: {resource}', { resource: resource.slice(0, 200) }),
        )
      const capacity = scaled(
        attribute(disk, 'capacity'),
        attribute(disk, 'capacityAllocationUnits'),
      )
      const known = capacity === undefined ? {} : { capacity }
      const reference = attribute(disk, 'fileRef')
      if (reference === undefined) return known
      const file = files.get(reference)
      const name = file && attribute(file, 'href')
      if (!file || name === undefined) return bad(t('names a file that it does not list'))
      const compression = attribute(file, 'compression') ?? 'identity'
      if (compression !== 'identity' && compression !== 'gzip') {
        return bad(t('has {name} compressed in a way that is not read here', { name }))
      }
      // Some programs pack a file and say so by nothing but its name.
      const isPacked = compression === 'gzip' || /\.gz$/i.test(name)
      if (attribute(file, 'chunkSize') !== undefined) {
        return bad(t('has {name} in several pieces, which is not read here', { name }))
      }
      const size = wholeNumber(attribute(file, 'size'))
      return {
        ...known,
        file: { name, ...(size !== undefined && { size }), ...(isPacked && { isPacked }) },
      }
    })
}

const firmwareOf = (system: Element): ImportFile['firmware'] => {
  const configs = new Map(
    named(first(system, 'VirtualHardwareSection') ?? system, 'Config').map((config) => [
      attribute(config, 'key'),
      attribute(config, 'value'),
    ]),
  )
  if (configs.get('firmware') !== 'efi') return 'bios'
  return configs.get('bootOptions.efiSecureBootEnabled') === 'true' ? 'secure-boot' : 'uefi'
}

const notesOf = (items: readonly Item[]): readonly string[] => {
  const known: readonly number[] = Object.values(resourceTypes)
  const left = items.filter(({ type }) => !known.includes(type))
  const names = [...new Set(left.map(({ get }) => get('ElementName') ?? get('Caption') ?? '?'))]
  const drives = items.some(({ type }) => type === resourceTypes.cdrom)
  return [
    ...(drives ? [t('Its CD drive is left out.')] : []),
    ...(names.length === 0
      ? []
      : [t('Left out: {names}.', { names: names.slice(0, 20).join(', ').slice(0, 400) })]),
  ]
}

/**
 * Reads a package's descriptor. Throws a `Problem` for one that is no XML, has bombs in it, or
 * describes what is not there.
 */
export const readOvf = (bytes: Uint8Array): OvfMachine => {
  const envelope = parseXmlText(decodeXml(bytes), 'person').documentElement
  if (envelope?.localName !== 'Envelope') return bad(t('is none: its root is not Envelope'))
  const system = systemOf(envelope)
  const items = itemsOf(system)
  const of = (type: number) => items.filter((item) => item.type === type)
  const name = textIn(first(system, 'Name')) ?? attribute(system, 'id')
  const description = textIn(first(system, 'AnnotationSection', 'Annotation'))
  const vcpus = wholeNumber(of(resourceTypes.processor)[0]?.get('VirtualQuantity'))
  const [memory] = of(resourceTypes.memory)
  // Its unit is MiB where nothing is said, whatever the standard has.
  const bytesOfMemory = scaled(
    memory?.get('VirtualQuantity'),
    memory?.get('AllocationUnits') ?? 'MiB',
  )
  const controllers = [
    ...of(resourceTypes.scsi),
    ...of(resourceTypes.sata),
    ...of(resourceTypes.ide),
  ]
  const isVirtio = controllers.some(({ get }) => /virtio/i.test(get('ResourceSubType') ?? ''))
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(vcpus !== undefined && vcpus > 0 && { vcpus }),
    ...(bytesOfMemory !== undefined &&
      bytesOfMemory > 0 && { memoryMib: Math.ceil(bytesOfMemory / 2 ** 20) }),
    firmware: firmwareOf(system),
    nics: of(resourceTypes.nic).length,
    drivers: isVirtio ? 'virtio' : 'compatible',
    disks: disksOf(envelope, items),
    notes: notesOf(items),
  }
}
