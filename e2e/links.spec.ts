/** What the desktop hands to the app: links, and the actions of its entry. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ElectronApplication } from '@playwright/test'
import { expect, projectFolder, runtimeFlags, test } from './fixtures'
import { defineGuest, makeFleet } from './guest'
import { grid, machineRow } from './views'

/** Starts the app once more, as a desktop does for a link; resolves with its exit status. */
const startAgain = async (
  electron: ElectronApplication,
  userDataFolder: string,
  ...args: readonly string[]
): Promise<number> => {
  const flags = [...runtimeFlags(), projectFolder, '--user-data-dir', userDataFolder]
  const second = spawn(electron.process().spawnfile, [...flags, ...args])
  const [status] = (await once(second, 'exit')) as [number]
  return status
}

test('a link shows its machine; others start nothing and connect nowhere', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  for (const name of ['db-1', 'mail', 'web-1']) await defineGuest(host, guest, name)
  const { electron, window } = await launch('--connect', host.uri(), 'virthelm://machine/mail')
  const details = window.getByRole('complementary', { name: 'Details' })
  await expect(details).toContainText('mail')

  for (const link of [
    'virthelm://start/web-1',
    'virthelm://machine/web-1?start=1',
    'virthelm://connect/test%3A%2F%2F%2Fdefault',
  ]) {
    expect(await startAgain(electron, userDataFolder, link)).toBe(0)
  }
  expect(await startAgain(electron, userDataFolder, 'virthelm://machine/web-1')).toBe(0)
  await expect(details).toContainText('web-1')
  await expect(machineRow(window, 'web-1')).toContainText('Shut off')
  expect((await host.virsh('domstate', 'web-1')).trim()).toBe('shut off')
  await expect(window.getByRole('treeitem')).toHaveCount(1)
})

test('the entry’s actions begin with a new machine, and with the consoles', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const { electron, window } = await launch('--connect', await makeFleet(host, 20), '--new-machine')
  await expect(window.getByRole('dialog', { name: 'New machine' })).toBeVisible()
  await window.keyboard.press('Escape')
  // Too many for one window: those that run are there to choose from.
  expect(await startAgain(electron, userDataFolder, '--consoles')).toBe(0)
  await expect(window.getByRole('searchbox', { name: 'Filter virtual machines' })).toHaveValue(
    'state:running',
  )
  await expect(grid(window)).toBeFocused()
})
