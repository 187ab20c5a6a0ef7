import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { lastKeyAt, noteKeys, withAppWindow, withEmptyWindow } from './app-window'
import type { Declaration, Family, Measurement } from './figure'
import { countFrames } from './frames'
import { inTurn } from './in-turn'
import { progress } from './progress'
import type { BenchSettings } from './settings'
import { withHosts, type SharedFleet } from './shared-fleet'
import { quantile } from './statistics'
import { stateOfAll, Storm } from './storm'

const HOSTS = 20
const MACHINES_EACH = 500

const filterLatency: Declaration = {
  name: 'filter-latency',
  unit: 'ms',
  peer: 'a text field on an empty page',
  better: 'lower',
  budget: 32,
  budgetOn: 'value',
}

const scrollFps: Declaration = {
  name: 'scroll-fps',
  unit: 'fps',
  peer: 'an empty page that scrolls',
  better: 'higher',
  budget: 55,
  budgetOn: 'value',
}

const eventStorm: Declaration = {
  name: 'event-storm',
  unit: 'ms',
  peer: 'an empty page meanwhile',
  better: 'lower',
  budget: 100,
  budgetOn: 'value',
}

const withFleetWindow = (
  settings: BenchSettings,
  use: (page: Page, fleets: readonly SharedFleet[]) => Promise<Measurement>,
): Promise<Measurement> =>
  withHosts(HOSTS, MACHINES_EACH, (fleets) =>
    withAppWindow(
      settings,
      fleets.flatMap(({ uri }) => ['--connect', uri]),
      async (page) => {
        const rows = String(HOSTS * MACHINES_EACH + 1)
        await page.locator(`[role=grid][aria-rowcount="${rows}"]`).waitFor()
        return await use(page, fleets)
      },
    ),
  )

declare global {
  interface Window {
    /** When what was waited for had been painted, in ms since the epoch. */
    benchPaintedAt?: Promise<number>
  }
}

/** Begins to wait for an attribute's next change and the frame that shows it. */
const watchPaint = async (page: Page, selector: string, attribute: string): Promise<void> => {
  await page.evaluate(
    ([where, what]) => {
      window.benchPaintedAt = new Promise((resolve) => {
        const watched = document.querySelector(where)
        if (!watched) throw new Error(`there is no ${where}`)
        const observer = new MutationObserver(() => {
          observer.disconnect()
          // A task that is queued within a frame runs when that frame has been painted.
          requestAnimationFrame(() => {
            setTimeout(() => resolve(performance.timeOrigin + performance.now()))
          })
        })
        observer.observe(watched, { attributeFilter: [what] })
      })
    },
    [selector, attribute] as const,
  )
}

const keyToPaint = async (
  page: Page,
  key: string,
  selector: string,
  attribute: string,
): Promise<number> => {
  await watchPaint(page, selector, attribute)
  await page.keyboard.press(key)
  const paintedAt = await page.evaluate(() => window.benchPaintedAt)
  return (paintedAt ?? NaN) - (await lastKeyAt(page))
}

/** Each narrows a list of names and UUIDs, and each Backspace widens it again. */
const KEYS = ['1', '2', '3', '4', 'Backspace', 'Backspace', 'Backspace', 'Backspace']
const FILTER_ROUNDS = 14

const measureFilter = async (settings: BenchSettings): Promise<Measurement> =>
  withFleetWindow(settings, (page) =>
    withEmptyWindow(
      settings,
      `<input autofocus oninput="this.setAttribute('data-text', this.value)">`,
      async (empty) => {
        await noteKeys(page)
        await noteKeys(empty)
        await page.keyboard.press('/')
        await empty.locator('input').focus()
        const ours: number[] = []
        const theirs: number[] = []
        for (const key of Array.from({ length: FILTER_ROUNDS }, () => KEYS).flat()) {
          ours.push(await keyToPaint(page, key, '[role=grid]', 'aria-rowcount'))
          theirs.push(await keyToPaint(empty, key, 'input', 'data-text'))
          await sleep(30)
        }
        const p95 = (values: readonly number[]): number => quantile(values.slice(KEYS.length), 0.95)
        return { value: p95(ours), peerValue: p95(theirs) }
      },
    ),
  )

const SCROLL_MS = 5000
const TALL = `<div style="height: 280000px"></div>`

const measureScroll = (settings: BenchSettings): Promise<Measurement> =>
  withFleetWindow(settings, (page) =>
    withEmptyWindow(settings, TALL, (empty) => {
      const fps = async (window: Page, selector: string): Promise<number> => {
        const stop = await countFrames(window, { selector, pixels: 84 })
        await sleep(SCROLL_MS)
        return (await stop()).perSecond
      }
      return inTurn({
        name: scrollFps.name,
        rounds: 3,
        warmUps: 1,
        ours: () => fps(page, '[role=grid]'),
        peer: () => fps(empty, 'html'),
      })
    }),
  )

const STORM_MS = 60_000
const EVENTS_PER_SECOND = 500

/** What the grid says of every machine, read by scrolling through it. */
const readGrid = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const grid = document.querySelector('[role=grid]')
    if (!grid) throw new Error('there is no grid')
    const states: Record<string, string> = {}
    grid.scrollTop = 0
    for (let last = -1; grid.scrollTop !== last;) {
      await new Promise((resolve) => {
        requestAnimationFrame(() => setTimeout(resolve))
      })
      for (const row of grid.querySelectorAll('[role=row]')) {
        const name = row.querySelector('[role=rowheader]')?.textContent
        if (name) states[name] = row.querySelector('[role=gridcell]')?.textContent ?? ''
      }
      last = grid.scrollTop
      grid.scrollTop += grid.clientHeight / 2
    }
    return states
  })

const requireSame = async (page: Page, fleets: readonly SharedFleet[]): Promise<void> => {
  const shown = await readGrid(page)
  const wrong = [...(await stateOfAll(fleets))].filter(([name, state]) => shown[name] !== state)
  if (wrong.length === 0) return
  const [name = '', state] = wrong[0] ?? []
  throw new Error(`${wrong.length} rows are wrong: ${name} is ${state}, shown as ${shown[name]}`)
}

const measureStorm = (settings: BenchSettings): Promise<Measurement> =>
  withFleetWindow(settings, (page, fleets) =>
    withEmptyWindow(settings, '', async (empty) => {
      progress(`${eventStorm.name}: ${EVENTS_PER_SECOND} events a second for a minute, twice …`)
      const storm = new Storm(fleets)
      const longest = async (window: Page): Promise<number> => {
        const stop = await countFrames(window)
        await storm.blow({ ms: STORM_MS, perSecond: EVENTS_PER_SECOND })
        return (await stop()).longestMs
      }
      const peerValue = await longest(empty)
      const value = await longest(page)
      await sleep(1000)
      await requireSame(page, fleets)
      return { value, peerValue }
    }),
  )

const family = (
  figure: Declaration,
  measure: (settings: BenchSettings) => Promise<Measurement>,
): Family => ({
  figures: [figure],
  measure: async (settings) => {
    progress(`${figure.name}: opening ${HOSTS} hosts …`)
    return { [figure.name]: await measure(settings) }
  },
})

/** The window with ten thousand machines of twenty hosts in it. */
export const fleetWindow: readonly Family[] = [
  family(filterLatency, measureFilter),
  family(scrollFps, measureScroll),
  family(eventStorm, measureStorm),
]
