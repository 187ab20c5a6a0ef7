import type { Element } from 'slimdom'
import type {
  DeviceSpec,
  DeviceSpecKind,
  HostdevSource,
  SpecOf,
} from '../../../src-preload/contract/device-specs'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { XmlTree } from '../../xml/build-xml'
import { removeChildren, setAttribute } from '../../xml/edit-elements'
import { attributeOf, find } from '../../xml/select-elements'
import { ensure, replaceChildren, setChildText } from '../definition/edit-definition'
import { writeGraphics, writeVideo } from './write-display-devices'
import { writeDisk } from './write-disk'
import { writeNic } from './write-nic'

/** Sets an attribute, or where the spec says nothing and there is none, what most want. */
const setOr = (
  element: Element,
  name: string,
  value: string | number | undefined,
  usual: string,
): void => {
  if (value !== undefined) setAttribute(element, name, value)
  else if (!element.hasAttribute(name)) setAttribute(element, name, usual)
}

const yesNo = (on: boolean | undefined): string | undefined =>
  on === undefined ? undefined : on ? 'on' : 'off'

const pciTree = (address: string): XmlTree => {
  const [, domain, bus, slot, fn] = /^(.{4}):(.{2}):(.{2})\.(.)$/.exec(address) ?? []
  return [
    'address',
    { domain: `0x${domain}`, bus: `0x${bus}`, slot: `0x${slot}`, function: `0x${fn}` },
  ]
}

const hostdevTrees = (source: HostdevSource): readonly XmlTree[] => {
  if (source.type === 'pci') return [pciTree(source.address)]
  if (source.type === 'mdev') return [['address', { uuid: source.uuid }]]
  if (source.type === 'usbPort') return [['address', { bus: source.bus, device: source.device }]]
  return [
    ['vendor', { id: `0x${source.vendor}` }],
    ['product', { id: `0x${source.product}` }],
    ...(source.at ? [['address', { ...source.at }] as const] : []),
  ]
}

const writeHostdev = (hostdev: Element, { source, managed }: SpecOf<'hostdev'>): void => {
  if (source) {
    setAttribute(hostdev, 'mode', 'subsystem')
    setAttribute(hostdev, 'type', source.type === 'usbPort' ? 'usb' : source.type)
    if (source.type === 'mdev') setAttribute(hostdev, 'model', 'vfio-pci')
    replaceChildren(hostdev, ['source', {}, ...hostdevTrees(source)])
  }
  if (managed !== undefined) setAttribute(hostdev, 'managed', managed ? 'yes' : 'no')
  else if (source && source.type !== 'mdev') setOr(hostdev, 'managed', undefined, 'yes')
}

const writeFilesystem = (filesystem: Element, spec: SpecOf<'filesystem'>): void => {
  setOr(filesystem, 'type', undefined, 'mount')
  if (spec.driver) {
    setAttribute(ensure(filesystem, 'driver'), 'type', spec.driver === '9p' ? 'path' : spec.driver)
  }
  setOr(
    filesystem,
    'accessmode',
    undefined,
    attributeOf(filesystem, 'driver', 'type') === 'virtiofs' ? 'passthrough' : 'mapped',
  )
  if (spec.source !== undefined) setAttribute(ensure(filesystem, 'source'), 'dir', spec.source)
  if (spec.target !== undefined) setAttribute(ensure(filesystem, 'target'), 'dir', spec.target)
  if (spec.readOnly === true) ensure(filesystem, 'readonly')
  if (spec.readOnly === false) removeChildren(filesystem, 'readonly')
}

const writePort = (port: Element, spec: SpecOf<'serial' | 'parallel' | 'console' | 'channel'>) => {
  if (spec.backend) {
    setAttribute(port, 'type', spec.backend.type)
    const path = 'path' in spec.backend ? spec.backend.path : undefined
    if (spec.backend.type === 'unix') replaceChildren(port, ['source', { mode: 'bind', path }])
    else if (path !== undefined) replaceChildren(port, ['source', { path }])
    else removeChildren(port, 'source')
  }
  setOr(port, 'type', undefined, port.nodeName === 'channel' ? 'unix' : 'pty')
  if (spec.logFile === null) removeChildren(port, 'log')
  else if (spec.logFile !== undefined) replaceChildren(port, ['log', { file: spec.logFile }])
  const usual = port.nodeName === 'channel' || port.nodeName === 'console' ? 'virtio' : undefined
  const targetType = spec.targetType ?? attributeOf(port, 'target', 'type') ?? usual
  if (targetType !== undefined) setAttribute(ensure(port, 'target'), 'type', targetType)
  if (spec.targetName !== undefined) setAttribute(ensure(port, 'target'), 'name', spec.targetName)
}

const writeTpm = (tpm: Element, { model, backend }: SpecOf<'tpm'>): void => {
  setOr(tpm, 'model', model, 'tpm-crb')
  const chosen =
    backend ?? (find(tpm, 'backend') ? undefined : { type: 'emulator', version: '2.0' })
  if (!chosen) return
  replaceChildren(
    tpm,
    'path' in chosen
      ? ['backend', { type: chosen.type }, ['device', { path: chosen.path }]]
      : ['backend', { type: chosen.type, version: chosen.version }],
  )
}

const writeRng = (rng: Element, { source, rate }: SpecOf<'rng'>): void => {
  setOr(rng, 'model', undefined, 'virtio')
  if (rate === null) removeChildren(rng, 'rate')
  else if (rate) replaceChildren(rng, ['rate', { bytes: rate.bytes, period: rate.periodMs }])
  if (source !== undefined || !find(rng, 'backend')) {
    replaceChildren(rng, ['backend', { model: 'random' }, source ?? '/dev/urandom'])
  }
}

const writeMemballoon = (balloon: Element, spec: SpecOf<'memballoon'>): void => {
  const changed = spec.model !== undefined && spec.model !== balloon.getAttribute('model')
  setOr(balloon, 'model', spec.model, 'virtio')
  if (changed && spec.model === 'none') {
    for (const name of ['stats', 'address', 'alias']) removeChildren(balloon, name)
  }
  if (spec.deflateOnOom !== undefined) {
    setAttribute(balloon, 'autodeflate', yesNo(spec.deflateOnOom))
  }
  if (spec.freePageReporting !== undefined) {
    setAttribute(balloon, 'freePageReporting', yesNo(spec.freePageReporting))
  }
  if (spec.statsPeriodS === null) removeChildren(balloon, 'stats')
  else if (spec.statsPeriodS !== undefined) {
    setAttribute(ensure(balloon, 'stats'), 'period', spec.statsPeriodS)
  }
}

const writeMemory = (memory: Element, { sizeKib, node }: SpecOf<'memory'>): void => {
  setOr(memory, 'model', undefined, 'dimm')
  const target = ensure(memory, 'target')
  if (sizeKib !== undefined) {
    setChildText(target, 'size', sizeKib)
    setAttribute(ensure(target, 'size'), 'unit', 'KiB')
  }
  if (node !== undefined) setChildText(target, 'node', node ?? undefined)
}

const writers: {
  readonly [K in DeviceSpecKind]: {
    readonly element: string
    readonly write: (element: Element, spec: SpecOf<K>) => void
  }
} = {
  disk: { element: 'disk', write: writeDisk },
  nic: { element: 'interface', write: writeNic },
  graphics: { element: 'graphics', write: writeGraphics },
  video: { element: 'video', write: writeVideo },
  sound: { element: 'sound', write: (sound, { model }) => setOr(sound, 'model', model, 'ich9') },
  tpm: { element: 'tpm', write: writeTpm },
  watchdog: {
    element: 'watchdog',
    write: (watchdog, { model, action }) => {
      setOr(watchdog, 'model', model, 'i6300esb')
      setOr(watchdog, 'action', action, 'reset')
    },
  },
  rng: { element: 'rng', write: writeRng },
  hostdev: { element: 'hostdev', write: writeHostdev },
  filesystem: { element: 'filesystem', write: writeFilesystem },
  serial: { element: 'serial', write: writePort },
  parallel: { element: 'parallel', write: writePort },
  console: { element: 'console', write: writePort },
  channel: { element: 'channel', write: writePort },
  controller: {
    element: 'controller',
    write: (controller, { type, model }) => {
      setOr(controller, 'type', type, 'usb')
      if (model !== undefined) setAttribute(controller, 'model', model ?? undefined)
    },
  },
  input: {
    element: 'input',
    write: (input, { type, bus }) => {
      setOr(input, 'type', type, 'tablet')
      setOr(input, 'bus', bus, 'usb')
    },
  },
  memballoon: { element: 'memballoon', write: writeMemballoon },
  memory: { element: 'memory', write: writeMemory },
  vsock: {
    element: 'vsock',
    write: (vsock, { cid }) => {
      setOr(vsock, 'model', undefined, 'virtio')
      if (cid === undefined && find(vsock, 'cid')) return
      replaceChildren(vsock, ['cid', cid ? { auto: 'no', address: cid } : { auto: 'yes' }])
    },
  },
  panic: { element: 'panic', write: (panic, { model }) => setOr(panic, 'model', model, 'isa') },
  redirdev: {
    element: 'redirdev',
    write: (redirdev) => {
      setOr(redirdev, 'bus', undefined, 'usb')
      setOr(redirdev, 'type', undefined, 'spicevmc')
    },
  },
}

/** Libvirt's name for a kind of device. */
export const elementOf = (kind: DeviceSpecKind): string => writers[kind].element

/**
 * Sets what a spec says of a device and leaves all else as it is. Throws a `Problem` when the
 * device is of another kind.
 */
export const writeDevice = (element: Element, spec: DeviceSpec): void => {
  const { element: name, write } = writers[spec.kind]
  if (element.nodeName !== name) {
    throw new Problem(
      'invalid',
      t('The device is a {nodeName}, not a {name}', { nodeName: element.nodeName, name }),
    )
  }
  // The table pairs each kind with its own spec, which the compiler cannot follow here.
  ;(write as (element: Element, spec: DeviceSpec) => void)(element, spec)
}
