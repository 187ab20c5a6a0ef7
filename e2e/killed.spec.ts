/** The main process dies without warning: what was said to be kept is there at the next start. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { machineRow } from './views'

/** The bridge of a page, for functions that run in it. */
interface Bridged {
  readonly virthelm: { call(name: string, input: unknown): Promise<{ readonly ok: boolean }> }
}

const kill = async (electron: ElectronApplication): Promise<void> => {
  const ended = once(electron.process(), 'exit')
  electron.process().kill('SIGKILL')
  await ended
}

/** Changes the settings on and on; answers by and by which change was the last to be confirmed. */
const changeForEver = async (window: Page, confirmed: number[]): Promise<void> => {
  await window.exposeFunction('confirmed', (size: number) => confirmed.push(size))
  void window
    .evaluate(async () => {
      const { virthelm, confirmed: tell } = globalThis as unknown as Bridged & {
        readonly confirmed: (size: number) => void
      }
      for (let size = 6; ; size = size === 48 ? 6 : size + 1) {
        const { ok } = await virthelm.call('settings.change', { consoleFontSize: size })
        if (ok) tell(size)
      }
    })
    // The page goes while it runs.
    .catch(() => undefined)
}

const following = (size: number): number => (size === 48 ? 6 : size + 1)

test('killed at any moment, it keeps the settings that it confirmed, and the history', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'web-1')
  for (const round of [0, 1, 2]) {
    const { electron, window } = await launch('--connect', host.uri())
    const row = machineRow(window, 'web-1')
    await expect(row).toContainText('Shut off')
    await host.virsh('start', 'web-1')
    await expect(row).toContainText('Running')
    await host.virsh('destroy', 'web-1')
    await expect(row).toContainText('Shut off')
    const history = (): Promise<string> =>
      readFile(join(userDataFolder, 'timeline.jsonl'), 'utf8').catch(() => '')
    await expect
      .poll(async () => (await history()).split('web-1').length)
      .toBeGreaterThan(round * 2)

    const confirmed: number[] = []
    await changeForEver(window, confirmed)
    await expect.poll(() => confirmed.length).toBeGreaterThan(3)
    await window.waitForTimeout(Math.random() * 200)
    await kill(electron)

    const kept = JSON.parse(await readFile(join(userDataFolder, 'settings.json'), 'utf8')) as {
      consoleFontSize: number
    }
    // The one that was under way may have been kept, too, or even the one after it.
    const last = confirmed.at(-1) ?? 0
    expect([last, following(last), following(following(last))]).toContain(kept.consoleFontSize)
    for (const line of (await history()).split('\n').slice(0, -1)) {
      expect(() => JSON.parse(line || 'null') as unknown).not.toThrow()
    }
  }

  const { window } = await launch('--connect', host.uri())
  await expect(machineRow(window, 'web-1')).toContainText('Shut off')
  await window.keyboard.press('Control+h')
  const told = window.getByRole('table', { name: 'What happened' }).getByRole('row')
  await expect.poll(() => told.filter({ hasText: /web-1Started/ }).count()).toBe(3)
})

test('ends cleanly with consoles open', async ({ host, guest, launch }) => {
  await defineGuest(host, guest, 'web-1')
  await host.virsh('start', 'web-1')
  const { electron, window } = await launch('--connect', host.uri())
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('Enter')
  const serial = await opened
  await expect(serial.getByRole('status')).toContainText('Connected')

  const ended = once(electron.process(), 'exit')
  await window.bringToFront()
  await window.keyboard.press('Control+q').catch(() => undefined)
  expect((await ended)[0]).toBe(0)
  // Nobody holds the console any more.
  expect((await host.virsh('domstate', 'web-1')).trim()).toBe('running')
  const second = await launch('--connect', host.uri(), '--show-domain-console', 'web-1')
  const consoleOf = (): Page | undefined =>
    second.electron.windows().find((page) => page.url().endsWith('console.html'))
  await expect.poll(() => consoleOf() !== undefined).toBe(true)
  const again = consoleOf() ?? second.window
  await expect(again.getByRole('status')).toContainText('Connected')
})
