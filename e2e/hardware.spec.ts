import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { nodeWithDevices } from '../src-main/testing/node-with-devices'
import { defineGuest } from './guest'
import { chooseMachine, grid, machineRow } from './views'

const details = (window: Page): Locator => window.getByRole('complementary', { name: 'Details' })

/** What became of the last change, in the running machine and in its definition. */
const outcome = (window: Page): Locator =>
  details(window).getByRole('group', { name: 'What became of the last change' })

const openHardware = async (window: Page, name: string): Promise<void> => {
  await chooseMachine(window, name)
  await window.getByRole('tab', { name: 'Hardware' }).focus()
  await expect(details(window).getByRole('region', { name: 'Machine' })).toBeVisible()
}

/** Chooses in a list of the system's by typing, as one does without a mouse. */
const addDevice = async (window: Page, kind: string): Promise<Locator> => {
  await grid(window).focus()
  await window.keyboard.press('a')
  const dialog = window.getByRole('dialog', { name: /^Add device/ })
  const device = dialog.getByRole('combobox', { name: 'Device', exact: true })
  await expect(device).toBeFocused()
  await window.keyboard.type(kind)
  await expect(device.locator('option:checked')).toHaveText(kind)
  return dialog
}

test('devices of a machine that is off are added, changed and removed by keys alone', async ({
  app: { window },
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'plain')
  await openHardware(window, 'plain')
  await addDevice(window, 'Network interface')
  await expect(window.getByText('It is shut off: this takes effect when it starts.')).toBeVisible()
  const way = window.getByRole('combobox', { name: 'Connected to' })
  await way.focus()
  await window.keyboard.type('User')
  const add = window.getByRole('button', { name: 'Add port forward' })
  await add.press('Enter')
  await window.getByLabel('Host’s port of port forward 1').focus()
  await window.keyboard.type('8022')
  await window.keyboard.press('Tab')
  await window.keyboard.press('Enter')
  // The guest's port is still to be said.
  await expect(window.getByLabel('Guest’s port of port forward 1')).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await window.getByRole('button', { name: 'Remove port forward 1' }).focus()
  await window.keyboard.press('Enter')
  await window.getByRole('textbox', { name: 'MAC address' }).focus()
  await window.keyboard.type('52:54:00:aa:bb:cc')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await expect(outcome(window)).toContainText('At next boot: done')
  const network = details(window).getByRole('region', { name: 'Network' })
  await expect(network).toContainText('user’s own network, virtio')
  expect(await host.virsh('dumpxml', 'plain')).toContain("<mac address='52:54:00:aa:bb:cc'/>")

  const row = network.getByRole('button', { name: /^Network 52:54:00/ })
  await row.focus()
  await window.keyboard.press('Enter')
  const model = window.getByRole('combobox', { name: 'Model' })
  await model.focus()
  await window.keyboard.type('e1000e')
  await window.getByRole('textbox', { name: 'MAC address' }).focus()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await expect(network).toContainText('e1000e')
  expect(await host.virsh('dumpxml', 'plain')).toContain("<mac address='52:54:00:aa:bb:cc'/>")

  await row.focus()
  await window.keyboard.press('Delete')
  await window.keyboard.press('Control+Enter')
  await expect(network).toHaveCount(0)
  expect(await host.virsh('dumpxml', 'plain')).not.toContain('<interface')
})

test('a card of the host is handed over with its IOMMU group in sight', async ({
  host,
  launch,
}) => {
  const file = join(host.directory, 'node.xml')
  await writeFile(file, nodeWithDevices, { mode: 0o644 })
  const { window } = await launch('--connect', host.uri('test', file))
  await openHardware(window, 'guest-1')
  const dialog = await addDevice(window, 'PCI device of the host')
  const device = dialog.getByRole('combobox', { name: 'PCI device', exact: true })
  await expect(device.locator('option')).toHaveText([
    'NVIDIA Corporation GA102 (0000:41:00.0) – IOMMU group 27',
    'NVIDIA Corporation GA102 High Definition Audio (0000:41:00.1) – IOMMU group 27',
  ])
  await expect(dialog).toContainText(
    'IOMMU group 27 has also: NVIDIA Corporation GA102 High Definition Audio.',
  )
  await dialog.getByRole('radio', { name: 'At next boot', exact: true }).focus()
  await window.keyboard.press('Space')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await expect(outcome(window)).toContainText('At next boot: done')
  await expect(details(window)).toContainText('0000:41:00.0')

  await addDevice(window, 'USB device of the host')
  await expect(
    dialog.getByRole('combobox', { name: 'USB device', exact: true }).locator('option'),
  ).toHaveText(['Yubico Key (1050:0407, bus 1 device 4)'])
})

test('a running machine takes what it can at once, and says what waits', async ({
  app: { window },
  host,
  guest,
}) => {
  const image = join(host.directory, 'data.img')
  await writeFile(image, Buffer.alloc(1024 * 1024))
  await chmod(image, 0o666)
  await defineGuest(host, guest, 'runner')
  await host.virsh('setvcpus', 'runner', '2', '--maximum', '--config')
  await host.virsh('start', 'runner')
  await expect(machineRow(window, 'runner')).toContainText('Running')
  await openHardware(window, 'runner')

  await addDevice(window, 'Disk')
  await expect(window.getByRole('radio', { name: 'Now and at next boot' })).toBeChecked()
  await window.getByRole('textbox', { name: 'Path on the host' }).focus()
  await window.keyboard.type(image)
  await window.getByRole('combobox', { name: 'Format' }).focus()
  await window.keyboard.type('raw')
  await expect(window.getByRole('combobox', { name: 'Format' })).toHaveValue('raw')
  await window.getByRole('textbox', { name: 'All bytes, MiB/s' }).focus()
  await window.keyboard.type('1.5')
  await window.keyboard.press('Enter')
  await expect(outcome(window)).toContainText('Now: done')
  await expect(outcome(window)).toContainText('At next boot: done')
  await expect(details(window).getByRole('region', { name: 'Storage' })).toContainText('limited')
  expect(await host.virsh('domblklist', 'runner')).toContain(image)
  expect(await host.virsh('blkdeviotune', 'runner', 'vda', '--live')).toContain('1572864')

  // Arrow keys go from row to row; Enter changes the one that they rest on.
  const processors = details(window).getByRole('button', { name: /^Processors/ })
  await processors.focus()
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('ArrowUp')
  await expect(processors).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('textbox', { name: 'In use' })).toBeFocused()
  await window.keyboard.press('Control+a')
  await window.keyboard.type('1')
  await window.getByRole('combobox', { name: 'Kind' }).focus()
  await window.keyboard.type('All that')
  await window.getByRole('textbox', { name: 'At most' }).focus()
  await window.keyboard.press('Enter')
  await expect(outcome(window)).toContainText('Now: waits for a restart')
  await expect(outcome(window)).toContainText('keeps its processor model')
  await expect(processors).toContainText('next boot: 1 of 2, all that can be had')
  await expect(processors).toBeFocused()

  await host.virsh('destroy', 'runner')
  await expect(processors).not.toContainText('next boot')
})

test('what the host refuses is said where it was asked, and nothing typed is lost', async ({
  app: { window },
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'runner')
  await host.virsh('start', 'runner')
  await expect(machineRow(window, 'runner')).toContainText('Running')
  await openHardware(window, 'runner')
  const dialog = await addDevice(window, 'Disk')
  const path = window.getByRole('textbox', { name: 'Path on the host' })
  await path.focus()
  await window.keyboard.press('Enter')
  await expect(path).toHaveAccessibleDescription('This is needed')
  await window.keyboard.type('/nowhere.img')
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('/nowhere.img')
  await expect(path).toHaveValue('/nowhere.img')
  expect(await host.virsh('dumpxml', '--inactive', 'runner')).not.toContain('<disk')
})

test('USB devices that come back by themselves are listed, and forgotten, with their machine', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'plain')
  const uuid = (await host.virsh('domuuid', 'plain')).trim()
  const hosts = [{ id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true }]
  const rule = { machineName: 'plain', vendor: '1050', product: '0407', label: 'A <key>' }
  const stickyUsb = [
    { ...rule, machineId: `local/${uuid}`, serial: 'B-7' },
    { ...rule, machineId: 'local/elsewhere', machineName: 'other' },
  ]
  const settings = join(userDataFolder, 'settings.json')
  await writeFile(settings, JSON.stringify({ hosts, stickyUsb }))
  const { window } = await launch()
  await openHardware(window, 'plain')
  const sticky = details(window).getByRole('list', { name: 'Sticky USB devices' })
  await expect(sticky.getByRole('listitem')).toHaveText(/A <key>\s*1050:0407:B-7\s*is awaited/)
  await sticky.getByRole('button', { name: 'Forget A <key>' }).focus()
  await window.keyboard.press('Enter')
  await expect(sticky).toHaveCount(0)

  await window.keyboard.press('Control+,')
  await window.getByRole('tab', { name: 'USB devices' }).focus()
  const all = window.getByRole('list', { name: 'Sticky USB devices' })
  await expect(all.getByRole('listitem')).toHaveCount(1)
  await expect(all).toContainText('comes back to other')
})
