import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Connection } from '../../libvirt'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { nodeWithDevices } from '../../testing/node-with-devices'
import { listHostDevices } from './host-devices'

let daemon: PrivateDaemon
let connection: Connection

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  const file = join(daemon.directory, 'node.xml')
  await writeFile(file, nodeWithDevices, { mode: 0o644 })
  connection = await connect(daemon.uri('test', file))
})

afterAll(async () => {
  await connection.close()
  await daemon.dispose()
})

test('a host’s PCI devices come with their IOMMU groups, its USB devices by make and place', async () => {
  expect(await listHostDevices(connection, false)).toEqual([
    {
      name: 'pci_0000_41_00_0',
      kind: 'pci',
      label: 'NVIDIA Corporation GA102',
      source: { type: 'pci', address: '0000:41:00.0' },
      pciClass: '03',
      iommuGroup: 27,
    },
    {
      name: 'pci_0000_41_00_1',
      kind: 'pci',
      label: 'NVIDIA Corporation GA102 High Definition Audio',
      source: { type: 'pci', address: '0000:41:00.1' },
      pciClass: '04',
      iommuGroup: 27,
    },
    {
      name: 'usb_1_4',
      kind: 'usb',
      label: 'Yubico Key',
      source: { type: 'usb', vendor: '1050', product: '0407', at: { bus: 1, device: 4 } },
    },
  ])
})
