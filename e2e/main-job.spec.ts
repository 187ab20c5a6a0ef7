import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { consoleText, machineRow } from './views'

const openConsole = async (
  window: Page,
  electron: { waitForEvent(name: 'window'): Promise<Page> },
) => {
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('Enter')
  return opened
}

test('start a machine, log in on its serial console, shut it down: with keys alone', async ({
  host,
  guest,
  launch,
}) => {
  await defineGuest(host, guest, 'web-1')
  const { electron, window } = await launch('--connect', host.uri())
  const row = machineRow(window, 'web-1')
  await expect(row).toContainText('Shut off')

  await window.keyboard.press('s')
  await expect(row).toContainText('Running')
  expect((await host.virsh('domstate', 'web-1')).trim()).toBe('running')

  const serial = await openConsole(window, electron)
  await expect(serial.getByRole('status')).toContainText('Connected')
  expect(
    await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((w) => w.getTitle()),
    ),
  ).toContain('web-1 — serial console — Virthelm')
  await expect.poll(() => consoleText(serial)).toContain('login:')
  await serial.keyboard.type('root\n')
  await expect.poll(() => consoleText(serial)).toMatch(/[#$] *$/m)
  await serial.keyboard.type('echo the answer is $((6*7))\n')
  await expect.poll(() => consoleText(serial)).toContain('the answer is 42')

  await window.bringToFront()
  await window.keyboard.press('d')
  await expect(row).toContainText('Shut off')
  expect((await host.virsh('domstate', 'web-1')).trim()).toBe('shut off')
  await expect(serial.getByRole('status')).toContainText(
    'Disconnected — reconnects when the machine starts',
  )

  await window.keyboard.press('s')
  await expect(row).toContainText('Running')
  await expect(serial.getByRole('status')).toContainText('Connected')
})

test('a closed console window keeps its scrollback', async ({ host, guest, launch }) => {
  await defineGuest(host, guest, 'web-1')
  const { electron, window } = await launch('--connect', host.uri())
  await expect(machineRow(window, 'web-1')).toContainText('Shut off')
  await window.keyboard.press('s')
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  const first = await openConsole(window, electron)
  await expect.poll(() => consoleText(first)).toContain('login:')
  await first.keyboard.type('root\n')
  await expect.poll(() => consoleText(first)).toMatch(/[#$] *$/m)
  await first.keyboard.type('echo kept-$((40+2))\n')
  await expect.poll(() => consoleText(first)).toContain('kept-42')
  const closed = first.waitForEvent('close')
  // The window goes at the key's first half.
  await first.keyboard.down('Control')
  await first.keyboard.down('Shift')
  await Promise.all([closed, first.keyboard.down('W').catch(() => undefined)])
  const second = await openConsole(window, electron)
  await expect.poll(() => consoleText(second)).toContain('kept-42')
})

test('what virsh does outside shows in the row', async ({ host, guest, app: { window } }) => {
  await defineGuest(host, guest, 'outside')
  const row = machineRow(window, 'outside')
  await expect(row).toContainText('Shut off')
  await host.virsh('start', 'outside')
  await expect(row).toContainText('Running')
  await host.virsh('suspend', 'outside')
  await expect(row).toContainText('Paused')
  await host.virsh('destroy', 'outside')
  await expect(row).toContainText('Shut off')
  await host.virsh('undefine', 'outside')
  await expect(row).toHaveCount(0)
})

test('forcing off asks first, with Cancel in focus; Ctrl+Enter acts', async ({
  host,
  guest,
  app: { window },
}) => {
  await defineGuest(host, guest, 'victim')
  await host.virsh('start', 'victim')
  const row = machineRow(window, 'victim')
  await expect(row).toContainText('Running')
  await window.getByRole('grid', { name: 'Virtual machines' }).focus()
  await window.keyboard.press('Shift+D')
  const dialog = window.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(row).toContainText('Running')

  await window.keyboard.press('Shift+D')
  await expect(dialog.getByRole('button', { name: 'Force off' })).toBeVisible()
  await window.keyboard.press('Control+Enter')
  await expect(row).toContainText('Shut off')
})

test('a daemon that dies leaves its machines stale, and true again when it is back', async ({
  host,
  guest,
  app: { window },
}) => {
  await defineGuest(host, guest, 'survivor')
  const row = machineRow(window, 'survivor')
  await expect(row).toContainText('Shut off')
  await host.kill()
  const treeitem = window.getByRole('navigation', { name: 'Hosts' }).getByRole('treeitem').last()
  await expect(treeitem).toHaveAccessibleDescription(/not connected/i)
  await host.start()
  await host.virsh('start', 'survivor')
  await expect(row).toContainText('Running')
  await expect(treeitem).toHaveAccessibleDescription(/^connected/i)
})
