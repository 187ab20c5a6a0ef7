/** For looking at only: moving machines, and their power by plan. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { guestXml, secondLine, writeBootDisk } from '../src-main/libvirt/testing/boot-sector-guest'
import { startPrivateDaemon, type PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { expect, test } from './fixtures'
import { makeImagePool } from './guest'
import { resize, shootAll, shootBoth } from './shots'
import { chooseMachine, grid, machineRow } from './views'
import { runFromPalette } from './view-walk'

const prepare = async (daemon: PrivateDaemon, names: readonly string[]): Promise<void> => {
  const images = await makeImagePool(daemon)
  for (const name of names) {
    const disk = join(images, `${name}.img`)
    await writeBootDisk(disk, 'busy')
    await daemon.give(disk)
    const file = join(daemon.directory, `${name}.xml`)
    const said = join(daemon.directory, 'home', `${name}.said`)
    await writeFile(file, guestXml(name, disk, secondLine(said)))
    await daemon.virsh('define', file)
    await daemon.virsh('start', name)
    await expect.poll(() => readFile(said, 'utf8')).toBe('!')
  }
  await daemon.virsh('pool-refresh', 'images')
}

const schedule = { enabled: true, manner: { by: 'any', wait: 90, after: 'force' } }

test('migration and power plan', async ({ host, launch, userDataFolder }) => {
  const other = await startPrivateDaemon({
    config: 'host_uuid = "4f1e8d1a-2b1c-4d75-9b6c-999999999999"\n',
  })
  try {
    await prepare(host, ['web-1', 'database'])
    await prepare(other, [])
    const hosts = [
      { id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true },
      { id: 'lab', name: 'Lab', uri: other.uri(), autoconnect: true },
    ]
    const schedules = [
      {
        ...schedule,
        name: 'Office hours',
        when: '30 7 * * 1-5',
        action: 'start',
        group: { tag: 'office' },
      },
      {
        ...schedule,
        name: 'Evening',
        when: '0 22 * * *',
        action: 'shutDown',
        group: { host: 'local' },
      },
      {
        ...schedule,
        name: 'Patch day',
        enabled: false,
        when: '0 3 1 * *',
        action: 'shutDown',
        group: { tag: 'lab' },
      },
    ]
    await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts, schedules }))
    await writeFile(
      join(userDataFolder, 'schedules.json'),
      JSON.stringify({ lookedAt: Date.now() - 24 * 3_600_000, runs: {}, missed: {} }),
    )
    const { electron, window } = await launch()
    await resize(electron, window)
    await expect(machineRow(window, 'web-1')).toContainText('Running')
    await chooseMachine(window, 'web-1')
    await grid(window).focus()
    await window.keyboard.press('m')
    const dialog = window.getByRole('dialog', { name: 'Migrate web-1' })
    await expect(dialog.getByRole('list', { name: 'Checks' })).toBeVisible()
    await window.waitForTimeout(800)
    await shootAll(electron, window, 'migrate-stopped')
    await dialog.getByRole('radio', { name: 'Copy' }).check()
    await dialog.getByRole('combobox', { name: 'Copies go to' }).selectOption('Pool images')
    await dialog.getByText('Limits and addresses').click()
    await dialog.getByRole('textbox', { name: 'Address of the destination' }).fill('127.0.0.1')
    await dialog.getByRole('textbox', { name: 'Longest pause, ms' }).fill('1')
    await dialog.getByRole('textbox', { name: 'At most, MiB/s' }).fill('1')
    await expect(dialog.getByRole('list', { name: 'Checks' })).toContainText('are copied to')
    await window.waitForTimeout(1500)
    await shootBoth(window, 'migrate-ready')
    await dialog.getByRole('button', { name: 'Migrate' }).click()
    const watching = window.getByRole('dialog', { name: 'Migrating web-1' })
    await expect(watching.getByRole('status')).toContainText('Memory, round')
    await window.waitForTimeout(2000)
    await shootAll(electron, window, 'migrate-running')
    await watching.getByRole('button', { name: 'Cancel migration' }).click()
    await expect(
      window.getByRole('dialog', { name: 'Migration of web-1' }).getByRole('status'),
    ).toContainText('Cancelled')
    await shootBoth(window, 'migrate-cancelled')
    await window.keyboard.press('Escape')

    await grid(window).focus()
    await window.keyboard.press('Control+D')
    await window.getByRole('radio', { name: 'Force off' }).check()
    await shootBoth(window, 'shut-down-deadline')
    await window.keyboard.press('Enter')
    await expect(window.getByText('until it is forced').first()).toBeVisible()
    await shootBoth(window, 'shut-down-countdown')

    await runFromPalette(window, 'power plan')
    await expect(window.getByRole('table', { name: 'Schedules' })).toContainText('Missed at')
    await shootAll(electron, window, 'power-plan')
    await window.getByRole('button', { name: 'Edit Evening' }).press('Enter')
    await expect(window.getByRole('dialog').getByRole('status')).toContainText('Next:')
    await shootBoth(window, 'schedule')
    await window.keyboard.press('Escape')
  } finally {
    await other.dispose()
  }
})
