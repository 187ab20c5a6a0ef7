import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { defineGuest, makeFleet } from './guest'
import { consoleText, grid, machineRow } from './views'

/** Those that the README shows; all others are for looking at only. */
const published = join(import.meta.dirname, '../docs/images')
const unpublished = join(import.meta.dirname, '../test-results/screenshots')

const sizes = { small: [1280, 800], large: [1920, 1080] } as const
const themes = ['light', 'dark'] as const

const names = [
  'build-agent',
  'database',
  'dns',
  'mail',
  'monitoring',
  'proxy',
  'staging',
  'web-1',
  'web-2',
]

const resize = (
  electron: ElectronApplication,
  window: Page,
  [width, height]: readonly [number, number],
) =>
  electron
    .browserWindow(window)
    .then((handle) =>
      handle.evaluate((browserWindow, [w, h]) => browserWindow.setContentSize(w, h), [
        width,
        height,
      ] as const),
    )

const shoot = async (window: Page, name: string): Promise<void> => {
  const folder = name.startsWith('readme-') ? published : unpublished
  await window.screenshot({ path: join(folder, `${name.replace('readme-', '')}.png`) })
}

/** The same view in both themes and both sizes. */
const shootAll = async (
  electron: ElectronApplication,
  window: Page,
  view: string,
): Promise<void> => {
  for (const theme of themes) {
    await window.emulateMedia({ colorScheme: theme })
    for (const [size, pixels] of Object.entries(sizes)) {
      await resize(electron, window, pixels)
      await window.waitForTimeout(300)
      await shoot(window, `${view}-${theme}-${size}`)
    }
  }
  await window.emulateMedia({ colorScheme: 'light' })
  await resize(electron, window, sizes.small)
}

test.beforeAll(async () => {
  await mkdir(published, { recursive: true })
  await mkdir(unpublished, { recursive: true })
})

test('machines and their consoles', async ({ host, guest, launch, userDataFolder }) => {
  for (const name of names) await defineGuest(host, guest, name)
  for (const name of ['database', 'dns', 'web-1']) await host.virsh('start', name)
  const hosts = [
    { id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true },
    { id: 'lab', name: 'Lab', uri: await makeFleet(host, 12), autoconnect: true },
    {
      id: 'away',
      name: 'Datacentre',
      uri: 'qemu+unix:///system?socket=/run/away/libvirt-sock',
      autoconnect: true,
    },
  ]
  await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts }))
  const { electron, window } = await launch()
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await host.virsh('suspend', 'dns')
  await host.virsh('managedsave', 'database')
  await host.virsh('start', 'web-2')
  // Two samples, so that rates show.
  await window.waitForTimeout(8000)
  await machineRow(window, 'web-1').click()
  await window.waitForTimeout(1000)
  await shootAll(electron, window, 'main')
  await shoot(window, 'readme-main-light')
  await window.emulateMedia({ colorScheme: 'dark' })
  await window.waitForTimeout(300)
  await shoot(window, 'readme-main-dark')
  await window.emulateMedia({ colorScheme: 'light' })

  for (const tab of ['Performance', 'Hardware', 'Snapshots', 'XML', 'Events']) {
    await window.getByRole('tab', { name: tab }).click()
    await window.waitForTimeout(700)
    await shoot(window, `details-${tab.toLowerCase()}`)
  }
  await window.getByRole('tab', { name: 'Overview' }).click()
  await grid(window).focus()
  await window.keyboard.press('Control+K')
  await shootAll(electron, window, 'palette')
  await window.keyboard.press('Escape')
  await window.keyboard.press('?')
  await shootAll(electron, window, 'keys')
  await window.keyboard.press('Escape')
  await window.keyboard.press('Shift+D')
  await shootAll(electron, window, 'confirm')
  await window.keyboard.press('Escape')

  const opened = electron.waitForEvent('window')
  await window.keyboard.press('Enter')
  const serial = await opened
  await expect(serial.getByRole('status')).toContainText('Connected')
  // The prompt came before anybody looked; another one comes for a line feed.
  await serial.keyboard.type('\n')
  await expect.poll(() => consoleText(serial), { timeout: 60_000 }).toContain('login:')
  await serial.keyboard.type('root\n')
  await expect.poll(() => consoleText(serial)).toMatch(/[#$] *$/m)
  await serial.keyboard.type('uname -a; free; ls /\n')
  await serial.waitForTimeout(1500)
  await shootAll(electron, serial, 'console')
  await shoot(serial, 'readme-console')
})

test('a thousand machines', async ({ host, launch }) => {
  const { electron, window } = await launch('--connect', await makeFleet(host, 1000))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  await window.waitForTimeout(7000)
  await grid(window).focus()
  await window.keyboard.press('Shift+ArrowDown')
  await window.keyboard.press('Shift+ArrowDown')
  await shootAll(electron, window, 'thousand')
})

test('nothing there', async ({ host, launch }) => {
  const { electron, window } = await launch('--connect', host.uri())
  await expect(window.getByRole('button', { name: 'Make a demo machine' })).toBeVisible()
  await shootAll(electron, window, 'empty')
})

test('no host', async ({ launch }) => {
  const { electron, window } = await launch(
    '--connect',
    'qemu+unix:///system?socket=/nowhere/libvirt-sock',
  )
  await window.waitForTimeout(1500)
  await shootAll(electron, window, 'no-daemon')
})
