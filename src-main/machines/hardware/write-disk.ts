import type { Element } from 'slimdom'
import type { SpecOf } from '../../../src-preload/contract/device-specs'
import { removeChildren, setAttribute } from '../../xml/edit-elements'
import { attributeOf, children, find } from '../../xml/select-elements'
import { addChild, ensure, replaceChildren, setChildText } from '../definition/edit-definition'
import { writeThrottle } from './device-limits'

/** What targets of a bus are named: `vda`, `sdb`, … */
const prefixes: Readonly<Record<string, string>> = { virtio: 'vd', ide: 'hd', fdc: 'fd' }

/** `a` … `z`, `aa`, … */
const letters = (number: number): string =>
  (number >= 26 ? letters(Math.floor(number / 26) - 1) : '') +
  String.fromCharCode(97 + (number % 26))

/** The first name on a bus that no disk has of the lists given. */
export const freeTarget = (bus: string, ...lists: readonly (readonly Element[])[]): string => {
  const taken = new Set(lists.flat().map((disk) => attributeOf(disk, 'target', 'dev')))
  const prefix = prefixes[bus] ?? 'sd'
  for (let i = 0; ; i++) {
    const name = prefix + letters(i)
    if (!taken.has(name)) return name
  }
}

/** The bus of a disk where nobody says one. */
export const usualBus = (device: string | null | undefined): 'sata' | 'fdc' | 'virtio' =>
  device === 'cdrom' ? 'sata' : device === 'floppy' ? 'fdc' : 'virtio'

const writeTarget = (disk: Element, spec: SpecOf<'disk'>): void => {
  const device = disk.getAttribute('device')
  const bus = spec.bus ?? attributeOf(disk, 'target', 'bus') ?? usualBus(device)
  const isSameBus = attributeOf(disk, 'target', 'bus') === bus
  if (isSameBus && spec.target === undefined) return
  const siblings = disk.parentElement ? children(disk.parentElement, 'disk') : []
  const others = siblings.filter((sibling) => sibling !== disk)
  const target = ensure(disk, 'target')
  setAttribute(target, 'dev', spec.target ?? freeTarget(bus, others))
  setAttribute(target, 'bus', bus)
  // The old place in the guest belongs to the old name, too.
  removeChildren(disk, 'address')
}

const writeSource = (disk: Element, source: SpecOf<'disk'>['source']): void => {
  if (source === undefined) return
  // What lay under the old source, and what was known of it, is not the new one's.
  removeChildren(disk, 'backingStore')
  if (source === null) {
    removeChildren(disk, 'source')
    return
  }
  const { type } = source
  setAttribute(disk, 'type', type)
  const attributes =
    type === 'volume'
      ? { pool: source.pool, volume: source.volume }
      : { [type === 'file' ? 'file' : 'dev']: source.path }
  replaceChildren(disk, ['source', attributes])
}

const writeFlag = (parent: Element, name: string, on: boolean | undefined): void => {
  if (on === undefined) return
  if (on) ensure(parent, name)
  else removeChildren(parent, name)
}

/** Sets what a spec says of a disk; a new one gets the next free name on its bus. */
export const writeDisk = (disk: Element, spec: SpecOf<'disk'>): void => {
  if (spec.device) setAttribute(disk, 'device', spec.device)
  if (!disk.hasAttribute('type')) setAttribute(disk, 'type', 'file')
  const driver = { cache: spec.cache, io: spec.io, discard: spec.discard }
  const attributes = { type: spec.format, ...driver, detect_zeroes: spec.detectZeroes }
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    if (!find(disk, 'driver')) addChild(disk, ['driver', { name: 'qemu' }])
    setAttribute(ensure(disk, 'driver'), name, value ?? undefined)
  }
  writeSource(disk, spec.source)
  writeTarget(disk, spec)
  writeFlag(disk, 'readonly', spec.readOnly)
  writeFlag(disk, 'shareable', spec.shareable)
  if (spec.throttle !== undefined) writeThrottle(disk, spec.throttle)
  if (spec.serial !== undefined) setChildText(disk, 'serial', spec.serial ?? undefined)
}
