import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { expect, projectFolder, runtimeFlags, test } from './fixtures'
import { consoleText, machineRow } from './views'

test('from an empty host to a demo machine that answers, with keys alone', async ({
  guest,
  environment,
  launch,
  host,
}) => {
  environment['VIRTHELM_GUEST_DIR'] = dirname(guest.kernel)
  const { electron, window } = await launch('--connect', host.uri())
  const make = window.getByRole('button', { name: 'Make a demo machine' })
  await make.focus()
  await window.keyboard.press('Enter')
  const row = machineRow(window, 'demo')
  await expect(row).toContainText('Running', { timeout: 60_000 })
  await window.getByRole('grid', { name: 'Virtual machines' }).focus()
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('c')
  const serial = await opened
  await expect(serial.getByRole('status')).toContainText('Connected')
  await expect
    .poll(async () => {
      await serial.keyboard.press('Enter')
      return consoleText(serial)
    })
    .toContain('login:')
})

test('the command palette and the key list have every action, with its key', async ({
  app: { window },
}) => {
  await expect(window.getByRole('button', { name: 'Make a demo machine' })).toBeVisible()
  await window.keyboard.press('Control+K')
  const palette = window.getByRole('dialog', { name: 'Command palette' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await window.keyboard.type('keyboard')
  await window.keyboard.press('Enter')
  const keys = window.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys).toContainText('Force off')
  await expect(keys).toContainText('Shift+D')
  await window.keyboard.press('Escape')
  await expect(keys).toHaveCount(0)
})

test('a second start hands its hosts to the first, and ends', async ({
  host,
  userDataFolder,
  app: { electron, window },
}) => {
  await expect(
    window.getByRole('navigation', { name: 'Hosts' }).getByRole('treeitem'),
  ).not.toHaveCount(0)
  const second = spawn(electron.process().spawnfile, [
    ...runtimeFlags(),
    projectFolder,
    '--user-data-dir',
    userDataFolder,
    '--connect',
    host.uri('test', '/default'),
  ])
  const [status] = (await once(second, 'exit')) as [number]
  expect(status).toBe(0)
  await expect(machineRow(window, 'test')).toContainText('Running')
})
