import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { makeFleet } from './guest'
import { grid, machineRow } from './views'

const header = (window: Page, title: string): Locator =>
  grid(window).getByRole('columnheader', { name: title, exact: true })

const titles = (window: Page): Promise<string[]> =>
  grid(window).getByRole('columnheader').allInnerTexts()

const widthOf = async (column: Locator): Promise<number> =>
  Math.round((await column.boundingBox())?.width ?? 0)

const kept = async (folder: string): Promise<unknown> =>
  (JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')) as { columns: unknown })
    .columns

test('columns are chosen, moved and resized by keys, and stay so at the next start', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const uri = await makeFleet(host, 40)
  const { window, electron } = await launch('--connect', uri)
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  expect(await titles(window)).toEqual([
    'Name',
    'State',
    'CPU',
    'Memory',
    'Disk',
    'Network',
    'Addresses',
    'Host',
  ])
  await grid(window).focus()
  await window.keyboard.press('Tab')
  await expect(header(window, 'Name').getByRole('button')).toBeFocused()
  for (let at = 0; at < 4; at += 1) await window.keyboard.press('ArrowRight')
  await expect(header(window, 'Disk').getByRole('button')).toBeFocused()

  await window.keyboard.press('Alt+ArrowLeft')
  await expect
    .poll(() => titles(window))
    .toEqual(['Name', 'State', 'CPU', 'Disk', 'Memory', 'Network', 'Addresses', 'Host'])
  await expect(header(window, 'Disk').getByRole('button')).toBeFocused()
  const before = await widthOf(header(window, 'Disk'))
  const neighbour = await widthOf(header(window, 'Addresses'))
  await window.keyboard.press('Shift+ArrowRight')
  await window.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => widthOf(header(window, 'Disk'))).toBe(before + 32)
  expect(await widthOf(header(window, 'Addresses'))).toBe(neighbour)
  const cell = machineRow(window, 'fleet-00000').getByRole('gridcell').nth(2)
  expect(await widthOf(cell)).toBe(before + 32)

  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('Delete')
  await expect(header(window, 'Memory')).toHaveCount(0)
  await expect(header(window, 'Disk').getByRole('button')).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(header(window, 'Disk')).toHaveAttribute('aria-sort', 'descending')
  await window.keyboard.press('ArrowDown')
  await expect(grid(window)).toBeFocused()

  await window.keyboard.press('Control+K')
  await window.getByRole('combobox').fill('column vcpus')
  await window.keyboard.press('Enter')
  await expect(header(window, 'vCPUs')).toBeVisible()
  await expect(grid(window)).toHaveAttribute('aria-colcount', '8')
  await expect
    .poll(() => kept(userDataFolder))
    .toEqual(expect.arrayContaining([{ id: 'disk', shown: true, width: before + 32 }]))
  await electron.close()

  const again = (await launch('--connect', uri)).window
  await expect(machineRow(again, 'fleet-00000')).toContainText('Running')
  await expect
    .poll(() => titles(again))
    .toEqual(['Name', 'State', 'CPU', 'Disk', 'Network', 'Addresses', 'Host', 'vCPUs'])
  expect(await widthOf(header(again, 'Disk'))).toBe(before + 32)
  await expect(header(again, 'Disk')).toHaveAttribute('aria-sort', 'descending')
})

test('columns are dragged and chosen by the mouse, and the list does not move meanwhile', async ({
  host,
  launch,
}) => {
  const { window } = await launch('--connect', await makeFleet(host, 400))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  await grid(window).evaluate((element) => {
    element.scrollTop = 2800
  })
  await expect(machineRow(window, 'fleet-00110')).toBeVisible()

  const drag = async (from: { x: number; y: number }, x: number): Promise<void> => {
    await window.mouse.move(from.x, from.y)
    await window.mouse.down()
    await window.mouse.move((from.x + x) / 2, from.y)
    await window.mouse.move(x, from.y)
    await window.mouse.up()
  }
  const boxOf = async (title: string) => {
    const box = await header(window, title).boundingBox()
    if (box === null) throw new Error(`there is no ${title}`)
    return box
  }
  const state = await boxOf('State')
  await drag({ x: state.x + state.width - 1, y: state.y + 14 }, state.x + state.width + 39)
  await expect.poll(() => widthOf(header(window, 'State'))).toBe(Math.round(state.width) + 40)
  expect((await boxOf('State')).x).toBe(state.x)

  const host1 = await boxOf('Host')
  const cpu = await boxOf('CPU')
  await drag({ x: host1.x + 60, y: host1.y + 14 }, cpu.x + 20)
  await expect
    .poll(() => titles(window))
    .toEqual(['Name', 'State', 'Host', 'CPU', 'Memory', 'Disk', 'Network', 'Addresses'])
  await expect(header(window, 'Name')).toHaveAttribute('aria-sort', 'ascending')

  await header(window, 'Memory').click({ button: 'right' })
  const menu = window.getByRole('menu', { name: 'Columns' })
  await expect(menu.getByRole('menuitemcheckbox', { name: 'Column Disk' })).toBeChecked()
  await menu.getByRole('menuitemcheckbox', { name: 'Column Disk' }).click()
  await expect(header(window, 'Disk')).toHaveCount(0)
  await expect(machineRow(window, 'fleet-00110')).toBeVisible()

  await header(window, 'Memory').click({ button: 'right' })
  await window.getByRole('menuitem', { name: 'Reset columns' }).click()
  await expect
    .poll(() => titles(window))
    .toEqual(['Name', 'State', 'CPU', 'Memory', 'Disk', 'Network', 'Addresses', 'Host'])
  expect(await widthOf(header(window, 'State'))).toBe(Math.round(state.width))
  expect(await grid(window).evaluate((element) => element.scrollTop)).toBe(2800)
})
