import { seriousIn } from './axe'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { chooseMachine, grid, machineRow } from './views'
import { runFromPalette } from './view-walk'

test('a machine whose launch nobody measures says so, and why', async ({
  app: { window },
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'plain')
  await chooseMachine(window, 'plain')
  const proof = window.getByRole('group', { name: 'Launch security' })
  await expect(proof).toContainText('Not available')
  await expect(proof).toContainText('the machine is off, and a launch is measured when it starts')

  await grid(window).focus()
  await window.keyboard.press('s')
  await expect(machineRow(window, 'plain')).toContainText('Running')
  const reason = 'the machine is started without launch security, and its host offers none'
  await expect(proof).toContainText(reason)

  await runFromPalette(window, 'verify the launch')
  const dialog = window.getByRole('dialog', { name: 'Verify the launch of plain' })
  await expect(dialog.getByRole('status')).toContainText(reason)
  await expect(dialog.getByRole('textbox', { name: /TIK/ })).toBeFocused()
  await window.keyboard.type('/keys/tik.bin')
  await dialog.getByRole('textbox', { name: 'Firmware' }).fill('/keys/OVMF.fd')
  await dialog.getByRole('textbox', { name: 'Kernel' }).fill('/keys/vmlinuz')
  await expect(dialog.getByRole('textbox', { name: 'Command line' })).toBeVisible()
  // There is nothing that these could be held against.
  const verify = dialog.getByRole('button', { name: 'Verify' })
  await expect(verify).toHaveAttribute('aria-disabled', 'true')
  expect(await seriousIn(window)).toEqual([])
  await dialog.getByRole('radio', { name: 'Digest' }).check({ force: true })
  await expect(dialog.getByRole('textbox', { name: 'SHA-256' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
