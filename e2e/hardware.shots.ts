/** For looking at only: the hardware of a machine, every kind of form, and the editor of XML. */
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { resize, shootAll, shootBoth } from './shots'
import { chooseMachine, grid, machineRow } from './views'

const definition = (images: string): string => `<domain type='qemu'>
  <name>web-1</name>
  <memory unit='MiB'>128</memory><currentMemory unit='MiB'>96</currentMemory>
  <vcpu current='1'>4</vcpu>
  <os><type machine='q35'>hvm</type><boot dev='hd'/><boot dev='cdrom'/></os>
  <features><acpi/></features>
  <cpu mode='custom'><model>qemu64</model><topology sockets='1' dies='1' cores='4' threads='1'/></cpu>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='raw' cache='none'/>
      <source file='${images}/root.img'/><target dev='vda' bus='virtio'/>
      <iotune><total_bytes_sec>52428800</total_bytes_sec></iotune></disk>
    <disk type='file' device='cdrom'><source file='${images}/debian-12.iso'/><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='user'><mac address='52:54:00:12:34:56'/><model type='virtio'/></interface>
    <serial type='pty'/><console type='pty'><target type='serial' port='0'/></console>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <graphics type='vnc' autoport='yes' listen='127.0.0.1'/>
    <video><model type='vga'/></video>
    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
    <memballoon model='virtio'><stats period='5'/></memballoon>
  </devices>
</domain>`

test('the hardware of a machine, its forms and its XML', async ({
  launch,
  host,
  userDataFolder,
}) => {
  const images = host.directory
  for (const name of ['root.img', 'debian-12.iso']) {
    await writeFile(join(images, name), Buffer.alloc(1024 * 1024))
    await chmod(join(images, name), 0o666)
  }
  const file = join(images, 'web-1.xml')
  await writeFile(file, definition(images), { mode: 0o644 })
  await host.virsh('define', file)
  await host.virsh('start', 'web-1')
  const hosts = [{ id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true }]
  await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts }))
  const { electron, window } = await launch()
  await resize(electron, window)
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await chooseMachine(window, 'web-1')
  await window.getByRole('tab', { name: 'Hardware' }).click()
  const details = window.getByRole('complementary', { name: 'Details' })
  await expect(details.getByRole('region', { name: 'Ports' })).toContainText('pty')
  await shootAll(electron, window, 'hardware-tab')

  const shootForm = async (name: string, open: () => Promise<void>): Promise<void> => {
    await open()
    await expect(window.getByRole('dialog')).toBeVisible()
    await window.waitForTimeout(300)
    await shootBoth(window, `hardware-form-${name}`)
    await window.keyboard.press('Escape')
    await expect(window.getByRole('dialog')).toHaveCount(0)
  }
  const row = (name: RegExp) => details.getByRole('button', { name }).first().press('Enter')
  await shootForm('processors', () => row(/^Processors/))
  await shootForm('placement', () => row(/^Pinning/))
  await shootForm('memory', () => row(/^Memory/))
  await shootForm('boot', () => row(/^Boot order/))
  await shootForm('firmware', () => row(/^Firmware/))
  await shootForm('disk', () => row(/^Disk/))
  await shootForm('drive', () => row(/^CD-ROM/))
  await shootForm('display', () => row(/^Display/))
  for (const [name, option] of [
    ['disk', 'Disk'],
    ['nic', 'Network interface'],
    ['pci', 'PCI device of the host'],
    ['usb', 'USB device of the host'],
    ['share', 'Shared folder'],
    ['tpm', 'TPM'],
    ['channel', 'Channel'],
    ['sound', 'Sound card'],
    ['watchdog', 'Watchdog'],
    ['rng', 'Random number generator'],
    ['memory', 'Memory module'],
  ] as const) {
    await shootForm(`add-${name}`, async () => {
      await grid(window).focus()
      await window.keyboard.press('a')
      await window.getByRole('combobox', { name: 'Device' }).first().selectOption(option)
      if (name === 'nic') {
        await window.getByRole('combobox', { name: 'Connected to' }).selectOption('user')
        await window.getByRole('button', { name: 'Add port forward' }).click()
        await window.getByLabel('Host’s port of port forward 1').fill('8022')
        await window.getByLabel('Guest’s port of port forward 1').fill('22')
      }
    })
  }
  await details.getByRole('button', { name: /^Eject/ }).press('Enter')
  await expect(details.getByRole('group', { name: 'What became of the last change' })).toBeVisible()
  await row(/^Processors/)
  await window.getByRole('textbox', { name: 'In use' }).fill('2')
  await window.getByRole('textbox', { name: 'Cores' }).fill('2')
  await window.getByRole('textbox', { name: 'At most' }).fill('2')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await shootBoth(window, 'hardware-outcome')

  await grid(window).focus()
  await window.keyboard.press('e')
  const xml = window.getByRole('textbox', { name: 'XML at next boot' })
  await expect(xml).toBeFocused()
  await window.waitForTimeout(800)
  await shootAll(electron, window, 'xml-editor')
  await window.keyboard.press('Control+f')
  await window.keyboard.type('virtio')
  await shootBoth(window, 'xml-editor-search')
  await window.keyboard.press('Escape')
  await window.keyboard.press('Control+Home')
  await window.keyboard.type('<domain ')
  await window.waitForTimeout(1500)
  await shootBoth(window, 'xml-editor-mistake')
  await window.keyboard.press('Control+z')
  await window.keyboard.press('Control+Home')
  await window.waitForTimeout(600)
  await window.getByRole('tab', { name: 'Running against next boot' }).click()
  await window.waitForTimeout(800)
  await shootBoth(window, 'xml-editor-pending')
  await window.getByRole('tab', { name: 'History' }).click()
  await window.waitForTimeout(800)
  await shootAll(electron, window, 'xml-editor-history')
})
