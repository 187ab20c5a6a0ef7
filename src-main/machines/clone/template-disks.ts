import type { Element } from 'slimdom'
import { attributeOf, children, find } from '../../xml/select-elements'
import { writeDisk } from '../hardware/write-disk'
import { markTemplate, unmarkTemplate } from '../metadata/template-mark'

/** The disks that a machine writes to when it is none of a template's. */
const ownDisks = (domain: Element): readonly Element[] => {
  const devices = find(domain, 'devices')
  return (devices ? children(devices, 'disk') : []).filter(
    (disk) =>
      ['disk', 'lun'].includes(disk.getAttribute('device') ?? 'disk') &&
      find(disk, 'shareable') === undefined &&
      attributeOf(disk, 'target', 'dev') !== undefined,
  )
}

/** Makes a definition a template's: marked as one, and nobody writes to its disks. */
export const makeTemplate = (domain: Element): void => {
  markTemplate(domain)
  for (const disk of ownDisks(domain)) writeDisk(disk, { kind: 'disk', readOnly: true })
}

/** Makes a template's definition a machine's again, which writes to its disks. */
export const unmakeTemplate = (domain: Element): void => {
  unmarkTemplate(domain)
  for (const disk of ownDisks(domain)) writeDisk(disk, { kind: 'disk', readOnly: false })
}
