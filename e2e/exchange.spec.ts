import { execFileSync } from 'node:child_process'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures'
import { chooseMachine, grid, machineRow } from './views'
import { runOnList } from './view-walk'

/** What the system's own dialogs answer from now on. */
const answer = (electron: ElectronApplication, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    dialog.showSaveDialog = async () => Promise.resolve({ canceled: false, filePath: chosen })
  }, path)

test('a machine is exported, imported, made a template and cloned, with keys alone', async ({
  app: { window, electron },
  host,
  userDataFolder,
}) => {
  const images = join(host.directory, 'home', 'images')
  await host.virsh('pool-create-as', 'default', 'dir', '--target', images, '--build')
  await host.virsh('vol-create-as', 'default', 'one.qcow2', '8M', '--format', 'qcow2')
  const file = join(host.directory, 'one.xml')
  await writeFile(
    file,
    `<domain type='qemu'><name>one</name><memory unit='MiB'>64</memory>
      <os><type machine='q35'>hvm</type></os><devices>
      <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${join(images, 'one.qcow2')}'/><target dev='vda' bus='virtio'/></disk>
      </devices></domain>`,
  )
  await host.virsh('define', file)
  await chooseMachine(window, 'one')

  const archive = join(userDataFolder, 'one.ova')
  await answer(electron, archive)
  await runOnList(window, 'export')
  const exporting = window.getByRole('dialog', { name: 'Export one' })
  await expect(exporting).toContainText('one.qcow2')
  await expect(exporting.getByRole('button', { name: 'Export…' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('status')).toContainText('Exported one')
  expect(execFileSync('tar', ['tf', archive], { encoding: 'utf8' })).toContain('one-disk1.vmdk')

  await runOnList(window, 'import machine')
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await expect(dialog.getByRole('button', { name: 'Choose file…' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('region', { name: 'Starts from' })).toContainText('one-disk1.vmdk')
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('one')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('two')
  await dialog.getByRole('checkbox', { name: 'Start it at once' }).press('Space')
  await expect(dialog.getByRole('button', { name: 'Create' })).toHaveAttribute(
    'aria-disabled',
    'false',
  )
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter')
  await expect(machineRow(window, 'two')).toContainText('Shut off')
  expect((await stat(join(images, 'two.qcow2'))).size).toBeGreaterThan(0)

  await chooseMachine(window, 'two')
  await runOnList(window, 'save as template')
  const saving = window.getByRole('dialog', { name: 'Save two as template' })
  await saving.getByRole('textbox', { name: 'Name of the template' }).fill('golden')
  await window.keyboard.press('Enter')
  await expect(machineRow(window, 'golden')).toContainText('template')
  expect(await host.virsh('dumpxml', 'golden')).toContain('<readonly/>')

  await grid(window).focus()
  await window.keyboard.press('n')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('made')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Another machine as template')
  await dialog.getByRole('combobox', { name: 'Template' }).selectOption('golden — template')
  await dialog.getByRole('radio', { name: 'Linked' }).press('Space')
  await dialog.getByRole('checkbox', { name: 'Start it at once' }).press('Space')
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter')
  await expect(dialog.getByRole('button', { name: 'Create' })).toHaveAttribute(
    'aria-disabled',
    'false',
  )
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter')
  await expect(machineRow(window, 'made')).toContainText('Shut off')
  const made = await host.virsh('dumpxml', 'made')
  expect(made).not.toContain('<readonly/>')
  expect(made).not.toContain('>template<')
  expect(
    execFileSync('qemu-img', ['info', join(images, 'made-vda.qcow2')], { encoding: 'utf8' }),
  ).toContain('backing file: ' + join(images, 'golden'))

  await chooseMachine(window, 'golden')
  await runOnList(window, 'save as template')
  await window.getByRole('button', { name: 'Make it a machine' }).press('Enter')
  await expect(window.getByRole('alert')).toContainText('other disks lie on its own')
  await window.keyboard.press('Escape')

  await chooseMachine(window, 'one')
  await runOnList(window, 'clone')
  const clone = window.getByRole('dialog', { name: 'Clone one' })
  await clone.getByRole('radio', { name: 'Linked' }).press('Space')
  await expect(clone).toContainText('overlay one-clone.qcow2')
  await clone.getByRole('textbox', { name: 'Name' }).press('Enter')
  await expect(machineRow(window, 'one-clone')).toContainText('Shut off')
  const base = join(images, 'one.qcow2')
  for (const name of ['one', 'one-clone']) {
    expect(await host.virsh('dumpxml', name)).not.toContain(`file='${base}'/>\n      <target`)
  }
})

test('a machine starts with its host, has a place in the order and a colour', async ({
  app: { window },
  host,
}) => {
  const file = join(host.directory, 'one.xml')
  await writeFile(
    file,
    `<domain type='qemu'><name>one</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>`,
  )
  await host.virsh('define', file)
  await chooseMachine(window, 'one')
  await runOnList(window, 'autostart and order')
  const dialog = window.getByRole('dialog', { name: 'Autostart of one' })
  await dialog.getByRole('checkbox', { name: 'Start it with its host' }).press('Space')
  await dialog.getByRole('checkbox', { name: /place in the order/ }).press('Space')
  await dialog.getByRole('spinbutton', { name: 'Place' }).fill('3')
  await dialog.getByRole('spinbutton', { name: 'Wait after it' }).fill('7')
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  const details = window.getByRole('complementary', { name: 'Details' })
  await expect(details).toContainText('Place 3, then 7 s')
  expect(await host.virsh('dominfo', 'one')).toMatch(/Autostart:\s+enable/)
  expect(await host.virsh('dumpxml', 'one')).toMatch(/order=["']3["']/)

  await details.getByRole('radio', { name: 'teal' }).press('Space')
  await details.getByRole('button', { name: 'Save notes' }).press('Enter')
  await expect(
    machineRow(window, 'one').getByRole('rowheader', { name: 'one' }),
  ).toHaveAccessibleDescription('teal')
  expect(await host.virsh('dumpxml', 'one')).toContain('teal')
  await runOnList(window, 'in order')
  await expect(machineRow(window, 'one')).toContainText('Running')
})
