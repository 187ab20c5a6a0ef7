import type { Element } from 'slimdom'
import type { HostDevice } from '../../../src-preload/contract/host-device'
import { t } from '../../../src-preload/language/t'
import { isNotFound, isUnsupported, remote, type Connection } from '../../libvirt'
import { ListNodeDevicesFlags } from '../../libvirt/procedures/flags'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, textOf } from '../../xml/select-elements'
import { readUsbSerial } from './usb-serial'
import { hexDigits, known, numberAt, numberIn } from './read-values'

const labelOf = (capability: Element): string => {
  const [vendor, product] = ['vendor', 'product'].map(
    (part) => textOf(capability, part) ?? attributeOf(capability, part, 'id'),
  )
  return [vendor, product].filter((part) => part !== undefined).join(' ')
}

const readPci = (capability: Element) => {
  const part = (name: string, digits: number): string =>
    (numberIn(textOf(capability, name)) ?? 0).toString(16).padStart(digits, '0')
  const address = `${part('domain', 4)}:${part('bus', 2)}:${part('slot', 2)}.${part('function', 1)}`
  const pciClass = numberIn(textOf(capability, 'class'))
  return {
    kind: 'pci' as const,
    source: { type: 'pci' as const, address },
    ...known({
      pciClass: pciClass === undefined ? undefined : (pciClass >> 16).toString(16).padStart(2, '0'),
      iommuGroup: numberAt(capability, 'iommuGroup', 'number'),
    }),
  }
}

const readUsb = (capability: Element) => {
  const [bus, device] = ['bus', 'device'].map((name) => numberIn(textOf(capability, name)))
  return {
    kind: 'usb' as const,
    source: {
      type: 'usb' as const,
      vendor: hexDigits(attributeOf(capability, 'vendor', 'id'), 4),
      product: hexDigits(attributeOf(capability, 'product', 'id'), 4),
      ...(bus !== undefined && device !== undefined && { at: { bus, device } }),
    },
  }
}

const readMdev = (device: Element, capability: Element) => {
  // Before libvirt told it, a device's name was all that had its UUID.
  const [, inName = ''] = /^mdev_([0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12})/.exec(
    textOf(device, 'name') ?? '',
  ) ?? ['', '']
  return {
    kind: 'mdev' as const,
    source: {
      type: 'mdev' as const,
      uuid: textOf(capability, 'uuid') ?? inName.replaceAll('_', '-'),
    },
    ...known({ iommuGroup: numberAt(capability, 'iommuGroup', 'number') }),
  }
}

/** What a mediated device is a part of, and how much of it: `nvidia-11 of pci_0000_06_00_0`. */
const mdevLabel = (device: Element, capability: Element): string =>
  t('{part} of {card}', {
    part: attributeOf(capability, 'type', 'id') ?? t('part'),
    card: textOf(device, 'parent') ?? t('a card'),
  })

/** Reads a node device; undefined for one that no machine can have. */
export const readHostDevice = (xml: string): HostDevice | undefined => {
  const device = parseXml(xml)
  const capability = children(device, 'capability').find((it) =>
    ['pci', 'usb_device', 'mdev'].includes(it.getAttribute('type') ?? ''),
  )
  if (!capability) return undefined
  const type = capability.getAttribute('type')
  return {
    name: textOf(device, 'name') ?? '',
    label: type === 'mdev' ? mdevLabel(device, capability) : labelOf(capability),
    ...(type === 'mdev'
      ? readMdev(device, capability)
      : type === 'pci'
        ? readPci(capability)
        : readUsb(capability)),
    ...known({ driver: textOf(device, 'driver/name') }),
  }
}

/** A device with its serial number, which libvirt does not tell. */
const withSerial = async (xml: string): Promise<HostDevice | undefined> => {
  const device = readHostDevice(xml)
  if (device?.kind !== 'usb') return device
  return { ...device, ...known({ serial: await readUsbSerial(textOf(parseXml(xml), 'path')) }) }
}

/**
 * Asks a host for the PCI, USB and mediated devices that it could hand to machines, in the order of
 * their places, which libvirt's own is not; with serial numbers where it is this computer.
 */
export const listHostDevices = async (
  connection: Connection,
  isThisComputer: boolean,
): Promise<HostDevice[]> => {
  const { pci, usbDevice, mdev } = ListNodeDevicesFlags
  const flags = pci | usbDevice | mdev
  try {
    const { devices } = await connection.call(remote.connectListAllNodeDevices, {
      needResults: true,
      flags,
    })
    const read = await Promise.all(
      devices.map(async ({ name }) => {
        try {
          const { xml } = await connection.call(remote.nodeDeviceGetXmlDesc, { name, flags: 0 })
          return isThisComputer ? await withSerial(xml) : readHostDevice(xml)
        } catch (error) {
          // It was unplugged meanwhile.
          if (isNotFound(error)) return undefined
          throw error
        }
      }),
    )
    return read
      .filter((device) => device !== undefined)
      .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }))
  } catch (error) {
    if (isUnsupported(error)) return []
    throw error
  }
}
