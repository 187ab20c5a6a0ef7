import { expect, test } from 'vitest'
import type { ProvisioningPlan } from '../../../src-preload/contract/provisioning'
import { startPrivateHost } from '../../testing/private-host'

// The osinfo database of this computer, whatever its version: systems whose needs stay as they are.
const { host } = await startPrivateHost()

/** A machine of which only the system is said. */
const planFor = (osId: string): Promise<ProvisioningPlan> =>
  host.services.provisioner.plan({
    hostId: host.hostId,
    name: 'preset',
    osId,
    source: { type: 'pxe' },
    disk: {},
    networks: [{ source: { type: 'user' } }],
    graphics: 'none',
    start: false,
  })

test('hundreds of systems are known by their names and needs', async () => {
  const presets = await host.services.provisioner.parts.presets.list()
  expect(presets.length).toBeGreaterThan(500)
  expect(presets.find(({ shortId }) => shortId === 'debian11')).toMatchObject({
    id: 'http://debian.org/debian/11',
    name: 'Debian 11',
    family: 'linux',
    released: '2021-08-14',
    memoryMib: 1024,
    diskMib: 20_480,
    hasVirtio: true,
  })
  // What it does not say itself comes from the systems that it derives from.
  expect(presets.find(({ shortId }) => shortId === 'win10')).toMatchObject({
    memoryMib: 2048,
    hasVirtio: false,
  })
})

test('a new machine has what its system wants, and says which it is', async () => {
  const ubuntu = await planFor('http://ubuntu.com/ubuntu/22.04')
  expect(ubuntu.summary).toContainEqual(['Memory', '4096 MiB'])
  expect(ubuntu.makes).toEqual(['volume preset.qcow2 in default, 25 GiB'])
  expect(ubuntu.xml).toContain('<libosinfo:os id="http://ubuntu.com/ubuntu/22.04"/>')
  expect(ubuntu.xml).toContain("bus='virtio'")
  expect(ubuntu.xml).toContain("<model type='virtio'/>")
  expect(ubuntu.virtInstall).toContain('--osinfo http://ubuntu.com/ubuntu/22.04')

  const windows = await planFor('http://microsoft.com/win/11')
  expect(windows.summary).toContainEqual(['Memory', '4096 MiB'])
  expect(windows.makes).toEqual(['volume preset.qcow2 in default, 64 GiB'])
  expect(windows.xml).toContain("bus='sata'")
  expect(windows.xml).toContain("<model type='e1000e'/>")
  expect(windows.xml).not.toContain("bus='virtio'")
})
