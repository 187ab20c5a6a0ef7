import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { runtimeFlags } from './electron-process'
import type { BenchSettings } from './settings'

/** Runs something with Virthelm's main window on one host, its grid filled. */
export const withAppWindow = async <T>(
  settings: BenchSettings,
  uri: string,
  use: (page: Page) => Promise<T>,
): Promise<T> => {
  const profile = await mkdtemp(join(tmpdir(), 'vh-bench-profile-'))
  const args = ['--user-data-dir', profile, '--connect', uri]
  const electron = await _electron.launch({
    executablePath: settings.electron,
    args: [...runtimeFlags, settings.projectFolder, ...args],
  })
  try {
    const page = await electron.firstWindow()
    await page.locator('[role=grid] [role=rowheader]').first().waitFor()
    return await use(page)
  } finally {
    await electron.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

declare global {
  interface Window {
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
      window.benchRowChange = new Promise((resolve) => {
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
