import type { Element } from 'slimdom'
import type {
  ConsoleDevice,
  MachineDetails,
  MachineDevice,
} from '../../../src-preload/contract/machine'
import { t } from '../../../src-preload/language/t'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'
import { isEchoConsole } from './echo-console'
import { isUefi } from '../hardware/read-facts'
import { kibOf } from './memory-units'

/** Joins what is known of a thing; what is not known leaves no gap. */
const line = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ')

/** The first of an element's own attributes that is there. */
const firstAttribute = (
  element: Element | undefined,
  ...names: readonly string[]
): string | undefined =>
  (element && names.map((name) => element.getAttribute(name)).find((value) => value)) || undefined

const disk = (element: Element): MachineDevice => {
  const type = element.getAttribute('device') ?? 'disk'
  const source = firstAttribute(find(element, 'source'), 'file', 'dev', 'volume', 'name', 'dir')
  return {
    kind: type === 'cdrom' ? 'cdrom' : 'disk',
    name: attributeOf(element, 'target', 'dev') ?? type,
    summary: line(
      source ?? (type === 'cdrom' ? t('empty') : undefined),
      attributeOf(element, 'driver', 'type'),
      attributeOf(element, 'target', 'bus'),
      find(element, 'readonly') && t('read only'),
    ),
  }
}

const nic = (element: Element): MachineDevice => ({
  kind: 'nic',
  name: attributeOf(element, 'mac', 'address') ?? t('network interface'),
  summary: line(
    firstAttribute(find(element, 'source'), 'network', 'bridge', 'dev') ??
      element.getAttribute('type') ??
      undefined,
    attributeOf(element, 'model', 'type'),
  ),
})

const port = (element: Element): MachineDevice => ({
  kind: 'console',
  name: `${element.nodeName} ${attributeOf(element, 'target', 'port') ?? '0'}`,
  summary: line(
    attributeOf(element, 'target', 'type') ?? element.nodeName,
    element.getAttribute('type') ?? undefined,
  ),
})

const graphics = (element: Element): MachineDevice => ({
  kind: 'graphics',
  name: (element.getAttribute('type') ?? 'graphics').toUpperCase(),
  summary: line(
    firstAttribute(element, 'listen', 'socket') ?? attributeOf(element, 'listen', 'address'),
    element.getAttribute('port') ?? undefined,
  ),
})

const readers: Readonly<Record<string, (element: Element) => MachineDevice>> = {
  disk,
  interface: nic,
  serial: port,
  console: port,
  graphics,
  tpm: (element) => ({
    kind: 'tpm',
    name: 'TPM',
    summary: line(
      attributeOf(element, 'backend', 'version'),
      attributeOf(element, 'backend', 'type'),
    ),
  }),
}

const consoleOf = (element: Element): ConsoleDevice => {
  const type = attributeOf(element, 'target', 'type')
  return {
    device: attributeOf(element, 'alias', 'name') ?? null,
    label:
      type === 'virtio'
        ? t('virtio console')
        : t('serial port {port}', { port: attributeOf(element, 'target', 'port') ?? '0' }),
  }
}

/**
 * Reads a machine's definition into what the details pane shows. The XML comes from the host and
 * is not trusted: whatever it says stays text. Throws a `Problem` when it is no XML.
 */
export const readDetails = (
  id: string,
  xml: string,
  host: { readonly autostart: boolean; readonly persistent: boolean },
): MachineDetails => {
  const domain = parseXml(xml)
  const devices = find(domain, 'devices')
  const all = devices ? children(devices) : []
  const ports = all.filter(
    (element) =>
      (element.nodeName === 'serial' || element.nodeName === 'console') && !isEchoConsole(element),
  )
  const title = textOf(domain, 'title')
  const description = textOf(domain, 'description')
  return {
    id,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    vcpus: Number(textOf(domain, 'vcpu') ?? 1),
    memoryKib: kibOf(domain, 'memory') ?? 0,
    arch: attributeOf(domain, 'os/type', 'arch') ?? 'unknown',
    machineType: attributeOf(domain, 'os/type', 'machine') ?? 'unknown',
    virtType: domain.getAttribute('type') ?? 'unknown',
    firmware: isUefi(domain) ? 'UEFI' : 'BIOS',
    ...host,
    devices: all.flatMap((element) => {
      const read = readers[element.nodeName]
      return read && !isEchoConsole(element) ? [read(element)] : []
    }),
    consoles: ports.map(consoleOf),
  }
}
