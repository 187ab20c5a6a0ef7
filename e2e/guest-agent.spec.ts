import { expect, test } from './fixtures'
import { agentChannel, defineGuest } from './guest'
import { chooseMachine, grid, machineRow } from './views'
import { runFromPalette, runOnList } from './view-walk'

// An emulated guest boots, and its agent with it.
test.setTimeout(240_000)

test('a guest tells of itself, runs a command, and lets a key in', async ({
  app: { window },
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'talks', undefined, agentChannel)
  await chooseMachine(window, 'talks')
  await grid(window).focus()
  await window.keyboard.press('s')
  await expect(machineRow(window, 'talks')).toContainText('Running')

  const said = window.getByRole('group', { name: 'Guest' })
  await expect(said).toContainText('Virthelm demo guest', { timeout: 90_000 })
  await expect(said).toContainText('x86_64')

  await runFromPalette(window, 'run in the guest')
  const running = window.getByRole('dialog', { name: 'Run in talks' })
  await expect(running.getByRole('textbox', { name: 'Command' })).toBeFocused()
  await window.keyboard.type('echo hello from $(hostname); echo oops >&2; exit 4')
  await window.keyboard.press('Enter')
  const output = running.getByRole('region', { name: 'Output' })
  await expect(output).toContainText('hello from')
  await expect(output).toContainText('oops')
  await expect(output.getByRole('status')).toHaveText('Ended with 4')
  await window.keyboard.press('Escape')
  await expect(running).toHaveCount(0)

  await runFromPalette(window, 'access to the guest')
  const access = window.getByRole('dialog', { name: 'Access to talks' })
  await expect(access.getByText('No key may log in as this user.')).toBeVisible()
  await access.getByRole('textbox', { name: 'Another key' }).focus()
  await window.keyboard.type('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAItest ada@home')
  await window.keyboard.press('Enter')
  const removal = access.getByRole('button', { name: 'Remove the key ada@home' })
  await expect(removal).toBeVisible()
  await removal.press('Enter')
  await expect(removal).toHaveCount(0)
  await window.keyboard.press('Escape')

  await runOnList(window, 'shut down by the agent')
  await expect(machineRow(window, 'talks')).toContainText('Shut off', { timeout: 60_000 })
  await expect(said).toHaveCount(0)
})
