import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { grid } from './views'
import { runFromPalette } from './view-walk'

test('the doctor finds an idle pool, and starts it once a person has agreed', async ({
  host,
  app: { window },
}) => {
  const folder = join(host.directory, 'pool')
  await mkdir(folder)
  await host.give(folder)
  await host.virsh('pool-define-as', 'idle', 'dir', '--target', folder)
  await expect(window.getByRole('treeitem').last()).toHaveAccessibleDescription(/^connected/i)

  await runFromPalette(window, 'examine')
  const findings = window.getByRole('list', { name: 'Findings' })
  await expect(findings).toContainText('The libvirt daemon of')
  const idle = findings.getByRole('listitem').filter({ hasText: 'The storage pool idle' })
  await expect(idle).toContainText('is not active')
  await expect(idle.locator('code')).toContainText('pool-start --pool idle')

  const run = idle.getByRole('button', { name: 'Run it…' })
  await run.press('Enter')
  const consent = window.getByRole('alertdialog', { name: 'Run this command?' })
  await expect(consent.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(consent).toHaveCount(0)
  expect(await host.virsh('pool-list', '--name')).not.toContain('idle')

  await run.press('Enter')
  await expect(consent).toBeVisible()
  await window.keyboard.press('Control+Enter')
  await expect(idle).toContainText('is active')
  await expect(idle.getByRole('button', { name: 'Run it…' })).toHaveCount(0)
  expect(await host.virsh('pool-list', '--name')).toContain('idle')

  await window.keyboard.press('Escape')
  await expect(grid(window)).toBeVisible()
})
