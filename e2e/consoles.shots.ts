import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { consoleText, grid, machineRow } from './views'

/** For looking at only: consoles beside each other, and what happens in a console's window. */
const folder = join(import.meta.dirname, '../test-results/screenshots')

const sizes = { small: [1280, 800], large: [1920, 1080] } as const

/** The same view in both themes, at these sizes (of the window's content, in pixels). */
const shootAll = async (electron: ElectronApplication, window: Page, view: string) => {
  await mkdir(folder, { recursive: true })
  const handle = await electron.browserWindow(window)
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await handle.evaluate((it, [w, h]) => it.setContentSize(w, h), [width, height] as const)
    for (const theme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme: theme })
      await window.waitForTimeout(700)
      await window.screenshot({ path: join(folder, `${view}-${theme}-${size}.png`) })
    }
  }
}

const names = ['database', 'dns', 'mail', 'proxy', 'web-1'] as const

test('consoles beside each other', async ({ host, guest, app: { electron, window } }) => {
  for (const name of names) await defineGuest(host, guest, name)
  for (const name of names.slice(1)) await host.virsh('start', name)
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await grid(window).focus()
  await window.keyboard.press('Control+A')
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('Shift+C')
  const tiles = await opened
  for (const name of names.slice(1)) {
    await expect
      .poll(() => consoleText(tiles, `Serial console of ${name}`), { timeout: 120_000 })
      .toContain('login:')
  }
  await tiles.keyboard.press('Control+Shift+ArrowRight')
  await tiles.keyboard.press('Control+Shift+B')
  await tiles.keyboard.type('root\n')
  await tiles.waitForTimeout(5000)
  await tiles.keyboard.type('uname -r; uptime\n')
  await tiles.waitForTimeout(3000)
  await shootAll(electron, tiles, 'tiles-broadcast')
  await electron.evaluate(({ clipboard }) =>
    clipboard.writeText('apk update\nrc-service sshd restart'),
  )
  await tiles.keyboard.press('Control+Shift+V')
  await shootAll(electron, tiles, 'tiles-paste')
  await tiles.keyboard.press('Escape')
  await tiles.keyboard.press('Control+Shift+B')
  await shootAll(electron, tiles, 'tiles')
  await tiles.keyboard.press('Control+Shift+Enter')
  await shootAll(electron, tiles, 'tiles-zoomed')
})

test('a console recorded, pasted into, and its menu', async ({ host, guest, launch }) => {
  const consoles = `<serial type='pty'/><console type='pty'><target type='serial' port='0'/></console>
    <console type='pty'><target type='virtio' port='1'/></console><parallel type='null'/>`
  await defineGuest(host, guest, 'web-1', consoles)
  await host.virsh('start', 'web-1')
  const { electron } = await launch('--connect', host.uri(), '--show-domain-console', 'web-1')
  const isConsole = (page: Page): boolean => page.url().endsWith('/console.html')
  const serial =
    electron.windows().find(isConsole) ??
    (await electron.waitForEvent('window', { predicate: isConsole }))
  await expect(serial.getByRole('status')).toHaveText('Connected')
  await expect.poll(() => consoleText(serial), { timeout: 120_000 }).toContain('login:')
  await serial.keyboard.type('root\n')
  await expect.poll(() => consoleText(serial)).toMatch(/# *$/m)
  const path = join(host.directory, 'web-1.cast')
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await serial.keyboard.press('Control+Shift+E')
  await serial.keyboard.type('uname -a; free; ls /\n')
  await electron.evaluate(({ clipboard }) =>
    clipboard.writeText('x'.repeat(63).concat('\n').repeat(4096)),
  )
  await serial.keyboard.type('stty -echo; cat >/dev/null\n')
  await serial.keyboard.press('Control+Shift+V')
  await serial.keyboard.press('Control+Enter')
  await expect(serial.getByRole('progressbar')).toBeVisible()
  await shootAll(electron, serial, 'console-recording')
  await serial.keyboard.press('Control+Shift+X')
  await serial.keyboard.press('Control+Shift+M')
  await shootAll(electron, serial, 'console-menu')
})
