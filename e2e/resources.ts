import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { makeImagePool } from './guest'

/** Gives a host pools, volumes that lie on each other, and networks, to look at. */
export const fillResources = async (host: PrivateDaemon): Promise<void> => {
  await makeImagePool(host)
  const base = ['vol-create-as', 'images', 'base.qcow2', '8G', '--format', 'qcow2']
  await host.virsh(...base)
  const on = ['--backing-vol', 'base.qcow2', '--backing-vol-format', 'qcow2']
  await host.virsh('vol-create-as', 'images', 'overlay.qcow2', '8G', '--format', 'qcow2', ...on)
  await host.virsh(
    'vol-create-as',
    'images',
    'data.raw',
    '20G',
    '--format',
    'raw',
    '--allocation',
    '0',
  )
  await host.virsh(
    'pool-define-as',
    'offsite',
    'dir',
    '--target',
    join(host.directory, 'home', 'x'),
  )
  const networks = [
    `<network><name>lab</name><bridge name='virbr88'/><domain name='lab.example'/>
      <dns><host ip='10.44.0.5'><hostname>web</hostname><hostname>www.lab.example</hostname></host></dns>
      <ip address='10.44.0.1' prefix='24'><dhcp><range start='10.44.0.10' end='10.44.0.99'/>
      <host mac='52:54:00:00:00:01' name='web' ip='10.44.0.5'/></dhcp></ip></network>`,
    "<network><name>office</name><forward mode='bridge'/><bridge name='br0'/></network>",
  ]
  for (const xml of networks) {
    const file = join(host.directory, 'network.xml')
    await writeFile(file, xml)
    await host.virsh('net-define', file)
  }
  await host.virsh('net-start', 'office')
}
