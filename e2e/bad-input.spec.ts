import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { grid, machineRow } from './views'

test('a wrong URI, a missing socket: what is wrong and what to do', async ({ launch }) => {
  const { window } = await launch(
    '--connect',
    'qemu+unix:///system?socket=/nowhere/libvirt-sock',
    '--connect',
    'nonsense',
  )
  const hosts = window.getByRole('navigation', { name: 'Hosts' })
  await expect(hosts.getByRole('treeitem', { name: 'nonsense' })).toHaveAccessibleDescription(
    /not connected/i,
  )
  await expect(window.getByText(/no libvirt daemon has a socket there/).first()).toBeVisible()
})

test('names full of markup, control characters and right-to-left text are shown, not obeyed', async ({
  host,
  guest,
  app: { window },
}) => {
  const name = '<img src=x onerror=alert(1)>&amp; \u202eevil\u202c שלום'
  await defineGuest(host, guest, name)
  await expect(
    grid(window).getByRole('rowheader').filter({ hasText: '<img src=x onerror=alert(1)>' }),
  ).toBeVisible()
  expect(await window.locator('img[src="x"]').count()).toBe(0)
  await window.keyboard.press('s')
  await expect(grid(window).getByRole('row').filter({ hasText: '<img' })).toContainText('Running')
})

test('a hundred presses of s start a machine once', async ({ host, guest, app: { window } }) => {
  await defineGuest(host, guest, 'pressed')
  const row = machineRow(window, 'pressed')
  await expect(row).toContainText('Shut off')
  await Promise.all(Array.from({ length: 100 }, () => window.keyboard.press('s')))
  await expect(row).toContainText('Running')
  await expect(window.getByRole('alert')).toHaveCount(0)
  await window.getByRole('tab', { name: 'Events' }).click()
  await expect(window.getByRole('tabpanel').getByText('Started')).toHaveCount(1)
})

test('a machine that is deleted while its menu is open', async ({
  host,
  guest,
  app: { window },
}) => {
  await defineGuest(host, guest, 'fleeting')
  const row = machineRow(window, 'fleeting')
  await expect(row).toContainText('Shut off')
  await row.click({ button: 'right' })
  await expect(window.getByRole('menu')).toBeVisible()
  await host.virsh('undefine', 'fleeting')
  await expect(row).toHaveCount(0)
  // Whatever the menu does now, the window lives on and says so.
  await window.keyboard.press('Escape')
  await defineGuest(host, guest, 'next')
  await expect(machineRow(window, 'next')).toContainText('Shut off')
})

test('an action that makes no sense says why', async ({ host, guest, app: { window } }) => {
  await defineGuest(host, guest, 'idle')
  await expect(machineRow(window, 'idle')).toContainText('Shut off')
  await window.keyboard.press('d')
  await expect(
    window
      .getByRole('status')
      .filter({ hasText: /shut off/i })
      .first(),
  ).toBeVisible()
  expect((await host.virsh('domstate', 'idle')).trim()).toBe('shut off')
})
