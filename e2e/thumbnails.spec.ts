import type { Page } from '@playwright/test'
import { seriousIn } from './axe'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { chooseMachine, grid, machineRow } from './views'
import { runOnList } from './view-walk'

const vnc =
  "<graphics type='vnc' autoport='yes' listen='127.0.0.1'/><video><model type='vga'/></video>"

const toggleScreens = async (window: Page): Promise<void> => {
  await runOnList(window, 'column screen')
}

test('screens are shown in the list while the person wants them', async ({
  app: { window },
  host,
  guest,
}) => {
  await defineGuest(host, guest, 'seen', undefined, vnc)
  await defineGuest(host, guest, 'off', undefined, vnc)
  await chooseMachine(window, 'seen')
  await grid(window).focus()
  await window.keyboard.press('s')
  await expect(machineRow(window, 'seen')).toContainText('Running')
  const heightOf = async (): Promise<number | undefined> =>
    (await machineRow(window, 'seen').boundingBox())?.height
  expect(await heightOf()).toBe(28)

  await toggleScreens(window)
  const screen = window.getByRole('img', { name: 'Screen of seen' })
  // The place is there before the picture: nothing jumps when that comes.
  await expect.poll(heightOf).toBe(60)
  await expect(screen).toBeVisible()
  expect(await heightOf()).toBe(60)
  const size = await screen.evaluate((image: HTMLImageElement) => image.naturalWidth)
  expect(size).toBe(192)
  await expect(window.getByRole('img', { name: 'Screen of off' })).toHaveCount(0)
  expect(await seriousIn(window)).toEqual([])

  await toggleScreens(window)
  await expect(screen).toHaveCount(0)
  expect(await heightOf()).toBe(28)
})
