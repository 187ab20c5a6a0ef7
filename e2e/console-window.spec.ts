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

test('a console by keys alone: taken over, typed at, pasted into, and told nothing back', async ({
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

  await test.step('without a guest to take it, Tab leaves the terminal for the buttons', async () => {
    await expect(serial.getByRole('status')).toContainText('in use elsewhere')
    expect(session.isOpen).toBe(true)
    await serial.keyboard.press('Tab')
    await expect(serial.getByRole('button', { name: 'Take over' })).toBeFocused()
    await serial.keyboard.press('Enter')
    await expect(serial.getByRole('status')).toHaveText('Connected')
    expect(await session.closed).toMatchObject({ how: 'failed' })
    await elsewhere.close()
    await logIn(serial)
  })

  await test.step('keys that the main window knows go to the guest', async () => {
    await serial.keyboard.type('stty raw -echo; head -c 9 | od -An -tx1; stty sane; echo read\n')
    for (const key of ['Control+w', 'Control+r', 'Control+k', 'Tab', 'F5']) {
      await serial.keyboard.press(key)
    }
    await expect.poll(() => consoleText(serial)).toContain('17 12 0b 09 1b 5b 31 35 7e')
  })

  await test.step('a report that a program asks for has none of its own words in it', async () => {
    // Split by quotes, so that the word is not on the screen because it was typed.
    const questions = [
      '\\033]0;EV"IL"\\007\\033[21t', // a title, and what it is
      '\\033P$qEV"IL"\\033\\\\\\\\', // a setting of that name
      '\\033]52;c;?\\007', // the clipboard
    ]
    await electron.evaluate(({ clipboard }) => clipboard.writeText('mine'))
    await serial.keyboard.type(`printf "${questions.join('')}"; echo asked-$((1+1))\n`)
    await expect.poll(() => consoleText(serial)).toContain('asked-2')
    await serial.keyboard.type('echo later-$((1+1))\n')
    await expect.poll(() => consoleText(serial)).toContain('later-2')
    expect(await consoleText(serial)).not.toMatch(/EVIL|mine/)
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
})
