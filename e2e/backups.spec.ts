import { join } from 'node:path'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { seriousIn } from './axe'
import { expect, test } from './fixtures'
import { defineWithDisk, makeImagePool } from './guest'
import { chooseMachine, grid, machineRow } from './views'
import { runOnList } from './view-walk'

/** A machine that runs, whose disk is in one pool; another pool is for backups. */
const startMachine = async (host: PrivateDaemon, name: string): Promise<string> => {
  const folder = await makeImagePool(host)
  const disk = join(folder, `${name}.qcow2`)
  await host.runAs('qemu-img', 'create', '-q', '-f', 'qcow2', disk, '16M')
  await defineWithDisk(host, name, disk)
  await host.virsh('start', name)
  return disk
}

test.setTimeout(180_000)

test('a machine is backed up whole and in part, restored, and its backups are deleted', async ({
  app: { window },
  host,
}) => {
  await startMachine(host, 'keeper')
  await chooseMachine(window, 'keeper')
  await expect(machineRow(window, 'keeper')).toContainText('Running')

  await runOnList(window, 'back up')
  const dialog = window.getByRole('dialog', { name: 'Back up keeper' })
  await expect(dialog.getByRole('radio', { name: 'Full' })).toBeChecked()
  await dialog.getByRole('combobox', { name: 'To' }).selectOption('A folder of the host…')
  await dialog.getByRole('textbox', { name: 'Folder' }).focus()
  await window.keyboard.type(join(host.directory, 'home', 'kept'))
  const act = dialog.getByRole('button', { name: 'Back up' })
  await expect(act).toHaveAttribute('aria-disabled', 'false')
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  const table = window.getByRole('table', { name: 'Backups' })
  await expect(table.getByRole('row').filter({ hasText: 'full' })).toHaveCount(1)

  await runOnList(window, 'back up')
  await dialog
    .getByRole('combobox', { name: 'To' })
    .selectOption({ label: `kept (${join(host.directory, 'home', 'kept')})` })
  await expect(dialog.getByRole('radio', { name: 'Incremental' })).toBeChecked()
  await expect(act).toHaveAttribute('aria-disabled', 'false')
  await act.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(table.getByRole('row').filter({ hasText: 'incremental' })).toHaveCount(1)
  expect(await host.virsh('checkpoint-list', 'keeper', '--name')).toMatch(/virthelm-\d/)

  await grid(window).focus()
  await window.keyboard.press('Shift+D')
  await expect(window.getByRole('alertdialog')).toBeVisible()
  await window.keyboard.press('Control+Enter')
  await expect(machineRow(window, 'keeper')).toContainText('Shut off')
  await runOnList(window, 'restore a backup')
  const restoring = window.getByRole('dialog', { name: 'Restore a backup of keeper' })
  await expect(restoring.getByRole('radio', { name: 'This machine' })).toBeChecked()
  const restore = restoring.getByRole('button', { name: 'Restore' })
  await expect(restore).toHaveAttribute('aria-disabled', 'false')
  await restore.press('Enter')
  await expect(restoring).toHaveCount(0)
  await expect(window.getByText('Restored keeper').first()).toBeVisible()
  expect(await host.virsh('domblklist', 'keeper')).toContain('.restored-')

  const full = table.getByRole('row').filter({ hasText: 'full' })
  await full.getByRole('button', { name: /^Delete the backup/ }).press('Enter')
  const deleting = window.getByRole('alertdialog')
  await expect(deleting.getByRole('checkbox')).toBeVisible()
  expect(await seriousIn(window)).toEqual([])
  await deleting.getByRole('checkbox').press('Space')
  await window.keyboard.press('Control+Enter')
  await expect(table).toHaveCount(0)
  await expect(window.getByText(/There is none in the running pools/)).toBeVisible()
})

test('a machine that is gone comes back from its backup, which then goes too', async ({
  app: { window },
  host,
}) => {
  await startMachine(host, 'lost')
  await chooseMachine(window, 'lost')
  await expect(machineRow(window, 'lost')).toContainText('Running')
  await runOnList(window, 'back up')
  const act = window.getByRole('dialog').getByRole('button', { name: 'Back up' })
  await expect(act).toHaveAttribute('aria-disabled', 'false')
  await window.keyboard.press('Enter')
  const made = window.getByRole('table', { name: 'Backups' })
  await expect(made.getByRole('row').filter({ hasText: 'full' })).toHaveCount(1)
  await host.virsh('destroy', 'lost')
  await host.virsh('undefine', 'lost', '--checkpoints-metadata')
  await expect(machineRow(window, 'lost')).toHaveCount(0)

  await window.keyboard.press('Control+Shift+B')
  const table = window.getByRole('table', { name: 'Backups of lost' })
  await expect(table.getByRole('row').filter({ hasText: 'full' })).toHaveCount(1)
  await expect(window.getByText('gone from this host')).toBeVisible()
  expect(await seriousIn(window)).toEqual([])
  await table.getByRole('button', { name: /^Restore the backup of lost/ }).press('Enter')
  const restoring = window.getByRole('dialog', { name: 'Restore a backup of lost' })
  await expect(restoring.getByRole('textbox', { name: 'Name' })).toHaveValue('lost')
  const restore = restoring.getByRole('button', { name: 'Restore' })
  await expect(restore).toHaveAttribute('aria-disabled', 'false')
  await restore.press('Enter')
  await expect(restoring).toHaveCount(0)
  await expect(window.getByText('Restored lost').first()).toBeVisible()
  expect(await host.virsh('domblklist', 'lost')).toContain('lost.vda.qcow2')

  await table.getByRole('button', { name: /^Delete the backup of lost/ }).press('Enter')
  await expect(window.getByRole('alertdialog')).toBeVisible()
  await window.keyboard.press('Control+Enter')
  await expect(table).toHaveCount(0)
  await expect(window.getByText(/of this host hold no backups/)).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(machineRow(window, 'lost')).toContainText('Shut off')
})

test('a disk is resized, copied and gone over to, by keys', async ({ app: { window }, host }) => {
  const disk = await startMachine(host, 'moves')
  await chooseMachine(window, 'moves')
  await expect(machineRow(window, 'moves')).toContainText('Running')

  await runOnList(window, 'disks')
  const dialog = window.getByRole('dialog', { name: 'Disks of moves' })
  const images = dialog.getByRole('list', { name: 'Images of vda' })
  await expect(images).toContainText(disk)
  await dialog.getByRole('spinbutton', { name: 'Size' }).fill('24')
  await window.keyboard.press('Enter')
  await expect(images).toContainText('24 MiB')

  await dialog.getByRole('radio', { name: 'Resize' }).focus()
  await window.keyboard.press('ArrowRight')
  await expect(dialog.getByRole('textbox', { name: 'To' })).toHaveValue(/moves-copy\.qcow2$/)
  await dialog.getByRole('radio', { name: 'Keep in step until told' }).press('Space')
  await dialog.getByRole('textbox', { name: 'To' }).press('Enter')
  await dialog.getByRole('button', { name: 'Pivot' }).press('Enter')
  await expect(images).toContainText('moves-copy.qcow2')
  expect(await host.virsh('domblklist', 'moves')).toContain('moves-copy.qcow2')
})
