import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { guestXml, writeBootDisk } from '../src-main/libvirt/testing/boot-sector-guest'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { unreadableGuestXml } from '../src-main/libvirt/testing/unreadable-guest'
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

const startGuest = async (host: PrivateDaemon, name: string, xml: string): Promise<void> => {
  const file = join(host.directory, `${name}.xml`)
  await writeFile(file, xml)
  await host.virsh('define', file)
  await host.virsh('start', name)
}

test('a crash and a disk that fails are told, a forced end is not; a crash no more once nobody wants to know', async ({
  host,
  app: { electron, window },
}) => {
  await noteNotifications(electron)
  const disk = join(host.directory, 'panics.img')
  await writeBootDisk(disk, 'panic')
  const panics = guestXml('panics', disk, "<panic model='isa'/>").replace(
    '<devices>',
    '<on_crash>preserve</on_crash><devices>',
  )
  await startGuest(host, 'panics', panics)
  await expect(machineRow(window, 'panics')).toContainText('Crashed')
  await expect.poll(() => shown(electron)).toEqual(['panics: guest panicked'])
  await host.virsh('destroy', 'panics')
  await expect(machineRow(window, 'panics')).toContainText('Shut off')

  await window.keyboard.press('Control+,')
  await window.getByRole('tab', { name: 'Notifications' }).click()
  await window.getByRole('checkbox', { name: 'A machine crashed' }).uncheck()
  await window.keyboard.press('Escape')
  await host.virsh('start', 'panics')
  await expect(machineRow(window, 'panics')).toContainText('Crashed')
  await startGuest(host, 'fails', await unreadableGuestXml(host, 'fails'))
  await expect(machineRow(window, 'fails')).toContainText('Paused')
  await expect
    .poll(() => shown(electron))
    .toEqual(['panics: guest panicked', 'fails: paused by an I/O error'])
})
