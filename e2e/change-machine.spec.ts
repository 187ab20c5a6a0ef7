import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { chooseMachine, grid, machineRow } from './views'

test('a machine is renamed, noted, and its definition edited with the difference shown first', async ({
  app: { window },
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'plain')
  await chooseMachine(window, 'plain')
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
  const before = await host.virsh('dumpxml', '--inactive', '--security-info', 'web <ö>')
  const type = async (vcpu: string): Promise<void> => {
    await text.focus()
    await window.keyboard.press('Control+a')
    await window.keyboard.insertText(before.replace(/<vcpu[^>]*>\d+<\/vcpu>/, vcpu))
  }
  await type('<vcpu>3<')
  await expect(editor.getByRole('status')).toContainText(/^Line \d+, column \d+: /)
  await window.keyboard.press('Control+Enter')
  await expect(editor.getByRole('alert')).toContainText('not well-formed')
  await type('<vcpu>none</vcpu>')
  await window.keyboard.press('Control+Enter')
  await expect(editor.getByRole('region', { name: 'What applying changes' })).toBeFocused()
  await window.keyboard.press('Control+Enter')
  // What the host refuses is marked where it is.
  await expect(editor.getByRole('alert')).toContainText(/vcpu|validate/i)
  await expect(text).toBeFocused()
  await type('<vcpu>3</vcpu>')
  await expect(editor.getByRole('status')).toContainText('Well-formed')
  await window.keyboard.press('Control+Enter')
  const changes = editor.getByRole('region', { name: 'What applying changes' })
  await expect(changes).toContainText('Added:   <vcpu>3</vcpu>')
  await expect(changes).toBeFocused()
  expect(await host.virsh('vcpucount', 'web <ö>', '--maximum', '--config')).toContain('1')
  await window.keyboard.press('Control+Enter')
  await expect(editor).toHaveCount(0)
  expect(await host.virsh('vcpucount', 'web <ö>', '--maximum', '--config')).toContain('3')

  await grid(window).focus()
  await window.keyboard.press('Shift+E')
  await expect(editor.getByRole('region', { name: 'What restoring changes' })).toBeVisible()
  await window.keyboard.press('Control+Enter')
  await expect(editor).toHaveCount(0)
  expect(await host.virsh('vcpucount', 'web <ö>', '--maximum', '--config')).toContain('1')
})
