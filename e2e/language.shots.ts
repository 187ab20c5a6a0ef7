import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { defineGuest, defineWithDisk, makeImagePool } from './guest'
import { shoot } from './shots'
import { runFromPalette } from './view-walk'

test('views in German', async ({ host, guest, launch, userDataFolder }) => {
  await writeFile(join(userDataFolder, 'settings.json'), '{"language":"de"}')
  for (const name of ['database', 'web-1', 'web-2']) await defineGuest(host, guest, name)
  await host.virsh('start', 'web-1')
  await host.virsh('pool-define-as', 'images', 'dir', '--target', host.directory)
  const { window } = await launch('--connect', host.uri())
  const row = window.getByRole('row').filter({ hasText: 'web-1' })
  await expect(row).toContainText('Läuft')
  await row.click()
  await window.waitForTimeout(3000)
  await shoot(window, 'german-main')
  for (const tab of ['Leistung', 'Hardware', 'Schnappschüsse', 'Ereignisse']) {
    await window.getByRole('tab', { name: tab }).click()
    await window.waitForTimeout(600)
    await shoot(window, `german-details-${tab.toLowerCase()}`)
  }
  await row.click({ button: 'right' })
  await shoot(window, 'german-menu')
  await window.keyboard.press('Escape')
  await row.click()
  const look = async (keys: string, name: string, leave = 'Escape'): Promise<void> => {
    await window.keyboard.press(keys)
    await window.waitForTimeout(800)
    await shoot(window, `german-${name}`)
    await window.keyboard.press(leave)
    await window.waitForTimeout(300)
  }
  await look('Control+K', 'palette')
  await look('?', 'keys')
  await look('Shift+D', 'confirm')
  await look('n', 'new-machine')
  await look('a', 'add-device')
  await look('t', 'snapshot')
  await look('m', 'migrate')
  await look('Delete', 'delete')
  await look('Control+Shift+S', 'storage')
  await look('Control+Shift+N', 'networks')
  await look('Control+h', 'history')
  await look('Control+,', 'settings')
  await window.getByRole('treeitem').last().click()
  await window.keyboard.press('Enter')
  await window.waitForTimeout(1000)
  await shoot(window, 'german-host')
})

test('what the hosts’ side says in German', async ({ host, guest, launch, userDataFolder }) => {
  await writeFile(join(userDataFolder, 'settings.json'), '{"language":"de"}')
  const folder = await makeImagePool(host)
  for (const name of ['daten', 'basis']) {
    await host.virsh('vol-create-as', 'images', `${name}.qcow2`, '8M', '--format', 'qcow2')
  }
  await defineWithDisk(host, 'alte', join(folder, 'daten.qcow2'))
  await defineWithDisk(host, 'archiv', join(folder, 'basis.qcow2'))
  await defineWithDisk(host, 'spiegel', join(folder, 'basis.qcow2'))
  await defineGuest(host, guest, 'web-1')
  await host.virsh('pool-define-as', 'idle', 'dir', '--target', join(host.directory, 'idle'))
  const { window } = await launch(
    '--connect',
    host.uri(),
    '--connect',
    host.uri('test', '/default'),
  )
  const list = window.getByRole('grid', { name: 'Virtuelle Maschinen' })
  const choose = async (name: string): Promise<void> => {
    await list.getByRole('row').filter({ hasText: name }).first().click()
    await list.focus()
  }
  const close = async (): Promise<void> => {
    await window.keyboard.press('Escape')
    await window.waitForTimeout(300)
  }
  for (const act of ['start', 'suspend', 'resume', 'destroy']) await host.virsh(act, 'web-1')
  await choose('archiv')
  for (const [keys, name] of [
    ['Delete', 'removal'],
    ['t', 'plan-snapshot'],
    ['m', 'plan-migration'],
  ] as const) {
    await window.keyboard.press(keys)
    await window.waitForTimeout(3000)
    await shoot(window, `german-${name}`)
    await close()
    await list.focus()
  }
  for (const [words, name] of [
    ['klonen', 'plan-clone'],
    ['exportieren', 'plan-export'],
    ['sicherung inkrementell', 'plan-backup'],
  ] as const) {
    await runFromPalette(window, words)
    await window.waitForTimeout(1500)
    await shoot(window, `german-${name}`)
    await close()
    await list.focus()
  }
  await window.keyboard.press('n')
  const making = window.getByRole('dialog', { name: 'Neue Maschine' })
  await making.getByRole('textbox', { name: 'Name' }).fill('web-1')
  await making.getByRole('combobox', { name: 'Quelle' }).selectOption('Kernel, direkt')
  await making.getByRole('textbox', { name: 'Kernel', exact: true }).fill('/nirgends/vmlinuz')
  await expect(making.getByRole('list', { name: 'Prüfungen' })).toContainText('/nirgends')
  await window.waitForTimeout(500)
  await shoot(window, 'german-plan-new-machine')
  await close()
  await list.focus()
  await window.keyboard.press('Control+h')
  await window.waitForTimeout(800)
  await shoot(window, 'german-plan-history')
  await close()
  await window.getByRole('treeitem').first().click()
  await runFromPalette(window, 'doktor')
  await expect(window.getByRole('list', { name: 'Befunde' })).toContainText('libvirt')
  await window.waitForTimeout(500)
  await shoot(window, 'german-doctor')
})
