/** For looking at only: making machines of everything they can be made of, and giving them away. */
import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { resize, shootBoth } from './shots'
import { chooseMachine, grid, machineRow } from './views'
import { runFromPalette } from './view-walk'

/** A view in both themes, in which axe finds nothing serious. */
const shootClean = (window: Page, view: string): Promise<void> =>
  shootBoth(window, view, async (theme) => {
    const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect
      .soft(
        serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]),
        `${view} ${theme}`,
      )
      .toEqual([])
  })

const answerOpen = (electron: ElectronApplication, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)

test('making and exchanging machines', async ({ app, host, guest, userDataFolder }) => {
  test.setTimeout(600_000)
  const { electron, window } = app
  await resize(electron, window)
  const images = join(host.directory, 'home', 'images')
  await host.virsh('pool-create-as', 'default', 'dir', '--target', images, '--build')
  await host.virsh('vol-create-as', 'default', 'debian-12.qcow2', '2G', '--format', 'qcow2')
  await host.virsh('vol-create-as', 'default', 'web-1.qcow2', '8M', '--format', 'qcow2')
  const disk = join(userDataFolder, 'appliance.vmdk')
  execFileSync('qemu-img', ['create', '-q', '-f', 'vmdk', disk, '4G'])
  chmodSync(disk, 0o644)

  await grid(window).focus()
  await window.keyboard.press('n')
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await shootClean(window, 'make-empty')
  const source = dialog.getByRole('combobox', { name: 'Source' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('web-2')
  await source.selectOption('Cloud image with cloud-init')
  await dialog.getByRole('combobox', { name: 'Cloud image' }).fill(join(images, 'debian-12.qcow2'))
  await dialog.getByRole('textbox', { name: 'User', exact: true }).fill('ada')
  await dialog.getByRole('textbox', { name: 'SSH keys' }).fill('ssh-ed25519 AAAAC3Nza ada@helm')
  await dialog.getByText('Addresses, instead of DHCP').click()
  await dialog.getByRole('textbox', { name: 'Addresses' }).fill('192.0.2.7/24')
  await dialog.getByRole('tab', { name: 'user-data' }).click()
  await window.waitForTimeout(1_000)
  await shootClean(window, 'make-cloud')
  await dialog.getByRole('combobox', { name: 'Cloud image' }).fill(guest.initrd)
  await dialog.getByRole('radio', { name: 'Linked' }).check({ force: true })
  await expect(dialog.getByRole('list', { name: 'Checks' })).toContainText('is not qcow2')
  await dialog.getByRole('combobox', { name: 'Its format' }).scrollIntoViewIfNeeded()
  await shootClean(window, 'make-cloud-format')
  for (const value of ['iso', 'disk', 'pxe', 'template']) {
    await source.selectOption(value)
    await window.waitForTimeout(600)
    await shootClean(window, `make-${value}`)
  }
  await source.selectOption('Kernel, directly')
  await dialog.getByRole('textbox', { name: 'Kernel', exact: true }).fill(guest.kernel)
  await dialog.getByRole('button', { name: 'Add disk' }).click()
  await dialog.getByRole('button', { name: 'Add network' }).click()
  await dialog.getByRole('combobox', { name: 'Network 2' }).selectOption('A bridge of the host')
  await dialog.getByRole('textbox', { name: 'Bridge 2' }).fill('br0')
  await window.waitForTimeout(1_000)
  await dialog.getByRole('combobox', { name: 'Isolation' }).scrollIntoViewIfNeeded()
  await shootClean(window, 'make-hardware')
  await window.keyboard.press('Escape')

  await answerOpen(electron, disk)
  await runFromPalette(window, 'import machine')
  await window.getByRole('button', { name: 'Choose file…' }).click()
  await expect(dialog.getByRole('region', { name: 'Starts from' })).toContainText('appliance.vmdk')
  await window.waitForTimeout(1_000)
  await shootClean(window, 'make-import')
  await answerOpen(electron, '/etc/hostname')
  await window.getByRole('button', { name: 'Choose another file…' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await shootClean(window, 'make-import-refused')
  await window.keyboard.press('Escape')

  const file = join(host.directory, 'web-1.xml')
  await writeFile(
    file,
    `<domain type='qemu'><name>web-1</name><memory unit='MiB'>64</memory>
      <os><type machine='q35'>hvm</type></os><devices>
      <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${join(images, 'web-1.qcow2')}'/><target dev='vda' bus='virtio'/></disk>
      <tpm><backend type='emulator' version='2.0'/></tpm></devices></domain>`,
  )
  await host.virsh('define', file)
  await chooseMachine(window, 'web-1')
  await grid(window).focus()
  await runFromPalette(window, 'export')
  await expect(window.getByRole('dialog', { name: 'Export web-1' })).toContainText('vda')
  await shootClean(window, 'export')
  await window.keyboard.press('Escape')
  await runFromPalette(window, 'save as template')
  await expect(window.getByRole('dialog', { name: 'Save web-1 as template' })).toBeVisible()
  await shootClean(window, 'template')
  await window.keyboard.press('Escape')
  await runFromPalette(window, 'autostart and order')
  await window.getByRole('checkbox', { name: /a place/ }).check()
  await shootClean(window, 'start-order')
  await window.keyboard.press('Control+Enter')
  await window.keyboard.press('Escape')
  await window.getByRole('tab', { name: 'Overview' }).click()
  await window.getByRole('radio', { name: 'teal' }).check({ force: true })
  await window.getByRole('textbox', { name: 'Tags' }).fill('template')
  await window.getByRole('button', { name: 'Save notes' }).click()
  await expect(machineRow(window, 'web-1')).toContainText('template')
  await shootClean(window, 'overview-start')
  await grid(window).focus()
  await runFromPalette(window, 'clone')
  await expect(window.getByRole('dialog', { name: 'Clone web-1' })).toContainText('vda')
  await shootClean(window, 'clone-template')
})
