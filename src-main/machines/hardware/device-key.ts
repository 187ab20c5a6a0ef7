import type { Element } from 'slimdom'
import type { DeviceKey } from '../../../src-preload/contract/hardware'
import { attributeOf, children, find } from '../../xml/select-elements'

/** Joins attributes of an element into one word; undefined where one is missing. */
const joined = (
  element: Element | undefined,
  separator: string,
  ...names: readonly string[]
): string | undefined => {
  const values = names.map((name) => element?.getAttribute(name) ?? undefined)
  return values.every((value) => value !== undefined) ? values.join(separator) : undefined
}

const hostdevKey = (element: Element): string | undefined => {
  const source = find(element, 'source')
  if (!source) return undefined
  const vendor = attributeOf(source, 'vendor', 'id')
  if (vendor !== undefined) {
    return `usb:${vendor.slice(2)}:${(attributeOf(source, 'product', 'id') ?? '').slice(2)}`
  }
  const address = find(source, 'address')
  const uuid = address?.getAttribute('uuid')
  if (uuid) return `mdev:${uuid}`
  const at =
    joined(address, ':', 'domain', 'bus', 'slot', 'function') ??
    joined(address, ':', 'bus', 'device')
  return at && `${element.getAttribute('type') ?? 'host'}:${at}`
}

/** What tells a device from others of its kind by its own nature, where something does. */
const natures: Readonly<Record<string, (element: Element) => string | undefined>> = {
  disk: (element) => attributeOf(element, 'target', 'dev'),
  interface: (element) => attributeOf(element, 'mac', 'address')?.toLowerCase(),
  hostdev: hostdevKey,
  filesystem: (element) => attributeOf(element, 'target', 'dir'),
  channel: (element) => attributeOf(element, 'target', 'name'),
  controller: (element) => joined(element, ':', 'type', 'index'),
  graphics: (element) => element.getAttribute('type') ?? undefined,
}

/** Names in keys that differ from libvirt's. */
const kinds: Readonly<Record<string, string>> = { interface: 'nic' }

/**
 * A key for each device of a definition: by its nature (`disk:vda`), else by its number among its
 * kind (`video#0`). Both the running and the next definition give the same device the same key.
 */
export const deviceKeys = (devices: Element): ReadonlyMap<Element, DeviceKey> => {
  const keys = new Map<Element, DeviceKey>()
  const taken = new Set<DeviceKey>()
  const counts = new Map<string, number>()
  for (const element of children(devices)) {
    const kind = kinds[element.nodeName] ?? element.nodeName
    const count = counts.get(kind) ?? 0
    counts.set(kind, count + 1)
    const nature = natures[element.nodeName]?.(element)
    const natural = nature === undefined ? undefined : `${kind}:${nature}`
    const key = natural === undefined || taken.has(natural) ? `${kind}#${count}` : natural
    taken.add(key)
    keys.set(element, key)
  }
  return keys
}

/** The device of that key, or undefined where there is none. */
export const deviceByKey = (domain: Element, key: DeviceKey): Element | undefined => {
  const devices = find(domain, 'devices')
  if (!devices) return undefined
  for (const [element, its] of deviceKeys(devices)) if (its === key) return element
  return undefined
}
