import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { defineWithDisk, makeImagePool } from './guest'
import { chooseMachine, grid } from './views'

test('a snapshot is taken by its key, shown, reverted to and deleted', async ({
  app: { window },
  host,
}) => {
  const folder = await makeImagePool(host)
  await host.virsh('vol-create-as', 'images', 'web.qcow2', '8M', '--format', 'qcow2')
  const disk = join(folder, 'web.qcow2')
  await defineWithDisk(host, 'web', disk)
  await chooseMachine(window, 'web')
  await grid(window).focus()

  await window.keyboard.press('t')
  const dialog = window.getByRole('dialog', { name: 'Take snapshot of web' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.type('before <it>')
  await expect(dialog.getByRole('region', { name: 'Changes' })).toContainText(disk)
  await expect(dialog.getByRole('region', { name: 'Appears' })).toContainText('before <it>')
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)

  const tree = window.getByRole('treegrid', { name: 'Snapshots' })
  const row = tree.getByRole('row', { name: 'before <it>' })
  await expect(row).toContainText('current')
  await expect(row).toContainText('internal')
  expect(await host.virsh('snapshot-list', 'web', '--name')).toContain('before <it>')

  await row.focus()
  await window.keyboard.press('Enter')
  const reverting = window.getByRole('alertdialog', { name: 'Revert to before <it>?' })
  await expect(reverting.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(reverting.getByRole('region', { name: 'Changes' })).toContainText(disk)
  await window.keyboard.press('Control+Enter')
  await expect(reverting).toHaveCount(0)
  await expect(window.getByText('Reverted to').first()).toBeVisible()

  await row.focus()
  await window.keyboard.press('Delete')
  const deleting = window.getByRole('alertdialog', { name: 'Delete snapshot before <it>?' })
  await expect(deleting.getByRole('region', { name: 'Vanishes' })).toContainText('before <it>')
  await deleting.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await expect(tree).toHaveCount(0)
  await expect(window.getByText('It has no snapshots.')).toBeVisible()
  expect(await host.virsh('snapshot-list', 'web', '--name')).not.toContain('before')
})

test('what the host can’t do is greyed out, with the reason', async ({ app: { window }, host }) => {
  const folder = await makeImagePool(host)
  for (const [name, format] of [
    ['plain', 'raw'],
    ['flash', 'qcow2'],
    ['outside', 'qcow2'],
  ] as const) {
    const disk = `${name}.${format}`
    await host.virsh('vol-create-as', 'images', disk, '8M', '--format', format)
    await defineWithDisk(host, name, join(folder, disk), format)
  }
  const xml = await host.virsh('dumpxml', '--inactive', 'flash')
  const file = join(host.directory, 'flash.xml')
  const loader = `<loader readonly='yes' type='pflash'>/firmware/code.fd</loader><nvram>/firmware/flash_VARS.fd</nvram>`
  await writeFile(file, xml.replace('</os>', `${loader}</os><features><acpi/></features>`))
  await host.virsh('define', file)
  await host.virsh('snapshot-create-as', 'outside', 'before', '--disk-only')

  const offered = async (machine: string) => {
    await chooseMachine(window, machine)
    await grid(window).focus()
    await window.keyboard.press('t')
    const dialog = window.getByRole('dialog', { name: `Take snapshot of ${machine}` })
    const act = dialog.getByRole('button', { name: 'Take snapshot' })
    return { dialog, act, why: dialog.getByRole('alert') }
  }

  const raw = await offered('plain')
  await expect(raw.why).toContainText('vda is raw: only qcow2 keeps snapshots inside.')
  await expect(raw.act).toHaveAttribute('aria-disabled', 'true')
  await expect(raw.act).toHaveAccessibleDescription(/vda is raw/)
  await raw.dialog.getByRole('radio', { name: 'External with memory' }).check({ force: true })
  await expect(raw.why).toHaveText('It does not run: there is no memory to keep.')
  await raw.dialog.getByRole('radio', { name: 'External', exact: true }).check({ force: true })
  await expect(raw.why).toHaveCount(0)
  await expect(raw.act).toHaveAttribute('aria-disabled', 'false')
  await raw.dialog.getByRole('checkbox', { name: 'Bring its file systems to rest first' }).check()
  await expect(raw.why).toHaveText('It does not run: there is nobody to quiesce.')
  await window.keyboard.press('Escape')

  const flash = await offered('flash')
  await expect(flash.why).toContainText(
    /Its UEFI firmware remembers in \/firmware\/flash_VARS\.fd \(raw\), .* this host has \d+\.\d+/,
  )
  await expect(flash.act).toHaveAttribute('aria-disabled', 'true')
  // Enter, which would take it, does nothing.
  await window.keyboard.press('Enter')
  await expect(flash.dialog).toBeVisible()
  await window.keyboard.press('Escape')
  expect((await host.virsh('snapshot-list', 'flash', '--name')).trim()).toBe('')

  await chooseMachine(window, 'outside')
  await window.getByRole('tab', { name: 'Snapshots' }).click()
  const row = window
    .getByRole('treegrid', { name: 'Snapshots' })
    .getByRole('row', { name: 'before' })
  await expect(row).toContainText('external')
  await row.focus()
  await window.keyboard.press('Enter')
  const reverting = window.getByRole('alertdialog', { name: 'Revert to before?' })
  await expect(reverting.getByRole('alert')).toContainText(
    /^Reverting to an external snapshot needs libvirt 9\.9 or newer; this host has \d+\.\d+/,
  )
  const act = reverting.getByRole('button', { name: 'Revert', exact: true })
  await expect(act).toHaveAttribute('aria-disabled', 'true')
  await window.keyboard.press('Control+Enter')
  await expect(reverting).toBeVisible()
})
