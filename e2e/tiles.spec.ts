import type { Page } from '@playwright/test'
import { seriousIn } from './axe'
import { expect, test, type RunningApp } from './fixtures'
import { defineGuest } from './guest'
import { consoleText, grid, machineRow } from './views'

const names = ['web-1', 'web-2', 'web-3'] as const

const tileOf = (tiles: Page, name: string) =>
  tiles.getByRole('region', { name: `Serial console of ${name}` })

const textOf = (tiles: Page, name: string): Promise<string> =>
  consoleText(tiles, `Serial console of ${name}`)

const openTiles = async ({ electron, window }: RunningApp): Promise<Page> => {
  await grid(window).focus()
  await window.keyboard.press('Control+A')
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('Shift+C')
  return opened
}

const typesIn = async (tiles: Page, name: string, keys: string, until: RegExp): Promise<void> => {
  await expect(tileOf(tiles, name)).toHaveAttribute('aria-current', 'true')
  await tiles.keyboard.type(keys)
  await expect.poll(() => textOf(tiles, name)).toMatch(until)
}

/** A shell that knows which of them it is. */
const logsIn = async (tiles: Page, name: string, number: number): Promise<void> => {
  await typesIn(tiles, name, 'root\n', /# *$/m)
  await typesIn(tiles, name, `me=${number}\n`, /# me=\d\n.*# *$/m)
}

test('consoles beside each other, by keys alone: moved among, zoomed, typed in together', async ({
  host,
  guest,
  app,
}) => {
  for (const name of names) await defineGuest(host, guest, name)
  for (const name of names) await expect(machineRow(app.window, name)).toContainText('Shut off')
  await app.window.keyboard.press('Control+A')
  await app.window.keyboard.press('s')
  const tiles = await openTiles(app)
  await expect(tiles.getByText('Connected to all 3 machines')).toBeVisible({ timeout: 60_000 })
  for (const name of names) {
    await expect.poll(() => textOf(tiles, name), { timeout: 120_000 }).toContain('login:')
  }

  await test.step('a key is the focused machine’s alone', async () => {
    await logsIn(tiles, 'web-1', 1)
    await tiles.keyboard.press('Control+Shift+ArrowRight')
    await logsIn(tiles, 'web-2', 2)
    await tiles.keyboard.press('Control+Shift+ArrowDown')
    await logsIn(tiles, 'web-3', 3)
    expect(await textOf(tiles, 'web-1')).not.toContain('me=2')
    expect(await seriousIn(tiles)).toEqual([])
  })

  await test.step('broadcasting says so, and everybody gets what is typed', async () => {
    await expect(tiles.getByText('Broadcasting')).toHaveCount(0)
    await tiles.keyboard.press('Control+Shift+B')
    await expect(tiles.getByRole('alert')).toHaveText(
      'Broadcasting what you type goes to all 3 machines',
    )
    await expect(tiles.getByText('Gets what you type')).toHaveCount(3)
    await tiles.keyboard.type('echo cast-$((6*7))-$me\n')
    for (const [index, name] of names.entries()) {
      await expect.poll(() => textOf(tiles, name)).toContain(`cast-42-${index + 1}`)
    }
    expect(await seriousIn(tiles)).toEqual([])
  })

  await test.step('what a terminal answers its own guest goes to nobody else', async () => {
    await tiles.keyboard.type('clear; [ $me = 2 ] && printf "\\033[6n"; cat -v\n')
    await expect.poll(() => textOf(tiles, 'web-2')).toMatch(/\^\[\[\d+;\d+R/)
    await tiles.keyboard.type('heard\n')
    for (const name of ['web-1', 'web-3']) {
      await expect.poll(() => textOf(tiles, name)).toContain('heard')
      expect(await textOf(tiles, name)).not.toContain('^[[')
    }
    await tiles.keyboard.press('Control+C')
  })

  await test.step('nothing is pasted into all of them unasked', async () => {
    await app.electron.evaluate(({ clipboard }) => clipboard.writeText('echo pasted-$((1+1))-$me'))
    await tiles.keyboard.press('Control+Shift+V')
    const question = tiles.getByRole('alertdialog', { name: 'Paste 1 line to 3 machines?' })
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await tiles.keyboard.press('Escape')
    await expect(question).toHaveCount(0)
    await tiles.keyboard.press('Control+Shift+V')
    await expect(question).toBeVisible()
    await tiles.keyboard.press('Control+Enter')
    await tiles.keyboard.type('\n')
    for (const [index, name] of names.entries()) {
      await expect.poll(() => textOf(tiles, name)).toContain(`pasted-2-${index + 1}`)
    }
    await tiles.keyboard.press('Control+Shift+B')
    await expect(tiles.getByText('Broadcasting')).toHaveCount(0)
  })

  await test.step('one is zoomed, and the zoom follows the focus', async () => {
    await tiles.keyboard.press('Control+Shift+Enter')
    await expect(tileOf(tiles, 'web-3')).toHaveAttribute('data-zoomed', 'true')
    await tiles.keyboard.press('Control+Shift+ArrowLeft')
    await expect(tileOf(tiles, 'web-2')).toHaveAttribute('data-zoomed', 'true')
    await tiles.keyboard.type('echo alone-$me\n')
    await expect.poll(() => textOf(tiles, 'web-2')).toContain('alone-2')
    await tiles.keyboard.press('Control+Shift+Enter')
    expect(await textOf(tiles, 'web-1')).not.toContain('alone')
  })

  await test.step('a machine that stops and starts comes back', async () => {
    await host.virsh('destroy', 'web-2')
    const status = tileOf(tiles, 'web-2').getByRole('status')
    await expect(status).toHaveText('Disconnected — reconnects when the machine starts')
    await expect(tiles.getByText('Connected to 2 of 3 machines')).toBeVisible()
    await host.virsh('start', 'web-2')
    await expect(status).toHaveText('Connected')
    expect(await textOf(tiles, 'web-2')).toContain('alone-2')
  })

  await test.step('one is closed, and the others stay', async () => {
    await tiles.keyboard.press('Control+Shift+W')
    await expect(tileOf(tiles, 'web-2')).toHaveCount(0)
    await expect(tileOf(tiles, 'web-3')).toHaveAttribute('aria-current', 'true')
    await expect(tiles.getByText('Connected to all 2 machines')).toBeVisible()
  })
})

test('tiles are for a marked set: with one machine the action says why not', async ({
  host,
  guest,
  app,
}) => {
  await defineGuest(host, guest, 'only')
  await expect(machineRow(app.window, 'only')).toContainText('Shut off')
  await grid(app.window).focus()
  await app.window.keyboard.press('Shift+C')
  await expect(app.window.getByRole('status').first()).toBeVisible()
  await expect(app.window.getByText(/two machines or more have to be selected/)).toBeVisible()
  expect(app.electron.windows().length).toBe(1)
})

const SEVERAL = `<serial type='pty'/>
  <console type='pty'><target type='serial' port='0'/></console>
  <console type='pty'><target type='virtio' port='1'/></console>
  <parallel type='null'/>`

test('a tile shows the console that is chosen for it, and text in it is found', async ({
  host,
  guest,
  app,
}) => {
  await defineGuest(host, guest, 'many', SEVERAL)
  await defineGuest(host, guest, 'plain')
  await expect(machineRow(app.window, 'plain')).toContainText('Shut off')
  await host.virsh('start', 'many')
  await expect(machineRow(app.window, 'many')).toContainText('Running')
  const tiles = await openTiles(app)
  const tile = tileOf(tiles, 'many')
  await expect(tile).toHaveAttribute('aria-current', 'true')
  await expect.poll(() => textOf(tiles, 'many'), { timeout: 120_000 }).toContain('login:')

  await tiles.keyboard.press('Control+Shift+F')
  const field = tiles.getByRole('searchbox', { name: 'Find in the console' })
  await expect(field).toBeFocused()
  await tiles.keyboard.type('login:')
  await expect(tile.getByText(/^1 of 1$/)).toBeVisible()
  expect(await seriousIn(tiles)).toEqual([])
  await tiles.keyboard.press('Escape')
  await expect(field).toHaveCount(0)

  await tiles.keyboard.press('Control+Shift+M')
  const menu = tiles.getByRole('menu', { name: 'Choose the console: many' })
  await expect(menu.getByRole('menuitemradio')).toHaveText([
    'Serial port 1',
    'Virtio console 1console1',
    'Parallel port 1it is connected to null on the host',
  ])
  await expect(menu.getByRole('menuitemradio', { checked: true })).toHaveText('Serial port 1')
  expect(await seriousIn(tiles)).toEqual([])
  await tiles.keyboard.press('ArrowDown')
  const virtio = menu.getByRole('menuitemradio', { name: /^Virtio console 1/ })
  await expect(menu.locator(':focus')).toHaveCount(1)
  if (!(await virtio.evaluate((item) => item === document.activeElement))) {
    await tiles.keyboard.press('ArrowDown')
  }
  await expect(virtio).toBeFocused()
  await tiles.keyboard.press('Enter')
  await expect(menu).toHaveCount(0)
  await expect(tile.getByText('Virtio console 1')).toBeVisible()
  await expect(tile.getByRole('status')).toHaveText('Connected')
  // The keys are that console's now; the serial port's lines are not in this terminal.
  await expect
    .poll(async () => {
      await tiles.keyboard.press('Enter')
      return textOf(tiles, 'many')
    })
    .toContain('login:')
  await tiles.keyboard.type('root\n')
  await expect.poll(() => textOf(tiles, 'many')).toMatch(/# *$/m)
  await tiles.keyboard.type('tty\n')
  await expect.poll(() => textOf(tiles, 'many')).toContain('/dev/hvc')
})
