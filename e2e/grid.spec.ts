import { expect, test } from './fixtures'
import { makeFleet } from './guest'
import { grid, machineRow } from './views'
import { runFromPalette } from './view-walk'

test('a query narrows the list, groups keep it in order, and a saved view brings both back', async ({
  host,
  launch,
}) => {
  const { window } = await launch('--connect', await makeFleet(host, 64))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  const filter = window.getByRole('searchbox', { name: 'Filter virtual machines' })
  const run = async (words: string): Promise<void> => {
    await runFromPalette(window, words)
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

test('load is compared over all machines, not only those on the screen', async ({
  host,
  launch,
}) => {
  // Of the test driver's machines those with one processor are busy all the time.
  const { window } = await launch('--connect', await makeFleet(host, 800))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  const filter = window.getByRole('searchbox', { name: 'Filter virtual machines' })
  await filter.fill('cpu>90')
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '101')
  await expect(machineRow(window, 'fleet-00008')).toBeVisible()
  await expect(machineRow(window, 'fleet-00001')).toHaveCount(0)
  await filter.fill('')

  await grid(window).getByRole('columnheader', { name: 'CPU' }).getByRole('button').click()
  await expect(grid(window).getByRole('columnheader', { name: 'CPU' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await grid(window).focus()
  await window.keyboard.press('End')
  await expect(machineRow(window, 'fleet-00799')).toBeVisible()
  await window.keyboard.press('Home')
  await expect(machineRow(window, 'fleet-00792')).toHaveCount(0)
  await expect(machineRow(window, 'fleet-00016')).toBeVisible()
})

test('what has the focus is walked through in the order in which it is seen', async ({
  host,
  launch,
}) => {
  const { window } = await launch('--connect', await makeFleet(host, 3))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  await window.getByRole('searchbox', { name: 'Filter virtual machines' }).focus()
  /** The part of the window that has the focus. */
  const part = (): Promise<string> =>
    window.evaluate(
      () => document.activeElement?.closest('header, nav, main, aside, footer')?.tagName ?? '',
    )
  const regions: string[] = []
  for (let stops = 0; stops < 60; stops += 1) {
    const name = await part()
    if (name !== regions.at(-1)) regions.push(name)
    await window.keyboard.press('Tab')
  }
  // And so on, round and round.
  expect(regions.filter((name) => name !== '').slice(0, 4)).toEqual([
    'HEADER',
    'NAV',
    'MAIN',
    'ASIDE',
  ])
})
