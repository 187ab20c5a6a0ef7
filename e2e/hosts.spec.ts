import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { makeFleet } from './guest'
import { grid, machineRow, pressTwice } from './views'
import { runFromPalette } from './view-walk'

const hostItem = (window: Page, name: string): Locator =>
  window.getByRole('navigation', { name: 'Hosts' }).getByRole('treeitem', { name, exact: true })

const hostNames = (window: Page): Promise<string[]> =>
  window
    .getByRole('treeitem')
    .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? ''))

const hostsKept = async (folder: string): Promise<{ name: string; autoconnect: boolean }[]> =>
  (JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')) as { hosts: never[] }).hosts

const saveHosts = (folder: string, hosts: readonly object[]): Promise<void> =>
  writeFile(join(folder, 'settings.json'), JSON.stringify({ hosts }))

test('a host is tried, added, edited, moved and removed, with keys alone', async ({
  host,
  launch,
  userDataFolder,
}) => {
  await saveHosts(userDataFolder, [
    { id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true },
  ])
  const { window } = await launch()
  await expect(hostItem(window, 'This computer')).toHaveAccessibleDescription(/^connected/i)

  await runFromPalette(window, 'add host')
  const dialog = window.getByRole('dialog', { name: 'Add host' })
  const uri = dialog.getByRole('textbox', { name: 'URI' })
  await expect(uri).toBeFocused()
  await expect(dialog.getByRole('region', { name: 'Examples' })).toContainText('qemu+ssh://')

  await window.keyboard.type('qemu+unix:///session?socket=/nowhere/libvirt-sock')
  await dialog.getByRole('button', { name: 'Try' }).press('Enter')
  await expect(dialog.getByRole('alert')).toContainText(/no libvirt daemon/i)
  await expect(dialog.getByRole('alert')).toContainText('sudo systemctl')

  await uri.fill(await makeFleet(host, 3))
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Try' }).press('Enter')
  await expect(dialog.getByRole('status', { name: 'Trial' })).toContainText(
    /it works: test on .+, libvirt .+, 3 machines, in .+ms/i,
  )
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lab')
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(grid(window)).toBeFocused()
  await expect(machineRow(window, 'fleet-00002')).toContainText('Running')
  expect(await hostNames(window)).toEqual(['This computer', 'Lab'])

  await hostItem(window, 'Lab').focus()
  await window.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => hostNames(window)).toEqual(['Lab', 'This computer'])
  await expect(hostItem(window, 'Lab')).toBeFocused()

  await window.keyboard.press('F2')
  const edit = window.getByRole('dialog', { name: 'Edit host' })
  await edit.getByRole('textbox', { name: 'Name' }).fill('Laboratory')
  await edit.getByRole('checkbox', { name: 'Connect when Virthelm starts' }).uncheck()
  await edit.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(hostItem(window, 'Laboratory')).toBeFocused()
  await expect
    .poll(() => hostsKept(userDataFolder))
    .toMatchObject([{ name: 'Laboratory', autoconnect: false }, { name: 'This computer' }])

  await window.keyboard.press('Delete')
  const removal = window.getByRole('alertdialog', { name: /remove laboratory/i })
  await expect(removal.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(removal).toHaveCount(0)
  await expect(hostItem(window, 'Laboratory')).toBeFocused()
  await window.keyboard.press('Delete')
  await window.keyboard.press('Control+Enter')
  await expect.poll(() => hostNames(window)).toEqual(['This computer'])
  expect(await hostsKept(userDataFolder)).toHaveLength(1)
})

test('what is agreed to twice, before the answer is there, is done once', async ({
  host,
  launch,
  userDataFolder,
}) => {
  await saveHosts(userDataFolder, [
    { id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true },
  ])
  const { window } = await launch()
  await expect(hostItem(window, 'This computer')).toHaveAccessibleDescription(/^connected/i)
  await runFromPalette(window, 'add host')
  const dialog = window.getByRole('dialog', { name: 'Add host' })
  await dialog.getByRole('textbox', { name: 'URI' }).fill(host.uri('test', '/default'))
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Once')
  await pressTwice(dialog.getByRole('button', { name: 'Add' }))
  await expect(dialog).toHaveCount(0)
  await expect(machineRow(window, 'test')).toContainText('Running')
  expect(await hostNames(window)).toEqual(['This computer', 'Once'])
  expect(await hostsKept(userDataFolder)).toHaveLength(2)
})

test('a host that is not to be connected at start waits until it is asked for', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const lab = host.uri('test', '/default')
  await saveHosts(userDataFolder, [
    { id: 'lab', name: 'Lab', uri: lab, autoconnect: false },
    { id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true },
  ])
  const { window } = await launch()
  await expect(hostItem(window, 'This computer')).toHaveAccessibleDescription(/^connected/i)
  await expect(hostItem(window, 'Lab')).toHaveAccessibleDescription(/not connected/i)
  await expect(machineRow(window, 'test')).toHaveCount(0)
  await hostItem(window, 'Lab').focus()
  await window.keyboard.press('Shift+F10')
  const menu = window.getByRole('menu', { name: 'Host' })
  await menu.getByRole('menuitem', { name: 'Connect to Lab', exact: true }).press('Enter')
  await expect(machineRow(window, 'test')).toContainText('Running')
})

test('a host is disconnected and connected again from its menu', async ({
  app: { window },
  host,
}) => {
  const item = hostItem(window, host.uri())
  await expect(item).toHaveAccessibleDescription(/^connected/i)
  await item.focus()
  await window.keyboard.press('Shift+F10')
  const menu = window.getByRole('menu', { name: 'Host' })
  await menu.getByRole('menuitem', { name: /^disconnect/i }).press('Enter')
  await expect(item).toHaveAccessibleDescription(/not connected/i)
  await expect(item).toBeFocused()
  await window.keyboard.press('Shift+F10')
  await menu.getByRole('menuitem', { name: /^connect to .+sock$/i }).press('Enter')
  await expect(item).toHaveAccessibleDescription(/^connected/i)
})

test('the host page tells what the host is, and leads back to the list as it was', async ({
  host,
  launch,
}) => {
  const { window } = await launch('--connect', host.uri(), '--connect', await makeFleet(host, 200))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  await window.keyboard.press('End')
  await expect(machineRow(window, 'fleet-00199')).toBeVisible()
  await window.keyboard.press('Space')
  const scrolled = await grid(window).evaluate((list) => list.scrollTop)

  const item = hostItem(window, host.uri())
  await item.focus()
  await window.keyboard.press('Enter')
  const page = window.getByRole('main', { name: `About ${host.uri()}` })
  await expect(page).toContainText('QEMU')
  for (const [term, fact] of [
    [/^Topology$/, /socket.+core.+thread/],
    [/^Up for$/, /\d+\s(?:days?|h|min)/],
    [/^In all$/, /[GM]iB/],
    [/^Libvirt$/, /^Libvirt\d+\.\d+\.\d+$/],
    [/^x86_64$/, /qemu/],
    [/^Privacy$/, /nobody else/i],
  ] as const) {
    await expect(
      page.locator('dl > div').filter({ has: window.locator('dt', { hasText: term }) }),
    ).toContainText(fact)
  }
  await expect(grid(window)).toHaveCount(0)

  await window.keyboard.press('Escape')
  await expect(page).toHaveCount(0)
  await expect(item).toBeFocused()
  await grid(window).focus()
  await expect(machineRow(window, 'fleet-00199')).toHaveAttribute('aria-selected', 'true')
  expect(await grid(window).evaluate((list) => list.scrollTop)).toBe(scrolled)
})

test('hosts tell how busy and how far they are, for as long as they are shown', async ({
  app: { window },
  host,
}) => {
  const item = hostItem(window, host.uri())
  await expect(item).toHaveAccessibleDescription(/cpu \d+\s%.+mem \d+\s%.+\d\sms/i)
})
