import type { Element } from 'slimdom'
import type {
  Device,
  DeviceKey,
  HostdevDevice,
  PortDevice,
} from '../../../src-preload/contract/hardware'
import { attributeOf, find, textOf } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { kibOf } from '../definition/memory-units'
import { readGraphics, readVideo } from './read-display-devices'
import { readNic } from './read-nic'
import { readDisk, readFilesystem } from './read-storage-devices'
import {
  guestAddress,
  hexDigits,
  isOn,
  known,
  numberAt,
  numberIn,
  pciAddress,
  wordsOf,
} from './read-values'

const hostdevSource = (hostdev: Element): HostdevDevice['source'] => {
  const type = hostdev.getAttribute('type') ?? 'unknown'
  const source = find(hostdev, 'source')
  const address = source && find(source, 'address')
  const vendor = attributeOf(hostdev, 'source/vendor', 'id')
  const at = address && {
    bus: numberIn(address.getAttribute('bus')) ?? 0,
    device: numberIn(address.getAttribute('device')) ?? 0,
  }
  if (type === 'usb' && vendor !== undefined) {
    const product = hexDigits(attributeOf(hostdev, 'source/product', 'id'), 4)
    return { type, vendor: hexDigits(vendor, 4), product, ...(at && { at }) }
  }
  if (type === 'usb' && at) return { type: 'usbPort', ...at }
  if (type === 'pci' && address) return { type, address: pciAddress(address) }
  const uuid = address?.getAttribute('uuid')
  if (type === 'mdev' && uuid) return { type, uuid }
  return { type, words: wordsOf(address ?? source) }
}

const readPort = (kind: PortDevice['kind']) => (port: Element) => ({
  kind,
  backend: port.getAttribute('type') ?? 'unknown',
  ...known({
    path: attributeOf(port, 'source', 'path'),
    targetType: attributeOf(port, 'target', 'type'),
    targetName: attributeOf(port, 'target', 'name'),
    targetPort: numberAt(port, 'target', 'port'),
    logFile: attributeOf(port, 'log', 'file'),
    isOpen:
      attributeOf(port, 'target', 'state') === undefined
        ? undefined
        : attributeOf(port, 'target', 'state') === 'connected',
  }),
})

const modelled = (kind: 'sound' | 'panic' | 'redirdev') => (element: Element) => ({
  kind,
  ...known({ model: element.getAttribute('model') ?? undefined }),
})

type Facts<T> = T extends Device
  ? Omit<T, 'key' | 'xml' | 'alias' | 'address' | 'bootOrder'>
  : never

const readers: Readonly<Record<string, (element: Element) => Facts<Device>>> = {
  disk: readDisk,
  interface: readNic,
  graphics: readGraphics,
  video: readVideo,
  filesystem: readFilesystem,
  serial: readPort('serial'),
  parallel: readPort('parallel'),
  console: readPort('console'),
  channel: readPort('channel'),
  sound: modelled('sound'),
  panic: modelled('panic'),
  redirdev: modelled('redirdev'),
  tpm: (tpm) => ({
    kind: 'tpm',
    backend: attributeOf(tpm, 'backend', 'type') ?? 'unknown',
    ...known({
      model: tpm.getAttribute('model') ?? undefined,
      version: attributeOf(tpm, 'backend', 'version'),
      path: attributeOf(tpm, 'backend/device', 'path'),
    }),
  }),
  watchdog: (watchdog) => ({
    kind: 'watchdog',
    model: watchdog.getAttribute('model') ?? 'unknown',
    action: watchdog.getAttribute('action') ?? 'reset',
  }),
  rng: (rng) => ({
    kind: 'rng',
    model: rng.getAttribute('model') ?? 'virtio',
    backend: attributeOf(rng, 'backend', 'model') ?? 'random',
    ...known({
      source: textOf(rng, 'backend'),
      rateBytes: numberAt(rng, 'rate', 'bytes'),
      ratePeriodMs: numberAt(rng, 'rate', 'period'),
    }),
  }),
  hostdev: (hostdev) => ({
    kind: 'hostdev',
    source: hostdevSource(hostdev),
    managed: hostdev.getAttribute('managed') === 'yes',
  }),
  controller: (controller) => ({
    kind: 'controller',
    type: controller.getAttribute('type') ?? 'unknown',
    ...known({
      index: numberIn(controller.getAttribute('index')),
      model: controller.getAttribute('model') ?? undefined,
    }),
  }),
  memballoon: (balloon) => ({
    kind: 'memballoon',
    model: balloon.getAttribute('model') ?? 'virtio',
    deflateOnOom: isOn(balloon, '', 'autodeflate'),
    freePageReporting: isOn(balloon, '', 'freePageReporting'),
    ...known({ statsPeriodS: numberAt(balloon, 'stats', 'period') }),
  }),
  memory: (memory) => ({
    kind: 'memory',
    model: memory.getAttribute('model') ?? 'dimm',
    sizeKib: kibOf(memory, 'target/size') ?? 0,
    ...known({ node: numberIn(textOf(memory, 'target/node')) }),
  }),
  input: (input) => ({
    kind: 'input',
    type: input.getAttribute('type') ?? 'unknown',
    ...known({ bus: input.getAttribute('bus') ?? undefined }),
  }),
  vsock: (vsock) => ({
    kind: 'vsock',
    ...known({ cid: numberAt(vsock, 'cid', 'address') }),
  }),
}

const readOther = (element: Element): Facts<Device> => ({
  kind: 'other',
  element: element.nodeName,
  ...known({ model: element.getAttribute('model') ?? undefined }),
})

/** Reads one device. The XML comes from the host and is not trusted: whatever it says stays text. */
export const readDevice = (element: Element, key: DeviceKey): Device => ({
  ...(readers[element.nodeName] ?? readOther)(element),
  key,
  xml: serializeXml(element),
  ...known({
    alias: attributeOf(element, 'alias', 'name'),
    address: guestAddress(element),
    bootOrder: numberAt(element, 'boot', 'order'),
  }),
})
