/** For looking at only: what is done to machines while they run. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { defineTypewriter } from '../src-main/displays/testing/typewriter-guest'
import { startPrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { expect, test } from './fixtures'
import { defineGuest, defineWithDisk, makeImagePool } from './guest'
import { resize, shootAll, shootBoth } from './shots'
import { chooseMachine, consoleText, grid, machineRow } from './views'
import { runOnList } from './view-walk'

const vnc =
  "<graphics type='vnc' autoport='yes' listen='127.0.0.1'/><video><model type='vga'/></video>"

const names = ['build-agent', 'database', 'dns', 'mail', 'proxy', 'web-1']

test('screens in the list', async ({ app, host, guest }) => {
  const { electron, window } = app
  for (const name of names) await defineGuest(host, guest, name, undefined, vnc)
  for (const name of ['database', 'dns', 'web-1']) await host.virsh('start', name)
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await chooseMachine(window, 'dns')
  await runOnList(window, 'column screen')
  await expect(window.getByRole('img', { name: /Screen of/ })).toHaveCount(3)
  await shootAll(electron, window, 'thumbnails')
})

test('launch security', async ({ app, host, guest }) => {
  const { electron, window } = app
  await resize(electron, window)
  await defineGuest(host, guest, 'plain')
  await host.virsh('start', 'plain')
  await chooseMachine(window, 'plain')
  const proof = window.getByRole('group', { name: 'Launch security' })
  await expect(proof).toContainText('its host offers none')
  await proof.scrollIntoViewIfNeeded()
  await shootBoth(window, 'launch-not-available')
  await runOnList(window, 'verify the launch')
  await window.getByRole('textbox', { name: 'Kernel' }).fill('/keys/vmlinuz')
  await shootBoth(window, 'launch-verify')
})

test('backups of a host', async ({ app, host }) => {
  test.setTimeout(240_000)
  const { electron, window } = app
  const folder = await makeImagePool(host)
  for (const name of ['database', 'web-1']) {
    const disk = join(folder, `${name}.qcow2`)
    await host.runAs('qemu-img', 'create', '-q', '-f', 'qcow2', disk, '16M')
    await defineWithDisk(host, name, disk)
    await host.virsh('start', name)
    await chooseMachine(window, name)
    await runOnList(window, 'back up')
    const act = window.getByRole('dialog').getByRole('button', { name: 'Back up' })
    await expect(act).toHaveAttribute('aria-disabled', 'false')
    await window.keyboard.press('Enter')
    const made = window.getByRole('table', { name: 'Backups' })
    await expect(made.getByRole('row').filter({ hasText: 'full' })).toHaveCount(1)
  }
  await host.virsh('destroy', 'web-1')
  await host.virsh('undefine', 'web-1', '--checkpoints-metadata')
  await window.keyboard.press('Control+Shift+B')
  await expect(window.getByText('gone from this host')).toBeVisible()
  await shootAll(electron, window, 'backups-of-host')
  await window
    .getByRole('button', { name: /^Restore the backup of web-1/ })
    .first()
    .press('Enter')
  await expect(window.getByRole('textbox', { name: 'Name' })).toHaveValue('web-1')
  await shootBoth(window, 'backup-restore-gone')
})

test('a set that is moved', async ({ host, launch }) => {
  const other = await startPrivateDaemon({
    config: 'host_uuid = "4f1e8d1a-2b1c-4d75-9b6c-888888888888"\n',
  })
  try {
    for (const daemon of [host, other]) {
      const folder = await makeImagePool(daemon)
      const here = daemon === host ? ['build-agent', 'database', 'web-1', 'web-2'] : ['database']
      for (const name of here) {
        await daemon.virsh('vol-create-as', 'images', `${name}.img`, '8M')
        await defineWithDisk(daemon, name, join(folder, `${name}.img`), 'raw')
      }
    }
    const { electron, window } = await launch('--connect', host.uri(), '--connect', other.uri())
    await resize(electron, window)
    const here = grid(window).getByRole('row').filter({ hasText: host.directory })
    await expect(here).toHaveCount(4)
    for (let row = 0; row < 4; row += 1) await here.nth(row).click({ modifiers: ['Control'] })
    await window.keyboard.press('m')
    const dialog = window.getByRole('dialog', { name: 'Migrate 4 machines' })
    await dialog.getByRole('radio', { name: 'Copy' }).check({ force: true })
    const pool = dialog.getByRole('combobox', { name: 'Copies go to' })
    await expect(pool.getByRole('option', { name: 'Pool images' })).toHaveCount(1)
    await pool.selectOption('Pool images')
    await expect(dialog.getByRole('status')).toHaveText('3 machines can move, 1 would stay')
    await shootBoth(window, 'migrate-many')
  } finally {
    await other.dispose()
  }
})

test('a console chosen in a tile', async ({ app, host, guest }) => {
  const { electron, window } = app
  const several =
    "<serial type='pty'/><console type='pty'><target type='serial' port='0'/></console><console type='pty'><target type='virtio' port='1'/></console>"
  for (const name of ['database', 'web-1']) await defineGuest(host, guest, name, several)
  await expect(machineRow(window, 'web-1')).toBeVisible()
  await host.virsh('start', 'database')
  await expect(machineRow(window, 'database')).toContainText('Running')
  await grid(window).focus()
  await window.keyboard.press('Control+A')
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('Shift+C')
  const tiles = await opened
  await resize(electron, tiles)
  await expect
    .poll(() => consoleText(tiles, 'Serial console of database'), { timeout: 120_000 })
    .toContain('login:')
  await tiles.keyboard.press('Control+Shift+F')
  await tiles.keyboard.type('login')
  await shootBoth(tiles, 'tiles-find')
  await tiles.keyboard.press('Escape')
  await tiles.keyboard.press('Control+Shift+M')
  await expect(tiles.getByRole('menu')).toBeVisible()
  await shootBoth(tiles, 'tiles-choose')
})

test('a display, its menus and its questions', async ({ host, launch }) => {
  await defineTypewriter(host, 'web-1', "<graphics type='vnc' autoport='yes' passwd='known'/>")
  await host.virsh('start', 'web-1')
  const { electron } = await launch('--connect', host.uri(), '--show-domain-display', 'web-1')
  const isDisplay = (page: Page): boolean => page.url().includes('display.html')
  const display =
    electron.windows().find(isDisplay) ??
    (await electron.waitForEvent('window', { predicate: isDisplay }))
  await expect(display.getByRole('status')).toHaveText('Connected')
  await expect(display.locator('canvas').first()).toHaveAttribute('width', '720')
  await display.keyboard.type('What is typed here is shown there.')
  await shootAll(electron, display, 'display')
  await display.keyboard.press('Control+Shift+K')
  await shootAll(electron, display, 'display-send-keys')
  await display.keyboard.press('Escape')
  await display.keyboard.press('Control+Shift+Z')
  await shootBoth(display, 'display-scaling')
  await display.keyboard.press('Escape')
  await host.virsh('qemu-monitor-command', '--hmp', 'web-1', 'set_password vnc other')
  await display.keyboard.press('Control+Shift+R')
  await expect(display.getByRole('status')).toContainText('did not let us in')
  await shootBoth(display, 'display-refused')
  await display.getByRole('button', { name: 'Try again' }).click()
  await expect(display.getByLabel('Password')).toBeFocused()
  await shootAll(electron, display, 'display-password')
})

test('snapshots', async ({ app, host }) => {
  const { electron, window } = app
  const folder = await makeImagePool(host)
  for (const [name, format] of [
    ['database', 'qcow2'],
    ['mail', 'raw'],
    ['web-1', 'qcow2'],
  ] as const) {
    const disk = `${name}.${format}`
    await host.virsh('vol-create-as', 'images', disk, '8M', '--format', format)
    await defineWithDisk(host, name, join(folder, disk), format)
  }
  for (const name of ['installed', 'patched', 'before the upgrade', 'upgraded'])
    await host.virsh('snapshot-create-as', 'database', name)
  await host.virsh('snapshot-revert', 'database', 'patched')
  await host.virsh('snapshot-create-as', 'database', 'another way')
  await host.virsh('snapshot-create-as', 'web-1', 'before', '--disk-only')
  await chooseMachine(window, 'database')
  await window.getByRole('tab', { name: 'Snapshots' }).click()
  const tree = window.getByRole('treegrid', { name: 'Snapshots' })
  await expect(tree.getByRole('row', { name: 'another way' })).toContainText('current')
  await shootAll(electron, window, 'snapshots')
  await grid(window).focus()
  await window.keyboard.press('t')
  await expect(window.getByRole('region', { name: 'Changes' })).toBeVisible()
  await shootAll(electron, window, 'snapshot-take')
  await window.keyboard.press('Escape')
  await chooseMachine(window, 'mail')
  await grid(window).focus()
  await window.keyboard.press('t')
  await expect(window.getByRole('alert')).toContainText('raw')
  await shootAll(electron, window, 'snapshot-refused')
  await window.keyboard.press('Escape')
  await chooseMachine(window, 'web-1')
  await tree.getByRole('row', { name: 'before' }).focus()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('alert')).toContainText('9.9')
  await shootAll(electron, window, 'snapshot-revert-refused')
})
