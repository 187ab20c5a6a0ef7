import type { Page } from '@playwright/test'
import type { Bridge } from '../src-preload/contract/bridge-api'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { grid, machineRow } from './views'

/** What the page counts for this story. */
interface Counting {
  readonly virthelm: Bridge
  samples: number
}

/** Counts in the window how often the main process tells figures; answers how often so far. */
const countSamples = async (window: Page): Promise<() => Promise<number>> => {
  await window.evaluate(() => {
    const page = globalThis as unknown as Counting
    page.samples = 0
    page.virthelm.listen('metrics.sampled', () => (page.samples += 1))
  })
  return () => window.evaluate(() => (globalThis as unknown as Counting).samples)
}

/** Of Playwright's own parts, the one that talks to a page. */
interface Inside {
  readonly _connection: {
    readonly toImpl: (page: unknown) => {
      readonly delegate: {
        readonly _mainFrameSession: {
          readonly _client: { readonly send: (method: string, input: unknown) => Promise<unknown> }
        }
      }
    }
  }
}

/** Playwright keeps pages awake that nobody sees, which it has no public switch for. */
const letSleep = async (window: Page): Promise<void> => {
  const { toImpl } = (window as unknown as Inside)._connection
  const { _client } = toImpl(window).delegate._mainFrameSession
  await _client.send('Emulation.setFocusEmulationEnabled', { enabled: false })
}

// A hidden window is told twice a minute.
test.setTimeout(240_000)

test('figures come slowly while the window is hidden, and not at all while nothing shows them', async ({
  host,
  guest,
  app: { electron, window },
}) => {
  await defineGuest(host, guest, 'web-1')
  await host.virsh('start', 'web-1')
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  const samples = await countSamples(window)
  const seesMore = async (more: number, within: number): Promise<void> => {
    const before = await samples()
    await expect.poll(samples, { timeout: within }).toBeGreaterThanOrEqual(before + more)
  }
  await seesMore(3, 30_000)

  await letSleep(window)
  const main = await electron.browserWindow(window)
  await main.evaluate((shown) => shown.hide())
  await expect.poll(() => window.evaluate(() => document.hidden)).toBe(true)
  // A question that was under way when the window went may still be answered.
  await window.waitForTimeout(1_000)
  const hidden = await samples()
  await window.waitForTimeout(13_000)
  expect(await samples()).toBeLessThanOrEqual(hidden + 1)
  await seesMore(1, 60_000)

  await main.evaluate((shown) => shown.show())
  await expect.poll(() => window.evaluate(() => document.hidden)).toBe(false)
  await seesMore(3, 30_000)

  await window.keyboard.press('Control+H')
  await expect(window.getByRole('main', { name: 'History' })).toBeVisible()
  await window.waitForTimeout(1_000)
  const elsewhere = await samples()
  await window.waitForTimeout(10_000)
  expect(await samples()).toBe(elsewhere)
  await window.keyboard.press('Escape')
  await expect(grid(window)).toBeVisible()
  await seesMore(2, 30_000)
})
