import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { expect, test } from './fixtures'
import { defineWithDisk, makeImagePool } from './guest'
import { chooseMachine, grid, machineRow } from './views'
import { runFromPalette } from './view-walk'

/** A pool of a folder, with one volume; answers the volume's path. */
const makeDisk = async (host: PrivateDaemon): Promise<string> => {
  const folder = await makeImagePool(host)
  await host.virsh('vol-create-as', 'images', 'data.qcow2', '8M', '--format', 'qcow2')
  return join(folder, 'data.qcow2')
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const focusMachine = async (window: Page, name: string): Promise<void> => {
  await chooseMachine(window, name)
  await grid(window).focus()
}

test('a machine is deleted with its disk, and comes back from the trash', async ({
  app: { window },
  host,
}) => {
  const disk = await makeDisk(host)
  await defineWithDisk(host, 'doomed', disk)
  await defineWithDisk(host, 'spared', disk)
  await expect(machineRow(window, 'doomed')).toContainText('Shut off')
  await focusMachine(window, 'doomed')

  await window.keyboard.press('Delete')
  const dialog = window.getByRole('alertdialog', { name: 'Delete doomed?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  const stays = dialog.getByRole('region', { name: 'Stays' })
  await expect(stays).toContainText(disk)
  await expect(stays).toContainText('used by spared')
  await window.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(machineRow(window, 'doomed')).toBeVisible()

  await host.virsh('undefine', 'spared')
  await expect(machineRow(window, 'spared')).toHaveCount(0)
  await focusMachine(window, 'doomed')
  await window.keyboard.press('Delete')
  const choice = dialog.getByRole('checkbox', { name: `Disk ${disk}` })
  await expect(choice).toBeChecked()
  await expect(dialog.getByRole('region', { name: 'Goes', exact: true })).toContainText('doomed')
  await window.keyboard.press('Control+Enter')
  await expect(machineRow(window, 'doomed')).toHaveCount(0)
  expect(await host.virsh('list', '--all', '--name')).not.toContain('doomed')
  expect(await exists(disk)).toBe(true)

  await window.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(machineRow(window, 'doomed')).toContainText('Shut off')
  expect(await host.virsh('dumpxml', 'doomed')).toContain(disk)

  await focusMachine(window, 'doomed')
  await window.keyboard.press('Delete')
  await dialog.getByRole('checkbox', { name: /for good/i }).check()
  await expect(dialog).toContainText('virsh')
  await dialog.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await expect(machineRow(window, 'doomed')).toHaveCount(0)
  await expect.poll(() => exists(disk)).toBe(false)

  await runFromPalette(window, 'restore from trash')
  await expect(window.getByRole('dialog', { name: 'Trash' })).toContainText('The trash is empty')
})

test('a new machine is planned, made and started, with keys alone', async ({
  app: { window },
  host,
  guest,
}) => {
  await expect(window.getByRole('button', { name: 'New machine' })).toBeVisible()
  await grid(window).focus()
  await window.keyboard.press('n')
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  const create = dialog.getByRole('button', { name: 'Create' })
  await expect(create).toHaveAttribute('aria-disabled', 'true')

  await window.keyboard.type('web 1 <ö>')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Kernel, directly')
  await dialog.getByRole('textbox', { name: 'Kernel', exact: true }).fill('/nowhere/vmlinuz')
  await dialog.getByRole('textbox', { name: 'Initial RAM disk' }).fill(guest.initrd)
  await dialog.getByRole('textbox', { name: 'Kernel command line' }).fill('console=ttyS0 quiet')
  await dialog.getByRole('spinbutton', { name: 'Memory' }).fill('128')
  await dialog.getByRole('spinbutton', { name: 'Processors' }).fill('1')
  await dialog.getByRole('spinbutton', { name: 'Disk' }).fill('0')
  await dialog.getByRole('combobox', { name: 'Network' }).selectOption('None')
  const plan = dialog.getByRole('region', { name: 'Plan' })
  await expect(plan.getByRole('list', { name: 'Checks' })).toContainText(
    /Failed: .*\/nowhere\/vmlinuz/,
  )
  await expect(create).toHaveAttribute('aria-disabled', 'true')

  await dialog.getByRole('textbox', { name: 'Kernel', exact: true }).fill(guest.kernel)
  await expect(create).toHaveAttribute('aria-disabled', 'false')
  await plan.getByRole('tab', { name: 'XML' }).press('Enter')
  await expect(plan.getByRole('tabpanel')).toContainText('<name>web 1 &lt;ö&gt;</name>')
  await plan.getByRole('tab', { name: 'virt-install' }).press('Enter')
  await expect(plan.getByRole('tabpanel')).toContainText('virt-install')

  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(machineRow(window, 'web 1 <ö>')).toContainText('Running')
  expect(await host.virsh('domstate', 'web 1 <ö>')).toContain('running')
  expect(await host.virsh('dumpxml', 'web 1 <ö>')).toContain(guest.kernel)
})

test('a cloud image outside of pools is taken by its format, and a wrong one is told', async ({
  app: { window },
  host,
}) => {
  const folder = await makeImagePool(host)
  const outside = join(host.directory, 'outside')
  await mkdir(outside)
  await host.give(outside)
  const image = join(outside, 'cloud.img')
  await host.runAs('qemu-img', 'create', '-q', '-f', 'raw', image, '8M')
  await expect(grid(window)).toBeVisible()
  await grid(window).focus()
  await window.keyboard.press('n')
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('outsider')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Cloud image with cloud-init')
  const format = dialog.getByRole('combobox', { name: 'Its format' })
  await expect(format).toHaveCount(0)
  await dialog.getByRole('combobox', { name: 'Cloud image', exact: true }).fill(image)
  await expect(format).toHaveValue('qcow2')
  const plan = dialog.getByRole('region', { name: 'Plan' })
  await expect(plan).toContainText('so the host cannot copy it')
  await dialog.getByRole('radio', { name: 'Linked' }).check()
  await dialog.getByRole('combobox', { name: 'Pool' }).selectOption('images')
  await dialog.getByRole('combobox', { name: 'Network' }).selectOption('None')
  const create = dialog.getByRole('button', { name: 'Create' })
  await expect(plan.getByRole('list', { name: 'Checks' })).toContainText(
    `Failed: ${image} is not qcow2`,
  )
  await expect(create).toHaveAttribute('aria-disabled', 'true')
  // What is shown of the plan goes with what has it.
  await plan.getByRole('tab', { name: 'user-data' }).press('Enter')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Network (PXE)')
  await expect(plan.getByRole('tab', { name: 'Summary' })).toHaveAttribute('aria-selected', 'true')
  await expect(plan.getByRole('tabpanel')).toContainText('outsider')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Cloud image with cloud-init')
  await format.selectOption('raw')
  await expect(create).toHaveAttribute('aria-disabled', 'false')
  await create.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(machineRow(window, 'outsider')).toBeVisible()
  const info = await host.runAs('qemu-img', 'info', '-U', join(folder, 'outsider.qcow2'))
  expect(info).toContain('backing file format: raw')
})

test('a system of the osinfo database says what it wants, and its machine gets that', async ({
  app: { window },
}) => {
  await expect(grid(window)).toBeVisible()
  await grid(window).focus()
  await window.keyboard.press('n')
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('jammy')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Network (PXE)')
  await expect(dialog.getByRole('combobox', { name: 'Operating system' })).toBeVisible({
    timeout: 75_000,
  })
  await dialog.getByRole('combobox', { name: 'Operating system' }).fill('Ubuntu 22.04 LTS')
  await expect(dialog).toContainText('a disk of 25 GiB, has virtio drivers')
  await expect(dialog).toContainText('4096 MiB')
})
