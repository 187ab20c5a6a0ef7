import { expect, test } from 'vitest'
import { readResources } from './machine-resources'

test('disks, files and addresses of a machine are read as its definition says', () => {
  const resources = readResources(`<domain>
    <os>
      <loader type='pflash'>/fw/code.fd</loader>
      <nvram template='/fw/vars.fd'>/nvram/web.fd</nvram>
      <kernel>/boot/vmlinuz</kernel>
    </os>
    <devices>
      <disk type='file' device='disk'>
        <driver name='qemu' type='qcow2'/>
        <source file='/a/web &amp; co.qcow2'/>
        <backingStore type='file'>
          <source file='/a/base.qcow2'/>
          <backingStore type='block'><source dev='/dev/root'/><backingStore/></backingStore>
        </backingStore>
        <target dev='vda'/>
      </disk>
      <disk type='volume' device='disk'>
        <source pool='default' volume='shared.raw'/><target dev='vdb'/><shareable/>
      </disk>
      <disk type='file' device='cdrom'><target dev='sda'/></disk>
      <disk type='network' device='disk'>
        <source protocol='rbd' name='pool/image'/><target dev='vdc'/><readonly/>
      </disk>
      <interface type='network'><mac address='52:54:00:AB:cd:EF'/><source network='lab'/></interface>
    </devices></domain>`)
  expect(resources).toEqual({
    disks: [
      {
        target: 'vda',
        device: 'disk',
        path: '/a/web & co.qcow2',
        format: 'qcow2',
        isReadOnly: false,
        isShareable: false,
        backing: ['/a/base.qcow2', '/dev/root'],
      },
      {
        target: 'vdb',
        device: 'disk',
        pool: 'default',
        volume: 'shared.raw',
        isReadOnly: false,
        isShareable: true,
        backing: [],
      },
      { target: 'sda', device: 'cdrom', isReadOnly: true, isShareable: false, backing: [] },
      {
        target: 'vdc',
        device: 'disk',
        path: 'pool/image',
        isReadOnly: true,
        isShareable: false,
        backing: [],
      },
    ],
    files: [
      { role: 'kernel', path: '/boot/vmlinuz' },
      { role: 'firmware', path: '/fw/code.fd' },
      { role: 'nvram', path: '/nvram/web.fd' },
    ],
    macs: ['52:54:00:ab:cd:ef'],
    networks: ['lab'],
  })
})

test('firmware that the host chooses by itself may keep its variables in a <source>', () => {
  const { files } = readResources(
    `<domain><os firmware='efi'><nvram type='file'><source file='/nvram/x.fd'/></nvram></os></domain>`,
  )
  expect(files).toEqual([{ role: 'nvram', path: '/nvram/x.fd' }])
})
