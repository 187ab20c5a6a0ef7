/** For looking at only: storage and networks. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { fillResources } from './resources'
import { shootAll } from './shots'
import { machineRow } from './views'

test('storage and networks', async ({ launch, userDataFolder, host, guest }) => {
  const hosts = [{ id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true }]
  await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts }))
  await defineGuest(host, guest, 'build-agent')
  await fillResources(host)
  const images = join(host.directory, 'home', 'images')
  for (const name of ['archlinux', 'database', 'debian-12-generic', 'mail', 'proxy', 'staging'])
    await host.virsh('vol-create-as', 'images', `${name}.qcow2`, '40G', '--format', 'qcow2')
  const file = join(host.directory, 'web.xml')
  await writeFile(
    file,
    `<domain type='qemu'><name>web-1</name><memory unit='MiB'>64</memory><os><type>hvm</type></os>
      <devices>
        <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${images}/overlay.qcow2'/><target dev='vda' bus='virtio'/></disk>
        <interface type='network'><mac address='52:54:00:00:00:01'/><source network='lab'/></interface>
      </devices></domain>`,
  )
  await host.virsh('define', file)
  const leases = join(host.directory, 'run/libvirt/dnsmasq/lib')
  await mkdir(leases, { recursive: true })
  await writeFile(
    join(leases, 'virbr88.status'),
    JSON.stringify(
      ['52:54:00:00:00:01', '52:54:00:7a:10:02'].map((mac, index) => ({
        'ip-address': `10.44.0.${20 + index}`,
        'mac-address': mac,
        hostname: ['web', 'guest-of-nobody'][index],
        'expiry-time': Math.floor(Date.now() / 1000) + 3600,
      })),
    ),
  )
  const { electron, window } = await launch()
  await expect(machineRow(window, 'web-1')).toBeVisible()

  await window.keyboard.press('Control+Shift+S')
  const volumes = window.getByRole('grid', { name: 'Volumes' })
  await expect(volumes).toContainText('overlay.qcow2')
  await volumes.focus()
  await window.keyboard.press('End')
  await window.keyboard.press('ArrowUp')
  await window.keyboard.press('ArrowUp')
  await window.getByRole('rowheader', { name: 'overlay.qcow2' }).click()
  await window.waitForTimeout(800)
  await shootAll(electron, window, 'storage')
  for (const [key, view] of [
    ['a', 'new-volume'],
    ['o', 'new-overlay'],
    ['c', 'copy-volume'],
    ['r', 'resize-volume'],
    ['Shift+W', 'wipe-volume'],
    ['Delete', 'delete-volume'],
    ['Shift+F10', 'volume-menu'],
  ] as const) {
    await volumes.focus()
    await window.keyboard.press(key)
    await window.waitForTimeout(300)
    await shootAll(electron, window, view)
    await window.keyboard.press('Escape')
  }
  await volumes.focus()
  await window.keyboard.press('ArrowLeft')
  await window.keyboard.press('a')
  await window.waitForTimeout(300)
  await shootAll(electron, window, 'new-pool')
  await window.getByRole('combobox', { name: 'Type' }).selectOption('netfs')
  await shootAll(electron, window, 'new-pool-netfs')
  await window.keyboard.press('Escape')
  await window.keyboard.press('Delete')
  await window.waitForTimeout(300)
  await shootAll(electron, window, 'delete-pool')
  await window.keyboard.press('Escape')
  await window.keyboard.press('End')
  await window.waitForTimeout(300)
  await shootAll(electron, window, 'storage-inactive')

  await window.keyboard.press('Control+Shift+N')
  await expect(window.getByRole('table', { name: 'Leases' })).toContainText('web')
  await window.waitForTimeout(300)
  await shootAll(electron, window, 'networks')
  const office = await host.virsh('net-dumpxml', '--inactive', 'office')
  await writeFile(file, office.replace('br0', 'br1'))
  await host.virsh('net-define', file)
  await window.getByRole('option', { name: /office/ }).click()
  await expect(window.getByRole('note')).toContainText('From its next start')
  await shootAll(electron, window, 'network-waits')
  await window.getByRole('option', { name: /lab/ }).click()
  for (const [key, view] of [
    ['a', 'new-network'],
    ['e', 'edit-network'],
    ['Delete', 'delete-network'],
  ] as const) {
    await window.getByRole('listbox', { name: 'Networks' }).focus()
    await window.keyboard.press(key)
    await window.waitForTimeout(400)
    await shootAll(electron, window, view)
    await window.keyboard.press('Escape')
  }
})
