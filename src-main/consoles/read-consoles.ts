import type { Element } from 'slimdom'
import type { ConsoleDevice } from '../../src-preload/contract/console'
import { message, t } from '../../src-preload/language/t'
import { parseXml } from '../xml/parse-xml'
import { attributeOf, children, find } from '../xml/select-elements'

/** A console, and what the definition says of where its output goes besides. */
export interface KnownConsole extends ConsoleDevice {
  /** The file that virtlogd (or QEMU) writes all output to, on the machine's host. */
  readonly logFile: string | null
}

/** What a hypervisor calls a device by rule, where the definition of a machine that is off has no alias. */
const aliasOf = (element: Element, index: number): string =>
  attributeOf(element, 'alias', 'name') ?? `${element.nodeName}${index}`

const titles: Readonly<Record<string, string>> = {
  serial: message('Serial port'),
  parallel: message('Parallel port'),
  virtio: message('Virtio console'),
}

const kindOf = (element: Element): string =>
  element.nodeName === 'console'
    ? (attributeOf(element, 'target', 'type') ?? 'serial')
    : element.nodeName

/**
 * Reads a machine's consoles from its definition: serial ports, other consoles, parallel ports.
 * The first one is what libvirt opens where none is named. Throws a `Problem` when it is no XML.
 */
export const readConsoles = (xml: string): readonly KnownConsole[] => {
  const devices = find(parseXml(xml), 'devices')
  if (!devices) return []
  const consoles = children(devices, 'console')
  // Libvirt shows the first serial port as the first console, too.
  const twin = consoles[0] && kindOf(consoles[0]) === 'serial' ? consoles[0] : undefined
  const serials = children(devices, 'serial')
  const first = consoles[0] ?? serials[0]
  const counts = new Map<string, number>()
  const describe = (element: Element, index: number): KnownConsole => {
    const kind = kindOf(element)
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const isFirst = element === first || (twin === first && element === serials[0])
    const type = element.getAttribute('type')
    const title = titles[kind]
    return {
      device: isFirst ? null : aliasOf(element, index),
      title: `${title === undefined ? t('Console ({kind})', { kind }) : t(title)} ${count}`,
      whyNot:
        type === 'pty'
          ? null
          : t('it is connected to {type} on the host', { type: type ?? t('something') }),
      logFile: attributeOf(element, 'log', 'file') ?? null,
    }
  }
  const listed = [
    ...serials.map(describe),
    ...consoles.flatMap((element, index) =>
      element === twin && serials.length > 0 ? [] : [describe(element, index)],
    ),
    ...children(devices, 'parallel').map(describe),
  ]
  return [
    ...listed.filter(({ device }) => device === null),
    ...listed.filter(({ device }) => device !== null),
  ]
}
