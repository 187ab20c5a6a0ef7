import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { shoot } from './shots'

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
  await window.getByRole('treeitem').nth(1).click()
  await window.keyboard.press('Enter')
  await window.waitForTimeout(1000)
  await shoot(window, 'german-host')
})
