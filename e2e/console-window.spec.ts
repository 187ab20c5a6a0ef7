import type { ElectronApplication, Page } from '@playwright/test'
import { connect, ConsoleFlags, remote } from '../src-main/libvirt'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { consoleText } from './views'

const consoleWindow = async (electron: ElectronApplication): Promise<Page> => {
  const isConsole = (page: Page): boolean => page.url().endsWith('/console.html')
  return (
    electron.windows().find(isConsole) ??
    electron.waitForEvent('window', { predicate: isConsole, timeout: 30_000 })
  )
}

const logIn = async (serial: Page): Promise<void> => {
  await expect.poll(() => consoleText(serial), { timeout: 60_000 }).toContain('login:')
  await serial.keyboard.type('root\n')
  await expect.poll(() => consoleText(serial)).toMatch(/# *$/m)
}

test('the console window: every other key is the guest’s, and hostile output gets nothing', async ({
  host,
  guest,
  launch,
}) => {
  await defineGuest(host, guest, 'web-1')
  await host.virsh('start', 'web-1')
  const { electron } = await launch('--connect', host.uri(), '--show-domain-console', 'web-1')
  const serial = await consoleWindow(electron)
  await logIn(serial)

  await test.step('keys that the main window knows go to the guest', async () => {
    await serial.keyboard.type('stty raw -echo; head -c 9 | od -An -tx1; stty sane; echo read\n')
    for (const key of ['Control+w', 'Control+r', 'Control+k', 'Tab', 'F5']) {
      await serial.keyboard.press(key)
    }
    await expect.poll(() => consoleText(serial)).toContain('17 12 0b 09 1b 5b 31 35 7e')
  })

  await test.step('output sets no title, takes no clipboard, and has nothing echoed', async () => {
    await electron.evaluate(({ clipboard }) => clipboard.writeText('mine'))
    // Split by quotes, so that the word is not on the screen because it was typed.
    const hostile = [
      '\\033]0;EV"IL"\\007', // window title
      '\\033[21t', // report the title
      '\\033]52;c;RVZJTA==\\007', // set the clipboard
      '\\033]52;c;?\\007', // report the clipboard
      '\\033P$qEV"IL"\\033\\\\\\\\', // report a setting of that name
      '\\033]8;;file:///EV"IL"\\007a link\\033]8;;\\007', // a link
    ]
    await serial.keyboard.type(`printf "${hostile.join('')}\\nprinted\\n"\n`)
    await expect.poll(() => consoleText(serial)).toMatch(/a link\nprinted/)
    await serial.keyboard.type('echo $((6*7)) later\n')
    await expect.poll(() => consoleText(serial)).toContain('42 later')
    expect(await consoleText(serial)).not.toMatch(/EVIL|mine/)
    expect(
      await electron.evaluate(({ BrowserWindow, clipboard }) => ({
        titles: BrowserWindow.getAllWindows().map((window) => window.getTitle()),
        clipboard: clipboard.readText(),
      })),
    ).toEqual({
      titles: expect.arrayContaining(['web-1 — serial console — Virthelm', 'Virthelm']),
      clipboard: 'mine',
    })
  })

  await test.step('several lines are pasted only after a question', async () => {
    await electron.evaluate(({ clipboard }) =>
      clipboard.writeText('echo one-$((1+1))\necho two-$((1+1))\n'),
    )
    await serial.keyboard.press('Control+Shift+V')
    const question = serial.getByRole('alertdialog', { name: 'Paste 2 lines?' })
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await serial.keyboard.press('Control+Enter')
    await expect.poll(() => consoleText(serial)).toContain('two-2')
  })

  await test.step('text is found, and Escape gives the keys back to the guest', async () => {
    await serial.keyboard.press('Control+Shift+F')
    await serial.keyboard.type('demo machine')
    await expect(serial.getByRole('search')).toContainText('1 of 1')
    await serial.keyboard.press('Escape')
    await serial.keyboard.type('echo found-$((1+1))\n')
    await expect.poll(() => consoleText(serial)).toContain('found-2')
  })
})

test('a console in use elsewhere is taken over by keys, and never by itself', async ({
  host,
  guest,
  launch,
}) => {
  await defineGuest(host, guest, 'web-1')
  await host.virsh('start', 'web-1')
  const uuid = (await host.virsh('domuuid', 'web-1')).trim()
  const elsewhere = await connect(host.uri())
  const session = await elsewhere.openStream(remote.domainOpenConsole, {
    dom: { name: 'web-1', uuid, id: -1 },
    devName: null,
    flags: ConsoleFlags.force,
  })
  const { electron } = await launch('--connect', host.uri(), '--show-domain-console', 'web-1')
  const serial = await consoleWindow(electron)
  const status = serial.getByRole('status')
  await expect(status).toContainText('in use elsewhere')
  expect(session.isOpen).toBe(true)

  // Without a guest to take it, Tab leaves the terminal.
  await serial.keyboard.press('Tab')
  await expect(serial.getByRole('button', { name: 'Take over' })).toBeFocused()
  await serial.keyboard.press('Enter')
  await expect(status).toHaveText('Connected')
  expect(await session.closed).toMatchObject({ how: 'failed' })
  await elsewhere.close()
  await logIn(serial)
})
