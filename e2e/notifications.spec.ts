import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { machineRow } from './views'

/** Has the desktop's notifications noted down instead of shown. */
const noteNotifications = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ Notification }) => {
    const shown: string[] = []
    Object.assign(globalThis, { shownToPerson: shown })
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(this.title)
    }
  })

const shown = (electron: ElectronApplication): Promise<readonly string[]> =>
  electron.evaluate(() => (globalThis as unknown as { shownToPerson: string[] }).shownToPerson)

test('the desktop tells what the person chose, and nothing else; rows say since when they are old', async ({
  host,
  guest,
  app: { electron, window },
}) => {
  await defineGuest(host, guest, 'web-1')
  await expect(machineRow(window, 'web-1')).toContainText('Shut off')
  await noteNotifications(electron)

  await host.kill()
  await expect(machineRow(window, 'web-1')).toContainText(/stale since \d/)
  await expect.poll(() => shown(electron)).toEqual([`${host.uri()}: connection lost`])

  await window.keyboard.press('Control+,')
  await window.getByRole('tab', { name: 'Notifications' }).click()
  await window.getByRole('checkbox', { name: 'A host was lost' }).uncheck()
  await window.keyboard.press('Escape')
  await host.restart()
  await expect(machineRow(window, 'web-1')).not.toContainText('stale')
  await host.kill()
  await expect(machineRow(window, 'web-1')).toContainText(/stale since \d/)
  expect(await shown(electron)).toHaveLength(1)
})
