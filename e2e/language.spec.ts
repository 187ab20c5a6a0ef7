import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seriousIn } from './axe'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'

test('the app speaks German where the settings ask for it: list, menu, dialog and plurals', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await writeFile(join(userDataFolder, 'settings.json'), '{"language":"de"}')
  await defineGuest(host, guest, 'web-1')
  const { window } = await launch('--connect', host.uri())
  await expect(window.locator('html')).toHaveAttribute('lang', 'de')
  const list = window
    .getByRole('treegrid', { name: 'Virtuelle Maschinen' })
    .or(window.getByRole('grid', { name: 'Virtuelle Maschinen' }))
  const row = (name: string) => list.getByRole('row').filter({ hasText: name })
  await expect(row('web-1')).toContainText('Aus')
  await expect(list.getByRole('columnheader', { name: 'Zustand' })).toBeVisible()
  const activity = window.getByRole('region', { name: 'Vorgänge' })
  await expect(activity).toContainText('1 Maschine')
  await expect(activity).not.toContainText('1 Maschinen')
  await defineGuest(host, guest, 'web-2')
  await expect(activity).toContainText('2 Maschinen')

  await row('web-1').click({ button: 'right' })
  const menu = window.getByRole('menu', { name: 'Aktionen' })
  await expect(menu.getByRole('menuitem', { name: 'Herunterfahren', exact: true })).toBeVisible()
  expect(await seriousIn(window)).toEqual([])
  await menu.getByRole('menuitem', { name: 'Umbenennen…' }).click()
  const dialog = window.getByRole('dialog', { name: /umbenennen/ })
  await expect(dialog.getByRole('button', { name: 'Umbenennen' })).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('web-3')
  await dialog.getByRole('button', { name: 'Umbenennen' }).click()
  await expect(row('web-3')).toBeVisible()

  // What the hosts' side says is German, too, and so is why something can't be.
  await row('web-3').click()
  await window.keyboard.press('d')
  await expect(window.getByRole('status').filter({ hasText: 'lässt sich nicht' })).toContainText(
    'herunterfahren',
  )
})

test('the language is chosen in the settings, and spoken from the next start on', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const first = await launch('--connect', host.uri('test', '/default'))
  await expect(first.window.locator('html')).toHaveAttribute('lang', 'en')
  await first.window.keyboard.press('Control+,')
  await first.window.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch')
  await expect
    .poll(() => readFile(join(userDataFolder, 'settings.json'), 'utf8').catch(() => ''))
    .toContain('"language": "de"')
  await first.electron.close()
  const { window } = await launch('--connect', host.uri('test', '/default'))
  await expect(window.getByRole('grid', { name: 'Virtuelle Maschinen' })).toBeFocused()
  await window.keyboard.press('Control+,')
  await expect(window.getByRole('main', { name: 'Einstellungen' })).toBeVisible()
  await expect(window.getByRole('combobox', { name: 'Sprache' })).toHaveValue('de')
})
