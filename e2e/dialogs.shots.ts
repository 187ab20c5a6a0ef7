/** For looking at only: what stands over the window, and the details that are edited. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { agentChannel, defineGuest, makeImagePool } from './guest'
import { resize, shootAll, shootBoth } from './shots'
import { chooseMachine, grid, machineRow } from './views'
import { runFromPalette, runOnList } from './view-walk'

test('dialogs that make, change and remove machines', async ({ app, host, guest }) => {
  const { electron, window } = app
  await resize(electron, window)
  await grid(window).focus()
  await window.keyboard.press('n')
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await shootBoth(window, 'new-machine-empty')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('web-1')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Kernel, directly')
  await dialog.getByRole('textbox', { name: 'Kernel', exact: true }).fill(guest.kernel)
  await expect(dialog.getByRole('list', { name: 'Checks' })).toBeVisible()
  await dialog.getByRole('list', { name: 'Checks' }).scrollIntoViewIfNeeded()
  await window.waitForTimeout(1000)
  await shootBoth(window, 'new-machine-plan')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Cloud image with cloud-init')
  await shootBoth(window, 'new-machine-cloud')
  await window.keyboard.press('Escape')

  const images = await makeImagePool(host)
  await host.virsh('vol-create-as', 'images', 'data.qcow2', '8M', '--format', 'qcow2')
  for (const [name, extra] of [
    ['database', ''],
    [
      'web-1',
      "<disk type='file' device='cdrom'><source file='/srv/isos/debian-12.iso'/><target dev='sda' bus='sata'/><readonly/></disk>",
    ],
  ] as const) {
    const disk = name === 'web-1' ? 'data.qcow2' : 'other.qcow2'
    const file = join(host.directory, `${name}.xml`)
    await writeFile(
      file,
      `<domain type='qemu'><name>${name}</name><memory unit='MiB'>64</memory>
        <os><type machine='q35'>hvm</type></os><devices>
        <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${join(images, disk)}'/><target dev='vda' bus='virtio'/></disk>
        ${extra}<interface type='user'><model type='virtio'/></interface>
        <serial type='pty'/><console type='pty'/><graphics type='vnc' autoport='yes'/></devices></domain>`,
    )
    await host.virsh('define', file)
  }
  await expect(machineRow(window, 'web-1')).toBeVisible()
  await chooseMachine(window, 'web-1')
  await grid(window).focus()
  await window.keyboard.press('Delete')
  await expect(
    window.getByRole('alertdialog').getByRole('region', { name: 'Goes', exact: true }),
  ).toBeVisible()
  await shootAll(electron, window, 'delete')
  await window.keyboard.press('Escape')

  await window.keyboard.press('e')
  await expect(window.getByRole('textbox', { name: 'XML at next boot' })).toBeFocused()
  const definition = await host.virsh('dumpxml', '--inactive', 'web-1')
  await window.keyboard.press('Control+a')
  await window.keyboard.insertText(
    definition.replace("<model type='virtio'/>", "<model type='e1000e'/>"),
  )
  await shootBoth(window, 'xml-edit')
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('region', { name: 'What applying changes' })).toBeVisible()
  await shootBoth(window, 'xml-changes')
  await window.getByRole('button', { name: 'Apply' }).press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await grid(window).focus()
  await window.keyboard.press('e')
  await window.getByRole('tab', { name: 'History' }).click()
  await expect(window.getByRole('region', { name: 'What restoring changes' })).toBeVisible()
  await shootBoth(window, 'xml-history')
  await window.keyboard.press('Escape')
  await window.keyboard.press('F2')
  await shootBoth(window, 'rename')
  await window.keyboard.press('Escape')
  for (const tab of ['Overview', 'Hardware', 'XML']) {
    await window.getByRole('tab', { name: tab }).click()
    await window.waitForTimeout(700)
    await shootBoth(window, `edit-${tab.toLowerCase()}`)
  }
  await grid(window).focus()
  await window.keyboard.press('Delete')
  await window.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).press('Enter')
  await expect(machineRow(window, 'web-1')).toHaveCount(0)
  await runFromPalette(window, 'restore from trash')
  await expect(window.getByRole('dialog', { name: 'Trash' })).toContainText('web-1')
  await shootAll(electron, window, 'trash')
})

test('a guest, its disks and its backups', async ({ app, host, guest }) => {
  test.setTimeout(300_000)
  const { electron, window } = app
  await resize(electron, window)
  const images = await makeImagePool(host)
  await host.runAs('qemu-img', 'create', '-q', '-f', 'qcow2', join(images, 'web-1.qcow2'), '64M')
  const disk = `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${join(images, 'web-1.qcow2')}'/><target dev='vda' bus='virtio'/></disk>`
  await defineGuest(
    host,
    guest,
    'web-1',
    undefined,
    `${disk}<interface type='user'><model type='virtio'/></interface>${agentChannel}`,
  )
  await host.virsh('start', 'web-1')
  await chooseMachine(window, 'web-1')
  const said = window.getByRole('group', { name: 'Guest' })
  await expect(said).toContainText('Virthelm demo guest', { timeout: 90_000 })
  await runOnList(window, 'run in the guest')
  await expect(window.getByRole('textbox', { name: 'Command' })).toBeFocused()
  await window.keyboard.type(
    'mke2fs -q /dev/vda; mkdir -p /srv; mount -t ext4 /dev/vda /srv; dd if=/dev/zero of=/srv/data bs=1M count=20; df -h /srv',
  )
  await window.keyboard.press('Enter')
  await expect(window.getByRole('region', { name: 'Output' })).toBeVisible({ timeout: 30_000 })
  await shootBoth(window, 'guest-run')
  await window.keyboard.press('Escape')
  await runOnList(window, 'access to the guest')
  await window.waitForTimeout(1500)
  await shootBoth(window, 'guest-access')
  await window.keyboard.press('Escape')
  await runOnList(window, 'set the guest’s clock')
  await expect(window.getByRole('heading', { name: 'File systems' })).toBeVisible()
  await said.scrollIntoViewIfNeeded()
  await shootBoth(window, 'guest-overview')

  const act = window.getByRole('dialog').getByRole('button', { name: 'Back up' })
  await runOnList(window, 'back up')
  await expect(act).toHaveAttribute('aria-disabled', 'false')
  await shootBoth(window, 'backup')
  await act.press('Enter')
  const table = window.getByRole('table', { name: 'Backups' })
  await expect(table.getByRole('row').filter({ hasText: 'full' })).toHaveCount(1)
  await runOnList(window, 'back up')
  await expect(act).toHaveAttribute('aria-disabled', 'false')
  await shootBoth(window, 'backup-incremental')
  await act.press('Enter')
  await expect(table.getByRole('row').filter({ hasText: 'incremental' })).toHaveCount(1)
  await shootBoth(window, 'backups')
  await runOnList(window, 'restore a backup')
  await window.waitForTimeout(700)
  await shootBoth(window, 'restore')
  await window.keyboard.press('Escape')
  await host.virsh('snapshot-create-as', 'web-1', 'one', '--disk-only', '--no-metadata')
  await runOnList(window, 'disks')
  await expect(window.getByRole('list', { name: 'Images of vda' })).toBeVisible()
  await shootBoth(window, 'disks')
  await window.getByRole('radio', { name: 'Copy' }).press('Space')
  await window.getByRole('radio', { name: 'Keep in step until told' }).press('Space')
  await window.getByRole('textbox', { name: 'To' }).press('Enter')
  await expect(window.getByRole('button', { name: 'Pivot' })).toBeVisible()
  await shootBoth(window, 'disks-copy')
})
