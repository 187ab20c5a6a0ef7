import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { guestXml, writeBootDisk } from '../src-main/libvirt/testing/boot-sector-guest'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { expect, test } from './fixtures'
import { chooseMachine, grid, machineRow } from './views'
import { runFromPalette, runOnList } from './view-walk'

/** A guest that knows nothing of shutting down. */
const defineStubborn = async (host: PrivateDaemon, name: string): Promise<void> => {
  const disk = join(host.directory, `${name}.img`)
  await writeBootDisk(disk, 'tick')
  const file = join(host.directory, `${name}.xml`)
  await writeFile(file, guestXml(name, disk))
  await host.virsh('define', file)
}

test('a guest that does not obey is forced off at its deadline, as was chosen', async ({
  app: { window },
  host,
}) => {
  await defineStubborn(host, 'stubborn')
  await host.virsh('start', 'stubborn')
  await expect(machineRow(window, 'stubborn')).toContainText('Running')
  await chooseMachine(window, 'stubborn')
  await grid(window).focus()

  await window.keyboard.press('Control+D')
  const dialog = window.getByRole('dialog', { name: 'Shut down stubborn' })
  await dialog.getByRole('spinbutton', { name: 'Wait' }).fill('5')
  await expect(dialog.getByRole('button', { name: 'Shut down', exact: true })).toBeVisible()
  await dialog.getByRole('radio', { name: 'Leave it running' }).focus()
  await window.keyboard.press('ArrowRight')
  await expect(dialog.getByRole('button', { name: 'Shut down, then force' })).toBeVisible()
  await window.keyboard.press('Enter')

  const activity = window.getByRole('region', { name: 'Activity' })
  await expect(activity.getByRole('listitem')).toContainText('s until it is forced')
  await expect(machineRow(window, 'stubborn')).toContainText('Shutting down…')
  await expect(machineRow(window, 'stubborn')).toContainText('Shut off')
  await expect(activity.getByRole('listitem')).toContainText('1 forced off')
})

test('a schedule is made by keys, run, and told of when it was missed', async ({
  launch,
  host,
  userDataFolder,
}) => {
  await defineStubborn(host, 'web-1')
  const yesterday = Date.now() - 24 * 3_600_000
  await writeFile(
    join(userDataFolder, 'settings.json'),
    JSON.stringify({
      schedules: [
        {
          name: 'Lab at noon',
          enabled: true,
          when: '0 */6 * * *',
          action: 'start',
          group: { tag: 'lab' },
          manner: { by: 'any', wait: 60, after: 'leave' },
        },
      ],
    }),
  )
  await writeFile(
    join(userDataFolder, 'schedules.json'),
    JSON.stringify({ lookedAt: yesterday, runs: {}, missed: {} }),
  )
  const { window } = await launch('--connect', host.uri())
  await expect(window.getByText('Missed while Virthelm did not run')).toBeVisible()
  await chooseMachine(window, 'web-1')
  await runOnList(window, 'schedule start')
  const dialog = window.getByRole('dialog', { name: 'New schedule' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.type('Mornings')
  await dialog.getByRole('radio', { name: 'Start' }).check()
  await expect(dialog.getByRole('status')).toContainText('Next:')
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter')
  await expect(dialog).toHaveCount(0)

  await runFromPalette(window, 'power plan')
  const table = window.getByRole('table', { name: 'Schedules' })
  const mornings = table.getByRole('row').filter({ hasText: 'Mornings' })
  await expect(mornings).toContainText('Mon–Fri at 22:00')
  await expect(mornings).toContainText('web-1')
  await expect(table).toContainText('Missed at')
  await table.getByRole('button', { name: 'Forget that Lab at noon was missed' }).press('Enter')
  await expect(table).not.toContainText('Missed at')

  await mornings.getByRole('button', { name: 'Run Mornings now' }).press('Enter')
  await expect.poll(async () => (await host.virsh('domstate', 'web-1')).trim()).toBe('running')
  await mornings.getByRole('button', { name: 'Delete Mornings' }).press('Enter')
  await expect(mornings).toHaveCount(0)
  await window.getByRole('button', { name: 'Undo' }).click()
  await expect(mornings).toHaveCount(1)
})
