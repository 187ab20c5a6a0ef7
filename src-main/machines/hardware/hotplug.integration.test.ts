/** For each kind of device and setting: whether it took effect now, at next boot, or not at all. */
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import type { DeviceSpec } from '../../../src-preload/contract/device-specs'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { until } from '../../testing/served-host'

const { daemon, host } = await startPrivateHost()

const name = 'plugged'
const at = (file: string): string => join(daemon.directory, 'home', file)
const ports = "<controller type='pci' model='pcie-root-port'/>".repeat(8)

// No guest: the firmware alone takes what is plugged in, and gives nothing back that must be asked for.
const xml = `<domain type='qemu'><name>${name}</name>
  <maxMemory slots='2' unit='MiB'>256</maxMemory><memory unit='MiB'>64</memory>
  <vcpu current='1'>2</vcpu><os><type machine='q35'>hvm</type></os>
  <features><acpi/></features>
  <cpu mode='custom' match='exact' check='none'><model fallback='allow'>qemu64</model>
    <numa><cell id='0' cpus='0-1' memory='64' unit='MiB'/></numa></cpu>
  <devices><controller type='pci' model='pcie-root'/>${ports}<controller type='usb' model='qemu-xhci'/>
    <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${at('first.img')}'/><target dev='vda' bus='virtio'/></disk>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='user'><mac address='52:54:00:00:00:01'/><model type='virtio'/></interface>
    <memballoon model='virtio'/></devices></domain>`

let id: MachineId

beforeAll(async () => {
  for (const file of ['first.img', 'second.img', 'medium.iso'])
    await daemon.runAs('truncate', '-s', '1M', at(file))
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  await daemon.virsh('start', name)
  id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id)?.state === 'running')
})

const change = (it: HardwareChange, where: 'live' | 'config' | 'both' = 'both') =>
  host.services.hardware.change(id, where, it)

const add = (device: DeviceSpec): HardwareChange => ({ change: 'addDevice', device })
const alter = (key: string, device: DeviceSpec): HardwareChange => ({
  change: 'changeDevice',
  key,
  device,
})
const set = (settings: Extract<HardwareChange, { change: 'set' }>['settings']): HardwareChange => ({
  change: 'set',
  settings,
})

const now = (): Promise<string> => daemon.virsh('dumpxml', name)
const nextBoot = (): Promise<string> => daemon.virsh('dumpxml', name, '--inactive')
const disk = (device: Omit<Extract<DeviceSpec, { kind: 'disk' }>, 'kind'>): DeviceSpec => ({
  kind: 'disk',
  ...device,
})

describe('takes effect now and at next boot', () => {
  test.each<[string, HardwareChange, RegExp]>([
    [
      'a disk',
      add(disk({ source: { type: 'file', path: at('second.img') }, format: 'raw', target: 'vdb' })),
      /second\.img/,
    ],
    [
      'a medium in the CD drive',
      alter('disk:sda', disk({ source: { type: 'file', path: at('medium.iso') } })),
      /medium\.iso/,
    ],
    [
      'a network interface',
      add({ kind: 'nic', source: { type: 'user' }, model: 'virtio', mac: '52:54:00:00:00:02' }),
      /52:54:00:00:00:02/,
    ],
    [
      'the state of a link',
      alter('nic:52:54:00:00:00:01', { kind: 'nic', linkUp: false }),
      /<link state='down'\/>/,
    ],
    ['a USB device', add({ kind: 'input', type: 'tablet', bus: 'usb' }), /type='tablet' bus='usb'/],
    [
      'a PCI device in a root port',
      add({ kind: 'controller', type: 'scsi', model: 'virtio-scsi' }),
      /type='scsi'.*model='virtio-scsi'/,
    ],
    ['another PCI device', add({ kind: 'rng' }), /<rng model='virtio'>/],
    ['a processor', set({ vcpus: { current: 2 } }), /<vcpu[^>]*>2<\/vcpu>/],
    ['a memory module', add({ kind: 'memory', sizeKib: 65_536, node: 0 }), /<memory model='dimm'/],
    [
      'the balloon’s reports',
      alter('memballoon#0', { kind: 'memballoon', statsPeriodS: 5 }),
      /<stats period='5'\/>/,
    ],
    [
      'a limit of a disk',
      alter('disk:vda', disk({ throttle: { readBytes: 1_048_576 } })),
      /<read_bytes_sec>1048576</,
    ],
  ])('%s', async (_, it, shown) => {
    expect(await change(it)).toEqual({ live: { state: 'done' }, config: { state: 'done' } })
    expect(await now()).toMatch(shown)
    expect(await nextBoot()).toMatch(shown)
  })

  test('an empty CD drive again', async () => {
    const eject = alter('disk:sda', disk({ source: null }))
    expect(await change(eject)).toEqual({ live: { state: 'done' }, config: { state: 'done' } })
    expect(`${await now()}${await nextBoot()}`).not.toContain('medium.iso')
  })
})

test('less memory by the balloon is taken now, and of a module the guest is asked', async () => {
  expect((await change(set({ memory: { currentKib: 49_152 } }), 'live')).live).toEqual({
    state: 'done',
  })
  const { live } = await host.services.hardware.read(id)
  const module = live?.devices.find(({ kind }) => kind === 'memory')
  const removed = await change({ change: 'removeDevice', key: module?.key ?? '' }, 'live')
  // Nobody is in the guest who could let it go: it is not said to be gone.
  expect(removed).toEqual({ live: { state: 'asked' }, config: { state: 'not-wanted' } })
  expect(await now()).toContain("<memory model='dimm'")
})

test.each<[string, HardwareChange, RegExp]>([
  ['a sound card', add({ kind: 'sound', model: 'ich9' }), /<sound model='ich9'/],
  ['a higher limit of processors', set({ vcpus: { maximum: 4 } }), /<vcpu[^>]*>4<\/vcpu>/],
])('%s waits for the next boot, and it is said why', async (_, it, shown) => {
  expect(await change(it)).toEqual({
    live: { state: 'needs-restart', reason: expect.stringMatching(/\w{4}/) as string },
    config: { state: 'done' },
  })
  expect(await now()).not.toMatch(shown)
  expect(await nextBoot()).toMatch(shown)
})

describe('a device of the host’s that it does not have', () => {
  test.each<[string, DeviceSpec, RegExp, RegExp]>([
    [
      'on PCI',
      { kind: 'hostdev', source: { type: 'pci', address: '0000:fe:1f.7' }, managed: true },
      /0000:fe:1f\.7|host doesn't support passthrough/,
      /<hostdev mode='subsystem' type='pci' managed='yes'>\s*<source>\s*<address domain='0x0000' bus='0xfe' slot='0x1f' function='0x7'\/>/,
    ],
    [
      'on USB',
      { kind: 'hostdev', source: { type: 'usb', vendor: '1050', product: '0407' } },
      /USB|\/sys\/bus\/usb/,
      /<hostdev mode='subsystem' type='usb'[^>]*>\s*<source[^>]*>\s*<vendor id='0x1050'\/>\s*<product id='0x0407'\/>/,
    ],
  ])('%s is refused in libvirt’s words, and what is asked for is right', async (...row) => {
    const [, device, words, written] = row
    expect(await change(add(device))).toEqual({
      live: {
        state: 'failed',
        failure: expect.objectContaining({
          cause: expect.objectContaining({
            text: expect.stringMatching(words) as string,
          }) as object,
        }) as object,
      },
      config: { state: 'skipped' },
    })
    expect(await nextBoot()).not.toContain('<hostdev')
    expect(await change(add(device), 'config')).toMatchObject({ config: { state: 'done' } })
    expect(await nextBoot()).toMatch(written)
    const { nextBoot: then } = await host.services.hardware.read(id)
    const key = then.devices.find(({ kind }) => kind === 'hostdev')?.key ?? ''
    await change({ change: 'removeDevice', key }, 'config')
  })
})
