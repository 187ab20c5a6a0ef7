import { expect, test } from './fixtures'
import { defineGuest, makeFleet } from './guest'
import { grid, machineRow } from './views'

test('a thousand machines: all counted, few drawn, moved through and filtered by keys', async ({
  host,
  launch,
}) => {
  const { window, output } = await launch('--connect', await makeFleet(host, 1000))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  expect(await grid(window).getAttribute('aria-rowcount')).toMatch(/^100[01]$/)
  expect(await grid(window).getByRole('row').count()).toBeLessThan(120)
  await expect.poll(output).toMatch(/^ready: .+, 1000 machines, \d+ ms$/m)

  await window.keyboard.press('End')
  await expect(machineRow(window, 'fleet-00999')).toBeVisible()
  await window.keyboard.press('Home')
  await expect(machineRow(window, 'fleet-00000')).toBeVisible()
  await window.keyboard.press('j')
  await window.keyboard.press('Shift+ArrowDown')
  await expect(grid(window).getByRole('row', { selected: true })).toHaveCount(2)
  await window.keyboard.press('Control+A')
  await expect(window.getByText(/1,000 selected/)).toBeVisible()
  await window.keyboard.press('Escape')

  await window.keyboard.press('/')
  const filter = window.getByRole('searchbox', { name: 'Filter virtual machines' })
  await expect(filter).toBeFocused()
  await window.keyboard.type('0042')
  await expect(grid(window)).toHaveAttribute('aria-rowcount', /^1[12]$/)
  await window.keyboard.press('Escape')
  await expect(filter).not.toBeFocused()
})

test('a bulk action says how many it did and how many it left alone', async ({
  host,
  guest,
  app: { window },
}) => {
  await defineGuest(host, guest, 'one')
  await defineGuest(host, guest, 'two')
  await host.virsh('start', 'two')
  await expect(machineRow(window, 'two')).toContainText('Running')
  await grid(window).focus()
  await window.keyboard.press('Control+A')
  await window.keyboard.press('s')
  await expect(machineRow(window, 'one')).toContainText('Running')
  await expect(
    window
      .getByRole('status')
      .filter({ hasText: /left|1 of 2|alone/i })
      .first(),
  ).toBeVisible()
})
