/** What a person does with the app in two minutes of heavy use, with keys alone. */
import type { ElectronApplication, Page } from '@playwright/test'

const grid = (window: Page) => window.getByRole('grid', { name: 'Virtual machines' })

const backToList = async (window: Page): Promise<void> => {
  for (let presses = 0; presses < 6; presses++) {
    await window.keyboard.press('Escape')
    const over = await window.locator('dialog[open], [role=menu]').count()
    if (over === 0 && (await grid(window).isVisible())) return grid(window).focus()
  }
  throw new Error('the list did not come back')
}

/** Opens each page and dialog, and leaves it again. */
const walk = async (window: Page): Promise<void> => {
  for (const key of ['Control+H', 'Control+Shift+S', 'Control+Shift+N', 'Control+,']) {
    await window.keyboard.press(key)
    await window.locator('main').last().waitFor()
    await backToList(window)
  }
  for (const key of ['Control+K', '?', 'n', 't', 'Delete', 'Shift+D', 'Shift+T', 'm', 'a', 'e']) {
    await window.keyboard.press(key)
    await window.locator('dialog[open]').last().waitFor()
    await backToList(window)
  }
  for (const tab of ['Performance', 'Hardware', 'Snapshots', 'XML', 'Events', 'Overview']) {
    await window.getByRole('tab', { name: tab }).click()
  }
  await grid(window).focus()
}

/** Opens a window of a guest, types in it, and closes it: its session stays, or ends. */
const visit = async (
  electron: ElectronApplication,
  window: Page,
  key: 'c' | 'g',
): Promise<void> => {
  await grid(window).focus()
  const [guest] = await Promise.all([electron.waitForEvent('window'), window.keyboard.press(key)])
  await guest
    .getByRole('status')
    .filter({ hasText: 'Connected' })
    .waitFor()
    .catch(async (error: unknown) => {
      throw new Error(`${guest.url()} says: ${await guest.locator('body').innerText()}`, {
        cause: error,
      })
    })
  await guest.keyboard.type('typed ')
  const handle = await electron.browserWindow(guest)
  const closed = guest.waitForEvent('close')
  await handle.evaluate((shown) => shown.close()).catch(() => undefined)
  await closed
}

const filter = async (window: Page, text: string): Promise<void> => {
  await window.keyboard.press('/')
  await window.keyboard.type(text)
  await window.keyboard.press('Escape')
  await window.keyboard.press('Escape')
  await grid(window).focus()
}

/** Steps for so many, so that other rows are shown and measured. */
const wander = async (window: Page): Promise<void> => {
  for (const key of ['End', 'PageUp', 'Home', 'PageDown', 'Control+A', 'Escape', 'Home']) {
    await window.keyboard.press(key)
  }
}

/** All of it once; `guest` is a real machine with a console and a display. */
export const useTheApp = async (
  electron: ElectronApplication,
  window: Page,
  guest: string,
): Promise<void> => {
  await wander(window)
  await filter(window, 'state:running cpu>1 machine')
  await window.keyboard.press('/')
  await window.keyboard.type(guest)
  await window.keyboard.press('Enter')
  await window.getByRole('rowheader', { name: guest, exact: true }).click()
  await visit(electron, window, 'c')
  await visit(electron, window, 'g')
  await walk(window)
  await window.keyboard.press('/')
  await window.keyboard.press('Control+A')
  await window.keyboard.press('Delete')
  await window.keyboard.press('Escape')
}
