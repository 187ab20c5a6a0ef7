import { children, find } from '../../xml/select-elements'
import { parseXml } from '../../xml/parse-xml'
import { serializeXml } from '../../xml/serialize-xml'
import { attributeOf } from '../../xml/select-elements'
import { removeChildren } from '../../xml/edit-elements'
import type { PlannedDisk } from './plan-disks'

/**
 * A machine's definition as the destination should have it: copied disks are where their copies
 * are. What lay under them does not: a copy is whole.
 */
export const destinationXml = (xml: string, disks: readonly PlannedDisk[]): string => {
  const domain = parseXml(xml)
  const devices = find(domain, 'devices')
  for (const disk of devices ? children(devices, 'disk') : []) {
    const target = attributeOf(disk, 'target', 'dev')
    const planned = disks.find((it) => it.target === target && it.how === 'copied')
    const source = find(disk, 'source')
    if (planned?.newPath === undefined || !source) continue
    disk.setAttribute('type', 'file')
    for (const name of ['file', 'dev', 'pool', 'volume', 'mode', 'startupPolicy', 'index']) {
      source.removeAttribute(name)
    }
    source.setAttribute('file', planned.newPath)
    removeChildren(disk, 'backingStore')
  }
  return `${serializeXml(domain)}\n`
}
