/** Where things are, in the words of the interface. */
import { expect, type Locator, type Page } from '@playwright/test'

export const grid = (window: Page): Locator =>
  window.getByRole('grid', { name: 'Virtual machines' })

/** The row of the machine of exactly that name. */
export const machineRow = (window: Page, name: string): Locator =>
  grid(window)
    .getByRole('row')
    .filter({ has: window.getByRole('rowheader', { name, exact: true }) })

/** Clicks the machine's row. Others may come in above it meanwhile: what was hit must be what was meant. */
export const chooseMachine = async (window: Page, name: string): Promise<void> => {
  const row = machineRow(window, name)
  await expect(async () => {
    await row.click()
    await expect(row).toHaveAttribute('data-active', 'true', { timeout: 2_000 })
  }).toPass({ timeout: 45_000 })
}

/** What a terminal shows now, line by line; stories run with the screen-reader tree on. */
export const consoleText = async (serial: Page, name = 'Serial console'): Promise<string> => {
  const lines = await serial
    .getByRole('region', { name, exact: true })
    .locator('.xterm-accessibility-tree [role=listitem]')
    .allInnerTexts()
  return lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd()).join('\n')
}

/** Presses a button twice in one go, faster than any answer can come. */
export const pressTwice = (button: Locator): Promise<void> =>
  button.evaluate((element: HTMLElement) => {
    element.click()
    element.click()
  })
