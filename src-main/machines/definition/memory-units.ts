import type { Element } from 'slimdom'
import { attributeOf, textOf } from '../../xml/select-elements'

/** Bytes in each unit that libvirt writes sizes in. */
const unitBytes: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  KB: 1e3,
  k: 1024,
  KiB: 1024,
  MB: 1e6,
  M: 1024 ** 2,
  MiB: 1024 ** 2,
  GB: 1e9,
  G: 1024 ** 3,
  GiB: 1024 ** 3,
  TB: 1e12,
  T: 1024 ** 4,
  TiB: 1024 ** 4,
}

/** A size in KiB from its number and its unit; KiB where there is none. */
export const toKib = (amount: string | undefined, unit = 'KiB'): number =>
  Math.round((Number(amount ?? 0) * (unitBytes[unit] ?? 1024)) / 1024)

/** The size that an element along a path has as its text, in KiB; undefined without the element. */
export const kibOf = (parent: Element, path: string): number | undefined => {
  const amount = textOf(parent, path)
  return amount === undefined ? undefined : toKib(amount, attributeOf(parent, path, 'unit'))
}
