import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { guestXml, secondLine, writeBootDisk } from '../src-main/libvirt/testing/boot-sector-guest'
import { startPrivateDaemon, type PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { expect, test as base } from './fixtures'
import { makeImagePool } from './guest'
import { seriousIn } from './axe'
import { chooseMachine, grid, machineRow, pressTwice } from './views'

const test = base.extend<{ other: PrivateDaemon }>({
  other: async ({}, use) => {
    const other = await startPrivateDaemon({
      config: 'host_uuid = "4f1e8d1a-2b1c-4d75-9b6c-999999999999"\n',
    })
    await use(other)
    await other.dispose()
  },
})

/** Starts a guest on `daemon` whose memory never rests. */
const startGuest = async (daemon: PrivateDaemon, name: string): Promise<void> => {
  const disk = join(await makeImagePool(daemon), `${name}.img`)
  await writeBootDisk(disk, 'busy')
  await daemon.give(disk)
  await daemon.virsh('pool-refresh', 'images')
  const file = join(daemon.directory, `${name}.xml`)
  const said = join(daemon.directory, 'home', `${name}.said`)
  await writeFile(file, guestXml(name, disk, secondLine(said)))
  await daemon.virsh('define', file)
  await daemon.virsh('start', name)
  // One that is still about to boot writes too little to be slow.
  await expect.poll(() => readFile(said, 'utf8')).toBe('!')
}

test('a running machine is moved by keys, with what would stop it said before', async ({
  host,
  other,
  launch,
}) => {
  await startGuest(host, 'nomad')
  await makeImagePool(other)
  const { window } = await launch('--connect', host.uri(), '--connect', other.uri())
  await expect(machineRow(window, 'nomad')).toContainText('Running')
  await chooseMachine(window, 'nomad')
  await grid(window).focus()

  await window.keyboard.press('m')
  const dialog = window.getByRole('dialog', { name: 'Migrate nomad' })
  await expect(dialog.getByRole('combobox', { name: 'Destination' })).toBeFocused()
  const checks = dialog.getByRole('list', { name: 'Checks' })
  await expect(checks).toContainText('is in no running pool')
  await expect(dialog.getByRole('button', { name: 'Migrate' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )

  await window.keyboard.press('Tab')
  await window.keyboard.press('ArrowRight')
  const pool = dialog.getByRole('combobox', { name: 'Copies go to' })
  await window.keyboard.press('Tab')
  await expect(pool).toBeFocused()
  await expect(pool.getByRole('option', { name: 'Pool images' })).toHaveCount(1)
  await window.keyboard.type('Pool')
  await expect(checks).toContainText('are copied to')
  await dialog.getByText('Limits and addresses').click()
  await dialog.getByRole('textbox', { name: 'Address of the destination' }).fill('127.0.0.1')
  await dialog.getByRole('textbox', { name: 'Longest pause, ms' }).fill('1')
  await dialog.getByRole('textbox', { name: 'At most, MiB/s' }).fill('1')
  await expect(dialog.getByRole('button', { name: 'Migrate' })).toHaveAttribute(
    'aria-disabled',
    'false',
  )
  await window.keyboard.press('Enter')

  const watching = window.getByRole('dialog', { name: 'Migrating nomad' })
  await expect(watching.getByRole('progressbar', { name: 'Memory' })).toBeVisible()
  await expect(watching.getByRole('progressbar', { name: 'Disks' })).toBeVisible()
  await expect(watching.getByRole('status')).toContainText('Memory, round')
  // What never ends at this pace arrives when it may stand still for longer.
  await watching.getByRole('textbox', { name: 'Longest pause, ms' }).fill('10000')
  await watching.getByRole('textbox', { name: 'At most, MiB/s' }).fill('1000')
  await window.keyboard.press('Enter')
  const done = window.getByRole('dialog', { name: 'Migration of nomad' })
  await expect(done.getByRole('status')).toContainText('Done.')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  expect((await other.virsh('domstate', 'nomad')).trim()).toBe('running')
  await expect(machineRow(window, 'nomad')).toHaveCount(1)

  await window.keyboard.press('Control+H')
  await expect(window.getByText('Migrated away')).toBeVisible()
})

test('a migration is watched from its row, and cancelled', async ({ host, other, launch }) => {
  await startGuest(host, 'nomad')
  await makeImagePool(other)
  const { window } = await launch('--connect', host.uri(), '--connect', other.uri())
  await chooseMachine(window, 'nomad')
  await grid(window).focus()
  await window.keyboard.press('m')
  const dialog = window.getByRole('dialog', { name: 'Migrate nomad' })
  await dialog.getByRole('radio', { name: 'Copy' }).check()
  await dialog.getByRole('combobox', { name: 'Copies go to' }).selectOption('Pool images')
  await dialog.getByText('Limits and addresses').click()
  await dialog.getByRole('textbox', { name: 'Address of the destination' }).fill('127.0.0.1')
  await dialog.getByRole('textbox', { name: 'At most, MiB/s' }).fill('1')
  await dialog.getByRole('textbox', { name: 'Longest pause, ms' }).fill('1')
  const begin = dialog.getByRole('button', { name: 'Migrate' })
  await expect(begin).toHaveAttribute('aria-disabled', 'false')
  await begin.click()
  await expect(window.getByRole('dialog', { name: 'Migrating nomad' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(machineRow(window, 'nomad')).toContainText('Migrating…')

  await grid(window).focus()
  await window.keyboard.press('m')
  const watching = window.getByRole('dialog', { name: 'Migrating nomad' })
  await watching.getByRole('button', { name: 'Cancel migration' }).click()
  const ended = window.getByRole('dialog', { name: 'Migration of nomad' })
  await expect(ended.getByRole('status')).toContainText('Cancelled')
  await window.keyboard.press('Escape')
  await expect(machineRow(window, 'nomad')).toContainText('Running')
  expect((await host.virsh('domstate', 'nomad')).trim()).toBe('running')
})

test('a marked set is looked at one by one, and moves but for what can’t', async ({
  host,
  other,
  launch,
}) => {
  const folders = [await makeImagePool(host), await makeImagePool(other)]
  for (const name of ['first', 'second', 'third']) {
    const [daemons, disks] = [name === 'third' ? [host, other] : [host], folders]
    for (const [at, daemon] of daemons.entries()) {
      const disk = join(disks[at] ?? '', `${name}.img`)
      await writeBootDisk(disk, 'tick')
      await daemon.give(disk)
      const file = join(daemon.directory, `${name}.xml`)
      await writeFile(file, guestXml(name, disk, ''))
      await daemon.virsh('define', file)
    }
  }
  await host.virsh('pool-refresh', 'images')
  const { window } = await launch('--connect', host.uri(), '--connect', other.uri())
  const here = grid(window).getByRole('row').filter({ hasText: host.directory })
  const there = grid(window).getByRole('row').filter({ hasText: other.directory })
  await expect(here).toHaveCount(3)
  for (const name of ['first', 'second', 'third']) {
    await here.filter({ hasText: name }).click({ modifiers: ['Control'] })
  }
  await grid(window).focus()
  await window.keyboard.press('m')
  const dialog = window.getByRole('dialog', { name: 'Migrate 3 machines' })
  await expect(dialog.getByRole('combobox', { name: 'Destination' })).toBeFocused()
  await window.keyboard.press('Tab')
  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('Tab')
  const pool = dialog.getByRole('combobox', { name: 'Copies go to' })
  await expect(pool).toBeFocused()
  await expect(pool.getByRole('option', { name: 'Pool images' })).toHaveCount(1)
  await window.keyboard.type('Pool')
  const machines = dialog.getByRole('list', { name: 'Machines' })
  await expect(dialog.getByRole('status')).toHaveText('2 machines can move, 1 would stay')
  await expect(machines.getByRole('listitem').filter({ hasText: 'Stays' })).toContainText('third')
  expect(await seriousIn(window)).toEqual([])
  const act = dialog.getByRole('button', { name: 'Migrate 2 of 3' })
  await expect(act).toHaveAttribute('aria-disabled', 'false')
  await pressTwice(act)
  await expect(dialog).toHaveCount(0)
  await expect(there).toHaveCount(3)
  await expect(here).toHaveCount(1)
  const activity = window.getByRole('region', { name: 'Activity' })
  await expect(activity).toContainText('2 of 2 moved')
  // The set, and each that moved.
  await expect(activity.getByRole('listitem')).toHaveCount(3)
})
