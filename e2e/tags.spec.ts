import { METADATA_NAMESPACE } from '../src-main/machines/metadata/metadata-xml'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { grid, machineRow } from './views'
import { runFromPalette } from './view-walk'

test('tags are given to many at once, by keys, as a job; they group, filter and stay on the host', async ({
  host,
  guest,
  app: { window },
}) => {
  for (const name of ['db-1', 'web-1', 'web-2']) await defineGuest(host, guest, name)
  await expect(machineRow(window, 'web-2')).toContainText('Shut off')
  await grid(window).focus()
  await window.keyboard.press('Home')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Shift+ArrowDown')
  await window.keyboard.press('Shift+T')
  const dialog = window.getByRole('dialog', { name: 'Tags of 2 machines' })
  await expect(dialog.getByRole('textbox', { name: 'New tag' })).toBeFocused()
  await window.keyboard.type('web, prod')
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('checkbox', { name: 'prod' })).toBeChecked()
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(machineRow(window, 'web-1')).toContainText('prod')
  await expect(machineRow(window, 'web-2')).toContainText('prod')
  for (const name of ['web-1', 'web-2']) {
    await expect.poll(() => host.virsh('dumpxml', name)).toMatch(/<virthelm:tag>prod</)
  }

  await window.getByRole('button', { name: 'Activity' }).press('Enter')
  const activity = window.getByRole('region', { name: 'Activity' })
  await expect(activity.getByRole('listitem').first()).toContainText(/tag 2 machines: done/i)
  await expect(activity.getByRole('listitem').first()).toContainText('2 of 2 tagged')

  await grid(window).focus()
  await window.keyboard.press('Control+A')
  await window.keyboard.press('Shift+T')
  const all = window.getByRole('dialog', { name: 'Tags of 3 machines' })
  const web = all.getByRole('checkbox', { name: /^web/ })
  await expect(web).toHaveJSProperty('indeterminate', true)
  await web.press('Space')
  await expect(web).toBeChecked()
  const prod = all.getByRole('checkbox', { name: /^prod/ })
  await prod.press('Space')
  await prod.press('Space')
  await expect(prod).not.toBeChecked()
  await all.getByRole('button', { name: 'Change tags' }).press('Enter')
  await expect(machineRow(window, 'db-1')).toContainText('web')
  await expect(machineRow(window, 'web-1')).not.toContainText('prod')
  expect(await host.virsh('dumpxml', 'db-1')).toMatch(/<virthelm:tag>web</)

  await grid(window).focus()
  await window.keyboard.press('Escape')
  await window.keyboard.press('Home')
  await window.keyboard.press('Shift+T')
  await window.getByRole('checkbox', { name: /^web/ }).press('Space')
  await window.keyboard.press('Enter')
  await expect(machineRow(window, 'db-1')).not.toContainText('web')
  await runFromPalette(window, 'group by tag')
  await expect(grid(window).getByRole('gridcell', { name: /^web\s*2$/ })).toBeVisible()
  await expect(grid(window).getByRole('gridcell', { name: /^No tag\s*1$/ })).toBeVisible()
  await window.keyboard.press('/')
  await window.keyboard.type('tag:web -name:web-2')
  await expect(machineRow(window, 'web-2')).toHaveCount(0)
  await expect(machineRow(window, 'web-1')).toBeVisible()

  await window.keyboard.press('Escape')
  await window.keyboard.press('Home')
  await expect(window.getByRole('complementary', { name: 'Details' })).toContainText('web-1')
  await window.getByRole('radio', { name: 'Teal' }).check({ force: true })
  await window.getByRole('button', { name: 'Save notes' }).press('Enter')
  await expect(machineRow(window, 'web-1').getByRole('rowheader')).toHaveAccessibleDescription(
    /teal, web/,
  )
  expect(await host.virsh('dumpxml', 'web-1')).toContain('<virthelm:colour>teal<')

  await host.virsh('metadata', 'web-1', METADATA_NAMESPACE, '--config', '--remove')
  await expect(machineRow(window, 'web-1')).toHaveCount(0)
})
