import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test, type RunningApp } from './fixtures'
import { defineGuest } from './guest'
import { consoleText, grid, machineRow } from './views'

const status = (serial: Page) => serial.getByRole('status')

const openConsole = async ({ electron, window }: RunningApp): Promise<Page> => {
  await grid(window).focus()
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('c')
  const serial = await opened
  await expect(status(serial)).toBeVisible()
  return serial
}

/** A running guest with a shell on its console. */
const logIn = async (app: RunningApp, name: string): Promise<Page> => {
  await expect(machineRow(app.window, name)).toContainText('Shut off')
  await app.window.keyboard.press('s')
  await expect(machineRow(app.window, name)).toContainText('Running')
  const serial = await openConsole(app)
  await expect.poll(() => consoleText(serial), { timeout: 60_000 }).toContain('login:')
  await serial.keyboard.type('root\n')
  await expect.poll(() => consoleText(serial)).toMatch(/[#$] *$/m)
  return serial
}

test('a guest that floods its console freezes nothing, and Ctrl+C gets through', async ({
  host,
  guest,
  app,
}) => {
  await defineGuest(host, guest, 'flood')
  await defineGuest(host, guest, 'bystander')
  await app.window.keyboard.press('End')
  const serial = await logIn(app, 'flood')
  await serial.keyboard.type('yes the river rises\n')
  await expect.poll(() => consoleText(serial)).toContain('the river rises')
  await serial.waitForTimeout(3000)
  // The main window still answers, and so does the flooded one.
  await host.virsh('start', 'bystander')
  await expect(machineRow(app.window, 'bystander')).toContainText('Running')
  await serial.keyboard.press('Control+c')
  await expect
    .poll(async () => {
      await serial.keyboard.type('echo dry-$((20+3))\n')
      return consoleText(serial)
    })
    .toContain('dry-23')
})

test('a console in use elsewhere is left alone until it is taken over', async ({
  host,
  guest,
  app,
}) => {
  await defineGuest(host, guest, 'shared')
  await host.virsh('start', 'shared')
  await expect(machineRow(app.window, 'shared')).toContainText('Running')
  const { uid, gid } = host.user
  const isRoot = process.geteuid?.() === 0
  // virsh takes a console only on a terminal.
  const other = spawn('script', ['-qfc', 'virsh -c qemu:///session console shared', '/dev/null'], {
    env: host.env,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(isRoot && { uid, gid }),
  })
  const held = new Promise((resolve) => {
    other.stdout.on('data', (text: Buffer) => text.includes('Escape character') && resolve(true))
  })
  await held
  const serial = await openConsole(app)
  await expect(status(serial)).toContainText('in use elsewhere')
  expect(other.exitCode).toBeNull()
  await serial.getByRole('button', { name: 'Take over' }).click()
  await expect(status(serial)).toContainText('Connected')
  await expect
    .poll(async () => {
      await serial.keyboard.press('Enter')
      return consoleText(serial)
    })
    .toContain('login:')
  other.kill()
})

test('a rebooted guest comes back by itself, its scrollback kept', async ({ host, guest, app }) => {
  await defineGuest(host, guest, 'again')
  const serial = await logIn(app, 'again')
  await serial.keyboard.type('echo before-$((7*7)); reboot -f\n')
  await expect
    .poll(() => consoleText(serial), { timeout: 60_000 })
    .toMatch(/before-49[\s\S]+login:\s*$/)
  await serial.keyboard.press('Control+Shift+F')
  await serial.getByRole('searchbox', { name: 'Find in the console' }).fill('before-49')
  await expect(serial.getByText(/^\d+ of \d+$/)).toBeVisible()
  await serial.keyboard.press('Escape')
})

const saveTo = (electron: ElectronApplication, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)

test('transcript, zoom, copy and paste, and all other keys are the guest’s', async ({
  host,
  guest,
  app,
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'keys')
  const serial = await logIn(app, 'keys')
  await serial.keyboard.type('echo transcript-$((5*5))\n')
  await expect.poll(() => consoleText(serial)).toContain('transcript-25')
  const path = join(userDataFolder, 'transcript.txt')
  await saveTo(app.electron, path)
  await serial.keyboard.press('Control+Shift+S')
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('transcript-25')
  expect(await readFile(path, 'utf8')).not.toContain('\u001b')

  const columns = (): Promise<number> =>
    serial.locator('.xterm-screen').evaluate((element) => element.getBoundingClientRect().width)
  const before = await columns()
  await serial.keyboard.press('Control+Shift+Equal')
  await serial.keyboard.press('Control+Shift+Equal')
  await expect.poll(columns).not.toBe(before)
  await serial.keyboard.press('Control+Shift+Digit0')

  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('echo pasted-$((6*6))'))
  await serial.keyboard.press('Control+Shift+V')
  await serial.keyboard.press('Enter')
  await expect.poll(() => consoleText(serial)).toContain('pasted-36')

  // Ctrl+W rubs a word out in the shell; it must not close the window.
  await serial.keyboard.type('echo wrong')
  await serial.keyboard.press('Control+w')
  await serial.keyboard.type('right-$((1+1))\n')
  await expect.poll(() => consoleText(serial)).toContain('right-2')

  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('echo a\necho b\n'))
  await serial.keyboard.press('Control+Shift+V')
  await expect(serial.getByRole('alertdialog')).toContainText('Paste')
  await serial.keyboard.press('Escape')
  await expect(serial.getByRole('alertdialog')).toHaveCount(0)
})

test('what a guest prints gets no clipboard and no say over the window', async ({
  host,
  guest,
  app,
}) => {
  await defineGuest(host, guest, 'hostile')
  const serial = await logIn(app, 'hostile')
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('mine'))
  await serial.keyboard.type(
    String.raw`printf '\033]52;c;c3RvbGVu\007\033]0;taken\007\033[21t\033]8;;https://example.org\007link\033]8;;\007 done-%d\n' $((3*3))` +
      '\n',
  )
  await expect.poll(() => consoleText(serial)).toContain('done-9')
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('mine')
  const titles = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  )
  expect(titles.filter((title) => title.includes('taken'))).toEqual([])
  // A title report would have typed the title at the shell's prompt.
  expect(await consoleText(serial)).not.toContain('taken: not found')
})
