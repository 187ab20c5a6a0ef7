import type { Element } from 'slimdom'
import type { DeviceSpec, DiskSource } from '../../../src-preload/contract/device-specs'
import type { IsolationTier, NewMachine } from '../../../src-preload/contract/provisioning'
import { parseXml } from '../../xml/parse-xml'
import { setAttribute } from '../../xml/edit-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { addChild, ensure, setChildText } from '../definition/edit-definition'
import { addDevice } from '../hardware/apply-change'
import { writeSettings } from '../hardware/write-settings'
import type { MachineDefaults } from './environment-defaults'
import type { HostOffer } from './host-offer'
import { applyTier } from './isolation-tiers'

/** A disk of the machine to be, as it will be there when the machine is defined. */
export interface PlannedDrive {
  readonly device: 'disk' | 'cdrom'
  readonly source: DiskSource
  readonly format: string
  /** Boots first to last; absent where the machine does not boot from it. */
  readonly bootOrder?: number
  /** The usual one without. */
  readonly bus?: 'virtio' | 'sata'
}

/** A request with every default filled in, and what it is to be made of. */
export interface MachineDesign {
  readonly request: NewMachine
  readonly uuid: string
  readonly memoryMib: number
  readonly vcpus: number
  readonly firmware: 'bios' | 'uefi' | 'secure-boot'
  readonly tpm: boolean
  readonly graphics: 'vnc' | 'spice' | 'none'
  readonly isolation: IsolationTier
  readonly drives: readonly PlannedDrive[]
  readonly networks: readonly {
    readonly spec: Extract<DeviceSpec, { kind: 'nic' }>
    readonly bootOrder?: number
  }[]
}

const SKELETON = `<domain>
  <os>
    <type>hvm</type>
  </os>
  <features>
    <acpi/>
    <apic/>
  </features>
  <clock offset='utc'>
    <timer name='rtc' tickpolicy='catchup'/>
    <timer name='pit' tickpolicy='delay'/>
    <timer name='hpet' present='no'/>
  </clock>
  <devices/>
</domain>`

/** Slots for devices that are plugged in while the machine runs. */
const FREE_SLOTS = 6

const setOsInfo = (domain: Element, osId: string): void => {
  addChild(domain, [
    'metadata',
    {},
    [
      'libosinfo:libosinfo',
      { 'xmlns:libosinfo': 'http://libosinfo.org/xmlns/libvirt/domain/1.0' },
      ['libosinfo:os', { id: osId }],
    ],
  ])
}

const bootFrom = (element: Element, order: number | undefined): void => {
  if (order !== undefined) setAttribute(ensure(element, 'boot'), 'order', order)
}

const addDisplay = (domain: Element, { graphics }: MachineDesign, defaults: MachineDefaults) => {
  const { gpu } = defaults
  if (gpu.mode === 'passthrough') {
    for (const address of gpu.devices) {
      addDevice(domain, { kind: 'hostdev', source: { type: 'pci', address } })
    }
  }
  if (gpu.mode === 'mdev') {
    for (const uuid of gpu.uuids)
      addDevice(domain, { kind: 'hostdev', source: { type: 'mdev', uuid } })
  }
  if (graphics === 'none') return
  addDevice(domain, { kind: 'input', type: 'tablet', bus: 'usb' })
  addDevice(domain, {
    kind: 'graphics',
    type: graphics,
    listen: { type: 'address', address: '127.0.0.1' },
    port: null,
  })
  if (gpu.mode !== 'none') {
    addDevice(domain, { kind: 'video', model: (gpu.mode === 'emulated' && gpu.model) || 'virtio' })
  }
}

const addConsole = (domain: Element, design: MachineDesign, defaults: MachineDefaults): void => {
  const source = design.request.console ?? defaults.console
  addDevice(domain, {
    kind: 'serial',
    backend: source === 'unix' ? { type: 'unix' } : { type: 'pty' },
    ...(source === 'log' && {
      logFile: `/var/log/libvirt/qemu/${design.request.name}-serial0.log`,
    }),
  })
}

const addHardware = (
  domain: Element,
  design: MachineDesign,
  { offer, defaults }: { offer: HostOffer; defaults: MachineDefaults },
): void => {
  if (offer.machineType === 'q35') {
    const devices = ensure(domain, 'devices')
    addChild(devices, ['controller', { type: 'pci', model: 'pcie-root' }])
    for (let i = 0; i < FREE_SLOTS; i++) {
      addChild(devices, ['controller', { type: 'pci', model: 'pcie-root-port' }])
    }
    addDevice(domain, { kind: 'controller', type: 'usb', model: 'qemu-xhci' })
  }
  const usualBus = defaults.preset?.hasVirtio === false ? 'sata' : undefined
  for (const { device, source, format, bootOrder, bus = usualBus } of design.drives) {
    const isDrive = device === 'cdrom'
    const element = addDevice(domain, {
      kind: 'disk',
      device,
      source,
      format,
      ...(isDrive ? { readOnly: true } : { discard: 'unmap' }),
      ...(!isDrive && bus && { bus }),
    })
    bootFrom(element, bootOrder)
  }
  for (const { spec, bootOrder } of design.networks) bootFrom(addDevice(domain, spec), bootOrder)
  addConsole(domain, design, defaults)
  addDevice(domain, {
    kind: 'channel',
    backend: { type: 'unix' },
    targetName: 'org.qemu.guest_agent.0',
  })
  addDisplay(domain, design, defaults)
  if (design.tpm) addDevice(domain, { kind: 'tpm' })
  addDevice(domain, { kind: 'memballoon', freePageReporting: true })
  addDevice(domain, { kind: 'rng' })
}

/** The definition of a machine to be. Throws a `Problem` for a text that XML cannot hold. */
export const newDefinition = (
  design: MachineDesign,
  { offer, defaults }: { offer: HostOffer; defaults: MachineDefaults },
): string => {
  const { request } = design
  const domain = parseXml(SKELETON)
  setAttribute(domain, 'type', offer.virtType)
  setChildText(domain, 'name', request.name)
  setChildText(domain, 'uuid', design.uuid)
  if (request.osId !== undefined) setOsInfo(domain, request.osId)
  const type = ensure(domain, 'os/type')
  setAttribute(type, 'arch', offer.arch)
  setAttribute(type, 'machine', offer.machineType || undefined)
  const { source } = request
  writeSettings(domain, {
    ...(request.title !== undefined && { title: request.title }),
    ...(request.description !== undefined && { description: request.description }),
    memory: { memoryKib: design.memoryMib * 1024 },
    vcpus: { maximum: design.vcpus },
    ...(offer.driver === 'QEMU' && {
      cpu: { mode: offer.virtType === 'kvm' ? 'host-passthrough' : 'maximum' },
    }),
    ...(design.firmware !== 'bios' && {
      firmware: { kind: 'uefi', secureBoot: design.firmware === 'secure-boot' },
    }),
    ...(source.type === 'directBoot' && {
      directBoot: {
        kernel: source.kernel,
        ...(source.initrd !== undefined && { initrd: source.initrd }),
        ...(source.cmdline !== undefined && { cmdline: source.cmdline }),
      },
    }),
  })
  addHardware(domain, design, { offer, defaults })
  applyTier(domain, design.isolation, offer)
  return `${serializeXml(domain)}\n`
}
