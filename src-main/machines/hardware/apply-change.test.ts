import { describe, expect, test } from 'vitest'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import { parseXml, parseXmlText } from '../../xml/parse-xml'
import { serializeXml } from '../../xml/serialize-xml'
import { lineDiff } from '../definition/line-diff'
import { applyChange } from './apply-change'

const machine = `<domain type='kvm'>
  <name>web</name>
  <memory unit='KiB'>1048576</memory>
  <vcpu>2</vcpu>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
    <boot dev='hd'/>
  </os>
  <!-- hands off -->
  <cpu mode='custom' match='exact' check='none'>
    <model fallback='forbid'>qemu64</model>
    <topology sockets='1' dies='1' cores='2' threads='1'/>
    <feature policy='require' name='svm'/>
  </cpu>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2' discard='unmap'/>
      <source file='/a.qcow2'>
        <seclabel model='dac' relabel='no'/>
      </source>
      <backingStore/>
      <target dev='vda' bus='virtio'/>
      <address type='pci' domain='0x0000' bus='0x04' slot='0x00' function='0x0'/>
    </disk>
    <interface type='network'>
      <mac address='52:54:00:00:00:01'/>
      <source network='default'/>
      <model type='virtio'/>
    </interface>
    <memballoon model='virtio'/>
  </devices>
</domain>`

/** The lines that a change takes (`-`) and brings (`+`). */
const linesOf = (change: HardwareChange): string[] => {
  const domain = parseXml(machine)
  applyChange(domain, change)
  return lineDiff(machine, serializeXml(domain))
    .filter(({ type }) => type !== 'same')
    .map(({ type, text }) => (type === 'added' ? '+' : '-') + text.trim())
}

describe('a device', () => {
  test('moves to another bus under another name and in another place', () => {
    const device = { kind: 'disk', bus: 'scsi', cache: 'none' } as const
    expect(linesOf({ change: 'changeDevice', key: 'disk:vda', device })).toEqual([
      `-<driver name='qemu' type='qcow2' discard='unmap'/>`,
      `+<driver name='qemu' type='qcow2' discard='unmap' cache='none'/>`,
      `-<target dev='vda' bus='virtio'/>`,
      `-<address type='pci' domain='0x0000' bus='0x04' slot='0x00' function='0x0'/>`,
      `+<target dev='sda' bus='scsi'/>`,
    ])
  })

  test('gets another network and nothing else', () => {
    const source = { type: 'bridge', bridge: 'br0' } as const
    const device = { kind: 'nic', source } as const
    expect(linesOf({ change: 'changeDevice', key: 'nic:52:54:00:00:00:01', device })).toEqual([
      `-<interface type='network'>`,
      `+<interface type='bridge'>`,
      `-<source network='default'/>`,
      `+<source bridge='br0'/>`,
    ])
  })

  test('that shares memory shares the machine’s', () => {
    const device = {
      kind: 'filesystem',
      driver: 'virtiofs',
      source: '/srv/a b',
      target: 't',
    } as const
    expect(linesOf({ change: 'addDevice', device })).toEqual([
      '+<memoryBacking>',
      `+<source type='memfd'/>`,
      `+<access mode='shared'/>`,
      '+</memoryBacking>',
      `+<filesystem type='mount' accessmode='passthrough'>`,
      `+<driver type='virtiofs'/>`,
      `+<source dir='/srv/a b'/>`,
      `+<target dir='t'/>`,
      '+</filesystem>',
    ])
  })

  test('forwards ports by passt', () => {
    const portForwards = [
      { protocol: 'tcp', hostPort: 2022, guestPort: 22 },
      { protocol: 'udp', address: '127.0.0.1', hostPort: 5000, hostPortEnd: 5010 },
    ] as const
    const source = { type: 'user' as const, portForwards: [...portForwards] }
    const device = { kind: 'nic' as const, source }
    expect(linesOf({ change: 'addDevice', device })).toEqual([
      `+<interface type='user'>`,
      `+<portForward proto='tcp'>`,
      `+<range start='2022' to='22'/>`,
      '+</portForward>',
      `+<portForward proto='udp' address='127.0.0.1'>`,
      `+<range start='5000' end='5010'/>`,
      '+</portForward>',
      `+<backend type='passt'/>`,
      '+</interface>',
    ])
  })

  test('of another kind, or not there, is refused', () => {
    const device = { kind: 'disk', readOnly: true } as const
    expect(() => linesOf({ change: 'changeDevice', key: 'memballoon#0', device })).toThrow(
      'The device is a memballoon, not a disk',
    )
    expect(() => linesOf({ change: 'removeDevice', key: 'disk:vdz' })).toThrow(/no device disk:vdz/)
  })

  test('goes with its line', () => {
    expect(linesOf({ change: 'removeDevice', key: 'memballoon#0' })).toEqual([
      `-<memballoon model='virtio'/>`,
    ])
  })
})

describe('a setting', () => {
  test('of the processor’s mode drops what belonged to the old one', () => {
    expect(linesOf({ change: 'set', settings: { cpu: { mode: 'host-passthrough' } } })).toEqual([
      `-<cpu mode='custom' match='exact' check='none'>`,
      `-<model fallback='forbid'>qemu64</model>`,
      `+<cpu mode='host-passthrough'>`,
      `-<feature policy='require' name='svm'/>`,
    ])
  })

  test('of the boot order gives it to devices instead of kinds', () => {
    const order = ['nic:52:54:00:00:00:01', 'disk:vda']
    expect(linesOf({ change: 'set', settings: { bootOrder: order } })).toEqual([
      `-<boot dev='hd'/>`,
      `+<boot order='2'/>`,
      `+<boot order='1'/>`,
    ])
    expect(() => linesOf({ change: 'set', settings: { bootOrder: ['disk:x'] } })).toThrow(/disk:x/)
  })

  test('of secure boot leaves the files to the host', () => {
    expect(
      linesOf({ change: 'set', settings: { firmware: { kind: 'uefi', secureBoot: true } } }),
    ).toEqual([
      '-<os>',
      `+<os firmware='efi'>`,
      '+<firmware>',
      `+<feature enabled='yes' name='enrolled-keys'/>`,
      `+<feature enabled='yes' name='secure-boot'/>`,
      '+</firmware>',
      '+<features>',
      `+<smm state='on'/>`,
      '+</features>',
    ])
  })

  test('that is so already changes nothing, and null takes it away', () => {
    const settings = { vcpus: { maximum: 2, current: 2 }, memory: { memoryKib: 1_048_576 } }
    expect(linesOf({ change: 'set', settings })).toEqual([])
    expect(linesOf({ change: 'set', settings: { cpu: { topology: null } } })).toEqual([
      `-<topology sockets='1' dies='1' cores='2' threads='1'/>`,
    ])
  })
})

describe('what nobody asked to change', () => {
  /** A definition of many hands: comments, elements of others, an odd order, odd indents. */
  const foreign = `<?xml version='1.0'?>
<!-- made by hand -->
<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
    <vcpu current='1'>2</vcpu> <!-- few -->
  <name>web</name>
  <memory unit='MiB'>512</memory>
  <metadata>
    <app:note xmlns:app='urn:app' app:kept='yes'>a &amp; b</app:note>
  </metadata>
  <devices>
      <unknown with='&lt;'><deep/></unknown>
    <interface type='bridge'>
      <!-- up there -->
      <target dev='vnet0'/>
      <mac address='52:54:00:00:00:01'/>
      <source bridge='br0'/>
      <other/>
    </interface>
    <disk type='file' device='disk'>
      <iotune>
        <total_bytes_sec_max>9</total_bytes_sec_max>
        <group_name>slow</group_name>
      </iotune>
      <target dev='vda' bus='virtio'/>
      <source file='/a'/>
    </disk>
  </devices>
  <os><type>hvm</type></os>
  <qemu:commandline><qemu:arg value='-S'/></qemu:commandline>
</domain>`

  const changes: readonly (readonly [string, HardwareChange, readonly string[]])[] = [
    [
      'a limit of a disk',
      {
        change: 'changeDevice',
        key: 'disk:vda',
        device: { kind: 'disk', throttle: { writeIops: 10 } },
      },
      ['+<write_iops_sec>10</write_iops_sec>'],
    ],
    [
      'all limits of a disk',
      { change: 'changeDevice', key: 'disk:vda', device: { kind: 'disk', throttle: null } },
      [
        '-<iotune>',
        '-<total_bytes_sec_max>9</total_bytes_sec_max>',
        '-<group_name>slow</group_name>',
        '-</iotune>',
      ],
    ],
    [
      'a card’s limit and its cable',
      {
        change: 'changeDevice',
        key: 'nic:52:54:00:00:00:01',
        device: { kind: 'nic', linkUp: false, bandwidth: { inboundKib: 100 } },
      },
      ['+<bandwidth>', "+<inbound average='100'/>", '+</bandwidth>', "+<link state='down'/>"],
    ],
    [
      'processors',
      { change: 'set', settings: { vcpus: { current: 2 } } },
      ["-<vcpu current='1'>2</vcpu> <!-- few -->", '+<vcpu>2</vcpu> <!-- few -->'],
    ],
    [
      'a watchdog',
      { change: 'addDevice', device: { kind: 'watchdog', action: 'pause' } },
      ["+<watchdog model='i6300esb' action='pause'/>"],
    ],
    [
      'a USB device by make and place',
      {
        change: 'addDevice',
        device: {
          kind: 'hostdev',
          source: { type: 'usb', vendor: '1050', product: '0407', at: { bus: 1, device: 4 } },
        },
      },
      [
        "+<hostdev mode='subsystem' type='usb' managed='yes'>",
        '+<source>',
        "+<vendor id='0x1050'/>",
        "+<product id='0x0407'/>",
        "+<address bus='1' device='4'/>",
        '+</source>',
        '+</hostdev>',
      ],
    ],
  ]

  test.each(changes)('stays as it is beside %s', (_, change, expected) => {
    const document = parseXmlText(foreign, 'host')
    const domain = document.documentElement
    if (!domain) throw new Error('it has no root')
    const before = serializeXml(document)
    applyChange(domain, change)
    const lines = lineDiff(before, serializeXml(document))
      .filter(({ type }) => type !== 'same')
      .map(({ type, text }) => (type === 'added' ? '+' : '-') + text.trim())
    expect(lines).toEqual(expected)
  })
})
