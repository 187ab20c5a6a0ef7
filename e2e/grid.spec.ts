import { expect, test } from './fixtures'
import { makeFleet } from './guest'
import { grid, machineRow } from './views'

test('a query narrows the list, groups keep it in order, and a saved view brings both back', async ({
  host,
  launch,
}) => {
  const { window } = await launch('--connect', await makeFleet(host, 64))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  const filter = window.getByRole('searchbox', { name: 'Filter virtual machines' })
  const run = async (words: string): Promise<void> => {
    await window.keyboard.press('Control+K')
    await expect(window.getByRole('combobox')).toBeFocused()
    await window.keyboard.type(words)
    await window.keyboard.press('Enter')
  }

  await filter.fill('state:running vcpus>=8 -name:00007')
  await expect(machineRow(window, 'fleet-00015')).toBeVisible()
  await expect(machineRow(window, 'fleet-00007')).toHaveCount(0)
  await expect(machineRow(window, 'fleet-00001')).toHaveCount(0)
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '8')
  await window.keyboard.press('Escape')

  await run('group by state')
  await expect(grid(window).getByRole('gridcell', { name: /^Running\s*7$/ })).toBeVisible()
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '9')
  await window.keyboard.press('Home')
  await window.keyboard.press('p')
  await expect(grid(window).getByRole('gridcell', { name: /^Running\s*6$/ })).toBeVisible()
  await expect(machineRow(window, 'fleet-00015')).toHaveCount(0)

  await run('save this view')
  await window.getByRole('textbox', { name: 'Name' }).fill('Large ones')
  await window.keyboard.press('Enter')
  await run('group by host')
  await filter.fill('colour:red')
  await expect(window.getByText(/“colour:” is nothing to filter by/)).toBeVisible()
  await filter.press('Escape')

  await run('view large')
  await expect(filter).toHaveValue('state:running vcpus>=8 -name:00007')
  await expect(grid(window).getByRole('gridcell', { name: /^Running\s*6$/ })).toBeVisible()
})
