import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { grid, machineRow } from './views'

const openSettings = async (window: Page, section: string) => {
  await window.keyboard.press('Control+,')
  const page = window.getByRole('main', { name: 'Settings' })
  await expect(page.getByRole('tab', { name: 'Looks' })).toBeFocused()
  await page.getByRole('tab', { name: section }).click()
  return page
}

const kept = async (folder: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')) as Record<string, unknown>

test('looks hold at once and at the next start, and Escape leads back', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const first = await launch('--connect', host.uri('test', '/default'))
  await expect(machineRow(first.window, 'test')).toContainText('Running')
  await first.window.keyboard.press('Control+,')
  const page = first.window.getByRole('main', { name: 'Settings' })
  await expect(page.getByRole('tab', { name: 'Looks' })).toBeFocused()
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
  await page.getByRole('radio', { name: 'Compact' }).check({ force: true })
  await expect
    .poll(() => first.electron.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors))
    .toBe(true)
  await expect.poll(() => kept(userDataFolder)).toMatchObject({ theme: 'dark', rows: 'compact' })
  await first.window.keyboard.press('Escape')
  await expect(grid(first.window)).toBeFocused()
  await expect(machineRow(first.window, 'test')).toHaveCSS('height', '24px')
  await first.electron.close()

  const { window, electron } = await launch('--connect', host.uri('test', '/default'))
  await expect(machineRow(window, 'test')).toHaveCSS('height', '24px')
  expect(await electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
})

test('a key is bound by pressing it: menus, palette, key list and the list follow', async ({
  host,
  guest,
  app: { window },
}) => {
  await defineGuest(host, guest, 'web-1')
  await expect(machineRow(window, 'web-1')).toContainText('Shut off')
  const page = await openSettings(window, 'Keys')
  await page.getByRole('searchbox', { name: 'Find an action' }).fill('resume or')

  const add = page.getByRole('button', { name: 'Add a key for Start, resume or restore' })
  await add.press('Enter')
  await window.keyboard.press('h')
  await expect(page.getByRole('alert')).toContainText('h already means Save to disk')
  await expect(add).toBeFocused()
  await add.press('Enter')
  await window.keyboard.press('Control+k')
  await expect(page.getByRole('alert')).toContainText('Ctrl+K already means Command palette')
  await add.press('Enter')
  await window.keyboard.press('x')
  await page.getByRole('button', { name: 'Take s from Start, resume or restore' }).press('Enter')

  await window.keyboard.press('Escape')
  await expect(grid(window)).toBeFocused()
  await window.keyboard.press('?')
  const keys = window.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys.getByText('Start, resume or restore').locator('..')).toHaveText(/restorex$/)
  await window.keyboard.press('Escape')
  await window.keyboard.press('s')
  await window.keyboard.press('x')
  await expect(machineRow(window, 'web-1')).toContainText('Running')

  const again = await openSettings(window, 'Keys')
  await again.getByRole('button', { name: 'Reset Start, resume or restore' }).press('Enter')
  await expect(
    again.getByRole('button', { name: 'Take s from Start, resume or restore' }),
  ).toBeVisible()
})

test('a settings file with mistakes: each is told, the rest holds, nothing is lost', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const path = join(userDataFolder, 'settings.json')
  const file = {
    rows: 'compact',
    theme: 'purple',
    parallelism: 'many',
    unknown: { of: 'tomorrow' },
    keys: { 'machine.start': ['x'], 'machine.save': ['x'] },
  }
  await writeFile(path, JSON.stringify(file))
  const { window } = await launch('--connect', host.uri('test', '/default'))
  await expect(machineRow(window, 'test')).toHaveCSS('height', '24px')
  await window.keyboard.press('Control+,')
  const problems = window.getByRole('region', { name: 'Problems of the settings file' })
  await expect(problems).toContainText(path)
  await expect(problems).toContainText('"theme" is ignored')
  await expect(problems).toContainText('"parallelism" is ignored')

  const page = window.getByRole('main', { name: 'Settings' })
  await page.getByRole('tab', { name: 'Keys' }).click()
  await expect(page).toContainText('Save to disk does not get x: it means Start, resume or restore')
  await page.getByRole('tab', { name: 'Consoles' }).click()
  await page.getByRole('spinbutton', { name: 'Size of the font' }).fill('16')
  await expect.poll(() => kept(userDataFolder)).toEqual({ ...file, consoleFontSize: 16 })
  await page.getByRole('spinbutton', { name: 'Size of the font' }).fill('1000')
  await expect(page).toContainText('A whole number from 6 to 48')
  expect(await kept(userDataFolder)).toMatchObject({ consoleFontSize: 16 })
})

test('keys and font of open consoles are the person’s, too', async ({
  host,
  guest,
  app: { electron, window },
}) => {
  await defineGuest(host, guest, 'web-1')
  await host.virsh('start', 'web-1')
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await grid(window).focus()
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('c')
  const serial = await opened
  await expect(serial.getByRole('status')).toContainText('Connected')
  await expect(serial.getByRole('list', { name: 'Keys' })).toContainText(/Find\s*Ctrl/)

  /** Of a line of the terminal, in CSS pixels. */
  const lineHeight = (): Promise<number> =>
    serial
      .locator('.xterm-accessibility-tree [role=listitem]')
      .first()
      .evaluate((line) => line.getBoundingClientRect().height)
  const before = await lineHeight()
  const page = await openSettings(window, 'Consoles')
  await page.getByRole('spinbutton', { name: 'Size of the font' }).fill('26')
  await expect.poll(lineHeight).toBeGreaterThan(before * 1.7)

  await page.getByRole('tab', { name: 'Keys' }).click()
  await page.getByRole('searchbox', { name: 'Find an action' }).fill('find console')
  const add = page.getByRole('button', { name: 'Add a key for Find (console)' })
  await add.press('Enter')
  await window.keyboard.press('f')
  await expect(page.getByRole('alert')).toContainText('The guest needs that key')
  await add.press('Enter')
  await window.keyboard.press('Control+Shift+Y')
  await page.getByRole('button', { name: /^Take Ctrl\+Shift\+F from Find/ }).press('Enter')
  await expect(serial.getByRole('list', { name: 'Keys' })).toContainText(/Find\s*Ctrl.*Y/)
  await serial.bringToFront()
  await serial.keyboard.press('Control+Shift+F')
  await serial.keyboard.press('Control+Shift+Y')
  await expect(serial.getByLabel('Find in the console')).toBeFocused()

  await window.bringToFront()
  await window.keyboard.press('Escape')
  await expect(grid(window)).toBeFocused()
  await window.keyboard.press('?')
  const keys = window.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys.getByText('Find (console)').locator('..')).toHaveText(/Y$/)
  await expect(keys.getByRole('heading', { name: 'Graphical display' })).toBeVisible()
})
