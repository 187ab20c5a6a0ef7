/** For looking at only: what is done to machines while they run. */
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { resize, shootAll, shootBoth } from './shots'
import { grid, machineRow } from './views'

const vnc =
  "<graphics type='vnc' autoport='yes' listen='127.0.0.1'/><video><model type='vga'/></video>"

const names = ['build-agent', 'database', 'dns', 'mail', 'proxy', 'web-1']

test('screens in the list', async ({ app, host, guest }) => {
  const { electron, window } = app
  for (const name of names) await defineGuest(host, guest, name, undefined, vnc)
  for (const name of ['database', 'dns', 'web-1']) await host.virsh('start', name)
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await machineRow(window, 'dns').click()
  await grid(window).focus()
  await window.keyboard.press('Control+K')
  await expect(window.getByRole('combobox')).toBeFocused()
  await window.keyboard.type('column screen')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('img', { name: /Screen of/ })).toHaveCount(3)
  await shootAll(electron, window, 'thumbnails')
})

test('launch security', async ({ app, host, guest }) => {
  const { electron, window } = app
  await resize(electron, window)
  await defineGuest(host, guest, 'plain')
  await host.virsh('start', 'plain')
  await machineRow(window, 'plain').click()
  const proof = window.getByRole('group', { name: 'Launch security' })
  await expect(proof).toContainText('its host offers none')
  await proof.scrollIntoViewIfNeeded()
  await shootBoth(window, 'launch-not-available')
  await grid(window).focus()
  await window.keyboard.press('Control+K')
  await expect(window.getByRole('combobox')).toBeFocused()
  await window.keyboard.type('verify the launch')
  await window.keyboard.press('Enter')
  await window.getByRole('textbox', { name: 'Kernel' }).fill('/keys/vmlinuz')
  await shootBoth(window, 'launch-verify')
})
