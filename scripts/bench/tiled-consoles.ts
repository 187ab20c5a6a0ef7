import { setTimeout as sleep } from 'node:timers/promises'
import type { ElectronApplication, Page } from '@playwright/test'
import { withAppWindow, withEmptyWindow } from './app-window'
import { startConsoleGuest } from './console-guest'
import type { Declaration, Family } from './figure'
import { countFrames } from './frames'
import { progress } from './progress'
import type { BenchSettings } from './settings'
import { withDaemon } from './with-daemon'

const CONSOLES = 8
const FLOOD = `yes 'the quick brown fox jumps over the lazy dog, and on it goes'`
/** Until every guest floods, and code is compiled. */
const WARM_UP_MS = 5_000
const MEASURED_MS = 10_000

const frames: Declaration = {
  name: 'tiled-consoles',
  unit: 'fps',
  peer: 'an empty page meanwhile',
  better: 'higher',
  budget: 30,
  budgetOn: 'value',
}

const names = Array.from({ length: CONSOLES }, (_, index) => `tile-${index + 1}`)

/** A window of all machines' consoles, each connected. */
const openTiles = async (electron: ElectronApplication, page: Page): Promise<Page> => {
  await page.locator('[role=grid]').focus()
  await page.keyboard.press('Control+A')
  const opened = electron.waitForEvent('window')
  await page.keyboard.press('Shift+C')
  const tiles = await opened
  await tiles.getByText(`Connected to all ${CONSOLES} machines`).waitFor()
  return tiles
}

/** How much each of the terminals has taken in, from now on. */
const countDrawn = async (tiles: Page): Promise<() => Promise<readonly number[]>> => {
  const counts = await tiles.evaluateHandle(() => {
    const drawn = new Map<unknown, number>()
    const ports: { postMessage: unknown } = MessagePort.prototype
    ports.postMessage = new Proxy(ports.postMessage as (message: { count?: number }) => void, {
      apply(post, port: unknown, args: [{ type?: unknown; count?: number }]) {
        const [{ type, count = 0 }] = args
        if (type === 'drawn') drawn.set(port, (drawn.get(port) ?? 0) + count)
        return Reflect.apply(post, port, args)
      },
    })
    return drawn
  })
  return () => counts.evaluate((drawn) => [...drawn.values()])
}

const measure = (settings: BenchSettings) =>
  withDaemon(async (daemon) => {
    progress(`${frames.name}: starting ${CONSOLES} guests …`)
    for (const name of names) await startConsoleGuest(daemon, settings, name, 'true', 'serial')
    return await withAppWindow(settings, ['--connect', daemon.uri()], (page, electron) =>
      withEmptyWindow(settings, '', async (empty) => {
        const tiles = await openTiles(electron, page)
        await tiles.keyboard.press('Control+Shift+B')
        await tiles.keyboard.type(FLOOD)
        await tiles.keyboard.press('Enter')
        await tiles.keyboard.press('Control+Shift+B')
        await sleep(WARM_UP_MS)
        const drawn = await countDrawn(tiles)
        const [ofTiles, ofMain, ofEmpty] = await Promise.all(
          [tiles, page, empty].map((window) => countFrames(window)),
        )
        await sleep(MEASURED_MS)
        const counted = await Promise.all([ofTiles?.(), ofMain?.(), ofEmpty?.()])
        const [tilesFps = 0, mainFps = 0, emptyFps = 0] = counted.map((of) => of?.perSecond)
        const bytes = await drawn()
        if (bytes.length !== CONSOLES) throw new Error(`only ${bytes.length} consoles flooded`)
        const kilobytes = bytes.map((count) => Math.round(count / 1024)).join(', ')
        progress(
          `${frames.name}: tiles ${tilesFps}, list ${mainFps} fps; KiB taken in: ${kilobytes}`,
        )
        return { value: Math.min(tilesFps, mainFps), peerValue: emptyFps }
      }),
    )
  })

/** Many consoles in one window that all flood at once: the app stays alive. */
export const tiledConsoles: Family = {
  figures: [frames],
  measure: async (settings) => ({ [frames.name]: await measure(settings) }),
}
