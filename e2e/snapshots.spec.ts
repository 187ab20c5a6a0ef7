import { join } from 'node:path'
import { expect, test } from './fixtures'
import { defineWithDisk, makeImagePool } from './guest'
import { chooseMachine, grid } from './views'

test('a snapshot is taken by its key, shown, reverted to and deleted', async ({
  app: { window },
  host,
}) => {
  const folder = await makeImagePool(host)
  await host.virsh('vol-create-as', 'images', 'web.qcow2', '8M', '--format', 'qcow2')
  const disk = join(folder, 'web.qcow2')
  await defineWithDisk(host, 'web', disk)
  await chooseMachine(window, 'web')
  await grid(window).focus()

  await window.keyboard.press('t')
  const dialog = window.getByRole('dialog', { name: 'Take snapshot of web' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.type('before <it>')
  await expect(dialog.getByRole('region', { name: 'Changes' })).toContainText(disk)
  await expect(dialog.getByRole('region', { name: 'Appears' })).toContainText('before <it>')
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)

  const tree = window.getByRole('treegrid', { name: 'Snapshots' })
  const row = tree.getByRole('row', { name: 'before <it>' })
  await expect(row).toContainText('current')
  await expect(row).toContainText('internal')
  expect(await host.virsh('snapshot-list', 'web', '--name')).toContain('before <it>')

  await row.focus()
  await window.keyboard.press('Enter')
  const reverting = window.getByRole('alertdialog', { name: 'Revert to before <it>?' })
  await expect(reverting.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(reverting.getByRole('region', { name: 'Changes' })).toContainText(disk)
  await window.keyboard.press('Control+Enter')
  await expect(reverting).toHaveCount(0)
  await expect(window.getByText('Reverted to').first()).toBeVisible()

  await row.focus()
  await window.keyboard.press('Delete')
  const deleting = window.getByRole('alertdialog', { name: 'Delete snapshot before <it>?' })
  await expect(deleting.getByRole('region', { name: 'Vanishes' })).toContainText('before <it>')
  await deleting.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await expect(tree).toHaveCount(0)
  await expect(window.getByText('It has no snapshots.')).toBeVisible()
  expect(await host.virsh('snapshot-list', 'web', '--name')).not.toContain('before')
})
