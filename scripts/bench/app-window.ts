import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { runtimeFlags, withEmptyAppFolder } from './electron-process'
import type { BenchSettings } from './settings'

const withWindow = async <T>(
  settings: BenchSettings,
  args: (profile: string) => readonly string[],
  use: (page: Page, electron: ElectronApplication) => Promise<T>,
): Promise<T> => {
  const profile = await mkdtemp(join(tmpdir(), 'vh-bench-profile-'))
  const electron = await _electron.launch({
    executablePath: settings.electron,
    args: [...runtimeFlags, ...args(profile)],
  })
  try {
    return await use(await electron.firstWindow(), electron)
  } finally {
    await electron.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Runs something with Virthelm's main window, its grid filled. */
export const withAppWindow = <T>(
  settings: BenchSettings,
  args: readonly string[],
  use: (page: Page, electron: ElectronApplication) => Promise<T>,
): Promise<T> =>
  withWindow(
    settings,
    (profile) => [settings.projectFolder, '--user-data-dir', profile, ...args],
    async (page, electron) => {
      await page.locator('[role=grid] [role=rowheader]').first().waitFor()
      return await use(page, electron)
    },
  )

/** Runs something with the window of an app that does nothing, showing this in its body. */
export const withEmptyWindow = <T>(
  settings: BenchSettings,
  body: string,
  use: (page: Page) => Promise<T>,
): Promise<T> =>
  withEmptyAppFolder((folder) =>
    withWindow(
      settings,
      (profile) => [folder, `--user-data-dir=${profile}`],
      async (page) => {
        await page.setContent(body)
        return await use(page)
      },
    ),
  )

declare global {
  interface Window {
    /** When the last key went down, in ms since the epoch. */
    benchKeyAt?: number
    /** When the row that is waited for had its text, in ms since the epoch. */
    benchRowChange?: Promise<number>
  }
}

/**
 * Begins to watch for a text in a machine's row. Resolves when it watches, with a function that
 * tells when the text was there, in ms since the epoch by the window's own clock.
 */
export const watchRow = async (
  page: Page,
  machine: string,
  text: string,
): Promise<() => Promise<number>> => {
  await page.evaluate(
    ([name, wanted]) => {
      window.benchRowChange = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`${name} did not become ${wanted}`)), 60_000)
        const grid = document.querySelector('[role=grid]')
        if (!grid) throw new Error('there is no grid')
        const observer = new MutationObserver(() => {
          const header = [...grid.querySelectorAll('[role=rowheader]')].find(
            (cell) => cell.textContent === name,
          )
          if (!header?.closest('[role=row]')?.textContent?.includes(wanted)) return
          observer.disconnect()
          resolve(performance.timeOrigin + performance.now())
        })
        observer.observe(grid, { subtree: true, childList: true, characterData: true })
      })
    },
    [machine, text] as const,
  )
  return () =>
    page.evaluate(() => {
      if (!window.benchRowChange) throw new Error('no row is watched')
      return window.benchRowChange
    })
}

/** Has the window note when a key goes down, the time that it waited for its turn included. */
export const noteKeys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.addEventListener(
      'keydown',
      (event) => {
        window.benchKeyAt = performance.timeOrigin + event.timeStamp
      },
      { capture: true },
    )
  })

/** When the last key went down, in ms since the epoch by the window's own clock. */
export const lastKeyAt = async (page: Page): Promise<number> => {
  const at = await page.evaluate(() => window.benchKeyAt)
  if (at === undefined) throw new Error('no key went down')
  return at
}
