import { expect, test } from 'vitest'
import { readDetails } from './read-details'

const host = { autostart: false, persistent: true }

test('reads what the details pane shows', () => {
  const xml = `<domain type='kvm'>
    <title>Web &amp; mail</title>
    <memory unit='GiB'>2</memory><vcpu>4</vcpu>
    <os firmware='efi'><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>
    <devices>
      <disk type='file' device='disk'><driver type='qcow2'/><source file='/a.qcow2'/><target dev='vda' bus='virtio'/></disk>
      <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
      <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/><model type='virtio'/></interface>
      <serial type='pty'><target port='0'/><alias name='serial0'/></serial>
      <console type='pty'><target type='serial' port='0'/><alias name='serial0'/></console>
      <console type='pty'><target type='virtio' port='1'/><alias name='console1'/></console>
    </devices></domain>`
  expect(readDetails('h/u', xml, host)).toEqual({
    id: 'h/u',
    title: 'Web & mail',
    vcpus: 4,
    memoryKib: 2 * 1024 * 1024,
    arch: 'x86_64',
    machineType: 'pc-q35-7.2',
    virtType: 'kvm',
    firmware: 'UEFI',
    autostart: false,
    persistent: true,
    devices: [
      { kind: 'disk', name: 'vda', summary: '/a.qcow2 · qcow2 · virtio' },
      { kind: 'cdrom', name: 'sda', summary: 'empty · sata · read only' },
      { kind: 'nic', name: '52:54:00:00:00:01', summary: 'default · virtio' },
      { kind: 'console', name: 'serial 0', summary: 'serial · pty' },
      { kind: 'console', name: 'console 1', summary: 'virtio · pty' },
    ],
    consoles: [
      { device: 'serial0', label: 'serial port 0' },
      { device: 'console1', label: 'virtio console' },
    ],
  })
})

test.each(['', 'no xml', '<domain', '<domain><name></domain>'])('refuses %j', (xml) => {
  expect(() => readDetails('h/u', xml, host)).toThrow(/The host sent/)
})
