import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seriousIn } from './axe'
import { expect, test } from './fixtures'
import { defineGuest, defineWithDisk, makeImagePool } from './guest'
import { runFromPalette } from './view-walk'

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

/** Words of which German has none: what is told in English has some of them. */
const ENGLISH = /\b(?:the|of|is|are|not|and|does|it|its|with|from|may|has|which)\b/

test('plans, checks, findings and the history are told in German, too', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await writeFile(join(userDataFolder, 'settings.json'), '{"language":"de"}')
  const disk = join(await makeImagePool(host), 'daten.qcow2')
  await host.virsh('vol-create-as', 'images', 'daten.qcow2', '8M', '--format', 'qcow2')
  await defineWithDisk(host, 'geteilt-1', disk)
  await defineWithDisk(host, 'geteilt-2', disk)
  await defineGuest(host, guest, 'verlauf-1')
  const { window } = await launch('--connect', host.uri())
  const list = window.getByRole('grid', { name: 'Virtuelle Maschinen' })
  const row = (name: string) => list.getByRole('row').filter({ hasText: name })
  await expect(row('verlauf-1')).toContainText('Aus')

  await row('geteilt-1').click()
  await list.focus()
  await window.keyboard.press('Delete')
  const removal = window.getByRole('alertdialog', { name: 'geteilt-1 löschen?' })
  await expect(removal.getByRole('region', { name: 'Bleibt' })).toContainText(
    'genutzt von geteilt-2',
  )
  expect(await removal.innerText()).not.toMatch(ENGLISH)
  await window.keyboard.press('Escape')
  await expect(removal).toHaveCount(0)

  await list.focus()
  await window.keyboard.press('n')
  const making = window.getByRole('dialog', { name: 'Neue Maschine' })
  await making.getByRole('textbox', { name: 'Name' }).fill('verlauf-1')
  await making.getByRole('combobox', { name: 'Quelle' }).selectOption('Kernel, direkt')
  await making.getByRole('textbox', { name: 'Kernel', exact: true }).fill('/nirgends/vmlinuz')
  const checks = making.getByRole('list', { name: 'Prüfungen' })
  await expect(checks).toContainText('Eine Maschine verlauf-1 gibt es schon')
  await expect(checks).toContainText('/nirgends/vmlinuz gibt es nicht')
  expect(await checks.innerText()).not.toMatch(ENGLISH)
  await window.keyboard.press('Escape')
  await expect(making).toHaveCount(0)

  await host.virsh('start', 'verlauf-1')
  await expect(row('verlauf-1')).toContainText('Läuft')
  await host.virsh('destroy', 'verlauf-1')
  await expect(row('verlauf-1')).toContainText('Aus')
  await list.focus()
  await window.keyboard.press('Control+h')
  const happened = window.getByRole('table', { name: 'Was geschah' })
  await expect(happened.getByRole('row').filter({ hasText: 'Hart ausgeschaltet' })).toHaveCount(1)
  await expect(happened.getByRole('row').filter({ hasText: 'Gestartet' })).toHaveCount(1)
  expect(await happened.innerText()).not.toMatch(ENGLISH)
  await window.keyboard.press('Escape')

  await runFromPalette(window, 'doktor')
  const findings = window.getByRole('list', { name: 'Befunde' })
  await expect(findings).toContainText('Der libvirt-Daemon von')
  await expect(findings).toContainText('Der Speicherpool images ist aktiv')
  const sentences = await findings.getByRole('listitem').allInnerTexts()
  expect(sentences.join('\n')).not.toMatch(ENGLISH)
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
