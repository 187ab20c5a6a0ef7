/** How stories go from view to view, with keys alone. */
import type { Page } from '@playwright/test'
import { expect } from './fixtures'
import { grid } from './views'

export const press = async (window: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await window.keyboard.press(key)
}

/** Runs what the palette finds first by these words. */
export const runFromPalette = async (window: Page, words: string): Promise<void> => {
  await press(window, 'Control+K')
  await expect(window.getByRole('combobox')).toBeFocused()
  await window.keyboard.type(words)
  await press(window, 'Enter')
}

/** The same, with the list in focus: what was done before may have left it elsewhere. */
export const runOnList = async (window: Page, words: string): Promise<void> => {
  await grid(window).focus()
  await runFromPalette(window, words)
}

/** Closes whatever stands over the list. */
export const backToList = async (window: Page): Promise<void> => {
  await expect(async () => {
    await press(window, 'Escape')
    await expect(grid(window)).toBeVisible({ timeout: 500 })
    await expect(window.locator('dialog[open], [role=menu]')).toHaveCount(0, { timeout: 500 })
  }).toPass()
  await grid(window).focus()
}
