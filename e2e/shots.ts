/** How views are photographed, for looking at only. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'

const folder = join(import.meta.dirname, '../test-results/screenshots')

/** Of a window's content, in pixels. */
export const sizes = { small: [1280, 800], large: [1920, 1080] } as const

export const themes = ['light', 'dark'] as const

export const resize = async (
  electron: ElectronApplication,
  window: Page,
  [width, height]: readonly [number, number] = sizes.small,
): Promise<void> => {
  const handle = await electron.browserWindow(window)
  await handle.evaluate((browserWindow, [w, h]) => browserWindow.setContentSize(w, h), [
    width,
    height,
  ] as const)
}

export const shoot = async (window: Page, name: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  await window.screenshot({ path: join(folder, `${name}.png`) })
}

/** The same view in both themes; `look` may look at each, too. */
export const shootBoth = async (
  window: Page,
  view: string,
  look?: (theme: string) => Promise<void>,
): Promise<void> => {
  for (const theme of themes) {
    await window.emulateMedia({ colorScheme: theme })
    await window.waitForTimeout(300)
    await shoot(window, `${view}-${theme}`)
    await look?.(theme)
  }
  await window.emulateMedia({ colorScheme: 'light' })
}

/** The same view in both themes and both sizes. */
export const shootAll = async (
  electron: ElectronApplication,
  window: Page,
  view: string,
): Promise<void> => {
  for (const theme of themes) {
    await window.emulateMedia({ colorScheme: theme })
    for (const [size, pixels] of Object.entries(sizes)) {
      await resize(electron, window, pixels)
      await window.waitForTimeout(300)
      await shoot(window, `${view}-${theme}-${size}`)
    }
  }
  await window.emulateMedia({ colorScheme: 'light' })
  await resize(electron, window)
}
