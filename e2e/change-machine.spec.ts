import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { grid, machineRow } from './views'

test('a machine is renamed, noted, and its definition edited with the difference shown first', async ({
  app: { window },
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'plain')
  await machineRow(window, 'plain').click()
  await grid(window).focus()
  await window.keyboard.press('F2')
  const rename = window.getByRole('dialog', { name: 'Rename plain' })
  await expect(rename.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.type('web <ö>')
  await window.keyboard.press('Enter')
  await expect(machineRow(window, 'web <ö>')).toBeVisible()
  expect(await host.virsh('list', '--all', '--name')).toContain('web <ö>')

  const details = window.getByRole('complementary', { name: 'Details' })
  await details.getByRole('textbox', { name: 'Tags' }).fill('staging, web')
  await details.getByRole('textbox', { name: 'Notes' }).fill('Ask before <rebooting>')
  await details.getByRole('button', { name: 'Save notes' }).press('Enter')
  await expect(details.getByRole('button', { name: 'Save notes' })).toHaveCount(0)
  expect(await host.virsh('dumpxml', 'web <ö>')).toContain('staging')

  await grid(window).focus()
  await window.keyboard.press('e')
  const editor = window.getByRole('dialog', { name: 'Edit XML of web <ö>' })
  const text = editor.getByRole('textbox', { name: 'XML at next boot' })
  await expect(text).toBeFocused()
  const before = await text.inputValue()
  await text.fill(before.replace(/<vcpu[^>]*>\d+<\/vcpu>/, '<vcpu>3<'))
  await window.keyboard.press('Control+Enter')
  await expect(editor.getByRole('alert')).toContainText(/.+/)
  await text.fill(before.replace(/<vcpu[^>]*>\d+<\/vcpu>/, '<vcpu>3</vcpu>'))
  await window.keyboard.press('Control+Enter')
  const changes = editor.getByRole('region', { name: 'What applying changes' })
  await expect(changes).toContainText('Added:   <vcpu>3</vcpu>')
  expect(await host.virsh('vcpucount', 'web <ö>', '--maximum', '--config')).toContain('1')
  await editor.getByRole('button', { name: 'Apply' }).press('Enter')
  await expect(editor).toHaveCount(0)
  expect(await host.virsh('vcpucount', 'web <ö>', '--maximum', '--config')).toContain('3')

  await grid(window).focus()
  await window.keyboard.press('e')
  await editor.getByRole('tab', { name: 'History' }).click()
  await editor.getByRole('button', { name: 'Restore this definition' }).press('Enter')
  await expect(editor).toHaveCount(0)
  expect(await host.virsh('vcpucount', 'web <ö>', '--maximum', '--config')).toContain('1')
})

test('devices are plugged in and out, and the app says what became of it', async ({
  app: { window },
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'plain')
  await machineRow(window, 'plain').click()
  await window.getByRole('tab', { name: 'Hardware' }).click()
  const details = window.getByRole('complementary', { name: 'Details' })
  await expect(details.getByRole('region', { name: 'Ports' })).toContainText('pty')
  await details.getByRole('button', { name: 'Add network interface…' }).press('Enter')
  const dialog = window.getByRole('dialog', { name: 'Add network interface' })
  await dialog.getByRole('combobox', { name: 'Network' }).selectOption('user')
  await dialog.getByRole('button', { name: 'Add' }).press('Enter')
  const network = details.getByRole('region', { name: 'Network' })
  await expect(network).toContainText('user’s own network')
  await expect(window.getByRole('status')).toContainText('at next boot: done')
  expect(await host.virsh('dumpxml', 'plain')).toContain("<interface type='user'>")

  await network.getByRole('button', { name: /^Remove/ }).press('Enter')
  await window.keyboard.press('Control+Enter')
  await expect(network).toHaveCount(0)
  expect(await host.virsh('dumpxml', 'plain')).not.toContain('<interface')
})
