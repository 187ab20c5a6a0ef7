import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { consoleText, grid, machineRow } from './views'

test('windows whose processes die come back as they were', async ({ host, guest, launch }) => {
  await defineGuest(host, guest, 'sturdy')
  await host.virsh('start', 'sturdy')
  const { electron, window } = await launch('--connect', host.uri())
  await expect(machineRow(window, 'sturdy')).toContainText('Running')
  await grid(window).focus()
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('c')
  const serial = await opened
  await expect
    .poll(async () => {
      await serial.keyboard.press('Enter')
      return consoleText(serial)
    })
    .toContain('login:')

  const pages = await electron.evaluate(({ webContents }) => {
    const all = webContents.getAllWebContents()
    const loaded = all.map(
      (contents) =>
        new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve())),
    )
    for (const contents of all) contents.forcefullyCrashRenderer()
    return Promise.all(loaded).then(() => all.length)
  })
  expect(pages).toBe(2)
  const shown = await electron.evaluate(async ({ webContents }) => {
    const texts = webContents.getAllWebContents().map(async (contents) => {
      for (let tries = 0; tries < 100; tries++) {
        const text: string = await contents.executeJavaScript('document.body.innerText')
        if (/Running|login:/.test(text)) return text
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      return ''
    })
    return Promise.all(texts)
  })
  expect(shown.filter((text) => text.includes('sturdy'))).not.toEqual([])
  expect(shown.filter((text) => text.includes('login:'))).toHaveLength(1)
})

test('a host that is gone when the computer wakes up is found out at once, and found again', async ({
  app: { electron, window },
  host,
}) => {
  const item = window.getByRole('treeitem')
  await expect(item).toHaveAccessibleDescription(/^connected/i)
  host.freeze()
  try {
    // No computer sleeps for a test: this is all that the app hears of it.
    await electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
    await expect(item).toHaveAccessibleDescription(/^connecting/i, { timeout: 20_000 })
  } finally {
    host.thaw()
  }
  await expect(item).toHaveAccessibleDescription(/^connected/i)
})
