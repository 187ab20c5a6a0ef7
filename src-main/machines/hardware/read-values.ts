import type { Element } from 'slimdom'
import { attributeOf, find } from '../../xml/select-elements'

/** Leaves out what is undefined, so that an absent fact is absent rather than `undefined`. */
export const known = <T extends Record<string, unknown>>(
  facts: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
} => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never

/** A number in decimal or `0x…`; undefined where there is none. */
export const numberIn = (text: string | null | undefined): number | undefined => {
  if (text === null || text === undefined || text === '') return undefined
  const number = Number(text)
  return Number.isNaN(number) ? undefined : number
}

export const numberAt = (parent: Element, path: string, name: string): number | undefined =>
  numberIn(attributeOf(parent, path, name))

/** Whether an attribute says yes: libvirt writes `yes` and `on`. */
export const isOn = (parent: Element, path: string, name: string): boolean =>
  ['yes', 'on'].includes(attributeOf(parent, path, name) ?? '')

/** Without its `0x`, padded: `0x1` is `01` in two digits. */
export const hexDigits = (text: string | null | undefined, digits: number): string =>
  (numberIn(text) ?? 0).toString(16).padStart(digits, '0')

/** `0000:01:00.0` */
export const pciAddress = (address: Element): string =>
  [
    hexDigits(address.getAttribute('domain'), 4),
    hexDigits(address.getAttribute('bus'), 2),
    `${hexDigits(address.getAttribute('slot'), 2)}.${hexDigits(address.getAttribute('function'), 1)}`,
  ].join(':')

/** Where a device sits in its guest, in one word after its kind. */
export const guestAddress = (device: Element): string | undefined => {
  const address = find(device, 'address')
  const type = address?.getAttribute('type')
  if (!address || !type) return undefined
  if (type === 'pci') return `pci ${pciAddress(address)}`
  const places = ['controller', 'bus', 'port', 'target', 'slot', 'unit', 'cssid', 'ssid', 'devno']
  const at = places.map((place) => address.getAttribute(place)).filter((place) => place !== null)
  return [type, at.join(':')].filter((part) => part !== '').join(' ')
}

/** All attributes of an element as words, for what has no form of its own: `protocol rbd`. */
export const wordsOf = (element: Element | undefined): string =>
  element?.attributes
    .filter(({ prefix }) => prefix === null)
    .map(({ name, value }) => `${name} ${value}`)
    .join(', ') ?? ''
