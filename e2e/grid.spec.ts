import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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

test('selection and place survive every change: machines that come, go, start and stop move nothing', async ({
  host,
  launch,
}) => {
  const uri = host.uri('test', '/default')
  const { window } = await launch('--connect', uri)
  await expect(machineRow(window, 'test')).toContainText('Running')
  const nameOf = (number: number): string => `web-${String(number).padStart(3, '0')}`
  const virsh = (lines: readonly string[]): Promise<string> =>
    host.runAs('virsh', '-q', '-c', uri, lines.join('; '))
  const define = async (names: readonly string[]): Promise<void> => {
    const files = names.map((name) => join(host.directory, `${name}.xml`))
    for (const [at, file] of files.entries()) {
      const name = names[at] ?? ''
      await writeFile(
        file,
        `<domain type='test'><name>${name}</name><memory>1024</memory><os><type>hvm</type></os></domain>`,
      )
    }
    await virsh(files.map((file) => `define ${file}`))
  }
  const all = Array.from({ length: 120 }, (_, number) => nameOf(number))
  await define(all)
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '122')

  await grid(window).evaluate((list) => (list.scrollTop = 1400))
  for (const number of [58, 61]) {
    await machineRow(window, nameOf(number)).click({ modifiers: ['Control'] })
  }
  const selected = grid(window).getByRole('row', { selected: true })
  const seen = async () => ({
    top: (await machineRow(window, nameOf(61)).boundingBox())?.y,
    selected: await selected.getByRole('rowheader').allInnerTexts(),
    active: await grid(window).getAttribute('aria-activedescendant'),
    focus: await grid(window).evaluate((list) => list === document.activeElement),
  })
  const before = await seen()
  expect(before).toMatchObject({ selected: [nameOf(58), nameOf(61)], focus: true })

  await define(['apache', 'bind', 'cups'])
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '125')
  expect(await seen()).toEqual(before)
  await virsh(all.map((name) => `start ${name}`))
  await expect(machineRow(window, nameOf(61))).toContainText('Running')
  await expect(grid(window).getByText('Shut off')).toHaveCount(0)
  expect(await seen()).toEqual(before)
  const above = all.slice(0, 10)
  await virsh(above.flatMap((name) => [`destroy ${name}`, `undefine ${name}`]))
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '115')
  expect(await seen()).toEqual(before)
})

test('what has the focus is walked through in the order in which it is seen, in light and in dark', async ({
  host,
  launch,
}) => {
  const { window } = await launch('--connect', await makeFleet(host, 3))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  /** The part of the window that has the focus. */
  const part = (): Promise<string> =>
    window.evaluate(
      () => document.activeElement?.closest('header, nav, main, aside, footer')?.tagName ?? '',
    )
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme })
    await window.getByRole('searchbox', { name: 'Filter virtual machines' }).focus()
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
  }
})
