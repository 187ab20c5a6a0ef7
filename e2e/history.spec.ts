import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { grid, machineRow } from './views'

const happened = (window: Page): Locator => window.getByRole('table', { name: 'What happened' })

const rowOf = (window: Page, text: string | RegExp): Locator =>
  happened(window).getByRole('row').filter({ hasText: text })

test('what happens is told live, with who asked for it, and found again by words', async ({
  host,
  guest,
  app: { window },
}) => {
  await defineGuest(host, guest, 'web-1')
  await defineGuest(host, guest, 'db-1')
  await expect(machineRow(window, 'db-1')).toContainText('Shut off')
  await grid(window).focus()
  await window.keyboard.press('Home')
  await window.keyboard.press('s')
  await expect(machineRow(window, 'db-1')).toContainText('Running')

  await window.keyboard.press('Control+h')
  const search = window.getByRole('searchbox', { name: 'Search the history' })
  await expect(search).toBeFocused()
  await expect(rowOf(window, /db-1Started/)).toContainText('Here')

  await host.virsh('start', 'web-1')
  await expect(rowOf(window, /web-1Started/)).toContainText('Elsewhere')
  await host.virsh('destroy', 'web-1')

  await search.fill('WEB-1 start')
  await expect(rowOf(window, 'db-1')).toHaveCount(0)
  await expect(rowOf(window, /web-1Started/)).toHaveCount(1)
  await search.fill('nothing of that kind')
  await expect(window.getByText('Nothing in the history matches.')).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(rowOf(window, /db-1Started/)).toHaveCount(1)

  await rowOf(window, /db-1Started/)
    .getByRole('button', { name: 'db-1' })
    .press('Enter')
  await expect(rowOf(window, 'web-1')).toHaveCount(0)
  await window.getByRole('button', { name: /only db-1/i }).press('Enter')
  await expect(rowOf(window, /web-1Started/)).toHaveCount(1)

  await search.focus()
  await window.keyboard.press('Escape')
  await expect(grid(window)).toBeFocused()

  await window.getByRole('tab', { name: 'Events' }).click()
  await expect(rowOf(window, /Started/)).toContainText('Here')
  await expect(rowOf(window, 'web-1')).toHaveCount(0)
})

test('a long history: older entries come as it is scrolled, alarms stand out, all of it is exported', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const now = Date.now()
  const entries = Array.from({ length: 1500 }, (_, index) => ({
    at: now - (1500 - index) * 60_000,
    hostId: 'gone',
    machineId: `gone/${index % 7}`,
    machineName: `old-${index % 7}`,
    state: index === 1490 ? 'crashed' : 'running',
    text: index === 1490 ? 'Crashed' : `Happened ${index}`,
    askedBy: 'nobody',
    ...(index === 1490 && { alarm: 'crash' }),
  }))
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`)
  await writeFile(join(userDataFolder, 'timeline.jsonl'), lines.join(''))
  const { electron, window } = await launch('--connect', host.uri())
  await expect(grid(window)).toBeFocused()
  await window.keyboard.press('Control+h')

  await expect(rowOf(window, 'Crashed').getByRole('img', { name: 'Alarm' })).toBeVisible()
  await expect(rowOf(window, 'Happened 1499')).toContainText('Nobody')
  await happened(window).focus()
  await expect(async () => {
    await window.keyboard.press('End')
    await expect(rowOf(window, /Happened 0(?!\d)/)).toBeVisible({ timeout: 300 })
  }).toPass()
  expect(await happened(window).getByRole('row').count()).toBeLessThan(120)

  const path = join(userDataFolder, 'exported.jsonl')
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await window.getByRole('button', { name: 'Export…' }).press('Enter')
  await expect(window.getByRole('status').filter({ hasText: path })).toBeVisible()
  const exported = (await readFile(path, 'utf8')).trimEnd().split('\n')
  expect(exported.slice(0, 1500).map((line) => JSON.parse(line) as unknown)).toEqual(entries)
})
