import { readFileSync, readlinkSync } from 'node:fs'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { InstalledApp } from './installed-app'
import { consoleText, machineRow } from './views'

test('the installed app does the main job, sandboxed, for an ordinary user', async ({
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'web-1')
  const app = await InstalledApp.start(host)
  try {
    const { window, context } = app
    const row = machineRow(window, 'web-1')
    await expect(row).toContainText('Shut off')
    await window.keyboard.press('s')
    await expect(row).toContainText('Running')

    const opened = context.waitForEvent('page')
    await window.keyboard.press('Enter')
    const serial = await opened
    await expect(serial.getByRole('status')).toContainText('Connected')
    await expect.poll(() => consoleText(serial)).toContain('login:')
    await serial.keyboard.type('root\n')
    await expect.poll(() => consoleText(serial)).toMatch(/[#$] *$/m)
    await serial.keyboard.type('echo the answer is $((6*7))\n')
    await expect.poll(() => consoleText(serial)).toContain('the answer is 42')

    // Started from its package, by nobody special, and its pages run behind Chromium's sandbox.
    const pid = String(app.process.pid)
    expect(readlinkSync(`/proc/${pid}/exe`)).toBe('/opt/virthelm/virthelm')
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox')

    await window.bringToFront()
    await window.keyboard.press('d')
    await expect(row).toContainText('Shut off')
    expect(await app.quit()).toBe(0)
  } finally {
    await app.dispose()
  }
})
