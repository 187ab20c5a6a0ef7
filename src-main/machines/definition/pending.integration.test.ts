import { expect, test } from 'vitest'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { until } from '../../testing/served-host'

const { daemon, host } = await startPrivateHost()

interface Parts {
  readonly os?: string
  readonly osAttributes?: string
  readonly vcpu?: string
  readonly middle?: string
  readonly devices?: string
}

const definition = (name: string, parts: Parts): string => {
  const { os = '', osAttributes = '', vcpu = '<vcpu>1</vcpu>', middle = '', devices = '' } = parts
  return `<domain type='qemu'><name>${name}</name><memory unit='MiB'>64</memory>${vcpu}
    <os${osAttributes}><type machine='q35'>hvm</type>${os}</os>
    <features><acpi/></features>${middle}<devices>${devices}</devices></domain>`
}

test.each<[string, Parts]>([
  ['bare', {}],
  ['vcpus-to-come', { vcpu: `<vcpu current='1'>3</vcpu>` }],
  ['firmware-of-the-host', { osAttributes: ` firmware='efi'` }],
  [
    'model',
    { middle: `<cpu mode='custom' match='exact' check='partial'><model>qemu64</model></cpu>` },
  ],
  [
    'model-or-less',
    { middle: `<cpu mode='custom' match='exact'><model fallback='allow'>Nehalem</model></cpu>` },
  ],
  [
    'features',
    {
      middle: `<cpu mode='custom' match='exact' check='none'><model fallback='forbid'>qemu64</model><feature policy='disable' name='svm'/></cpu>`,
    },
  ],
  ['maximum', { middle: `<cpu mode='maximum'/>` }],
  ['host-model', { middle: `<cpu mode='host-model'/>` }],
  [
    'devices',
    {
      devices: `<disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
        <interface type='user'><model type='virtio'/></interface>
        <serial type='pty'/><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
        <graphics type='vnc' autoport='yes'/><video><model type='vga'/></video>
        <sound model='ich9'/><watchdog model='i6300esb'/><rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
        <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
        <input type='tablet' bus='usb'/><memballoon model='virtio'/>`,
    },
  ],
])('a machine that runs as it is defined has nothing pending: %s', async (name, parts) => {
  const xml = definition(name, parts)
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id))
  await daemon.virsh('start', name, '--paused')
  try {
    const pending = await host.services.definitions.pending(id)
    expect(pending.filter(({ type }) => type !== 'same')).toEqual([])
  } finally {
    await daemon.virsh('destroy', name)
  }
})
