import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { seriousIn } from './axe'
import { expect, test, type RunningApp } from './fixtures'
import { defineGuest } from './guest'
import { consoleText } from './views'

const ALL_KINDS = `<serial type='pty'/>
  <serial type='pty'/>
  <console type='pty'><target type='serial' port='0'/></console>
  <console type='pty'><target type='virtio' port='1'/></console>
  <parallel type='pty'/>
  <parallel type='null'/>`

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

const consoleWindow = async (electron: ElectronApplication): Promise<Page> => {
  const isConsole = (page: Page): boolean => page.url().endsWith('/console.html')
  return (
    electron.windows().find(isConsole) ??
    electron.waitForEvent('window', { predicate: isConsole, timeout: 30_000 })
  )
}

const logIn = async (serial: Page): Promise<void> => {
  await expect(serial.getByRole('status')).toHaveText('Connected')
  await expect.poll(() => consoleText(serial), { timeout: 120_000 }).toContain('login:')
  await serial.keyboard.type('root\n')
  await expect.poll(() => consoleText(serial)).toMatch(/# *$/m)
}

const copy = ({ electron }: RunningApp, text: string): Promise<void> =>
  electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)

/** Pastes several lines, once it was asked: pressed before the question, the answer is the guest's. */
const pasteMany = async (serial: Page): Promise<void> => {
  await serial.keyboard.press('Control+Shift+V')
  await expect(serial.getByRole('alertdialog')).toBeVisible()
  await serial.keyboard.press('Control+Enter')
}

/** Ctrl+Shift+M, and down to an item. */
const choose = async (serial: Page, role: 'menuitem' | 'menuitemradio', name: RegExp) => {
  await serial.keyboard.press('Control+Shift+M')
  const item = serial.getByRole(role, { name })
  await expect(item).toBeVisible()
  for (let presses = 0; presses < 20; presses++) {
    await serial.keyboard.press('ArrowDown')
    if (await item.evaluate((element) => element === document.activeElement)) break
  }
  await expect(item).toBeFocused()
  await serial.keyboard.press('Enter')
}

test('every console of a machine is chosen from a menu, and opens in a window of its own', async ({
  host,
  guest,
  launch,
}) => {
  await defineGuest(host, guest, 'many', ALL_KINDS)
  await host.virsh('start', 'many')
  const { electron } = await launch('--connect', host.uri(), '--show-domain-console', 'many')
  const serial = await consoleWindow(electron)
  await logIn(serial)

  await serial.keyboard.press('Control+Shift+M')
  const menu = serial.getByRole('menu', { name: 'Console menu' })
  await expect(menu.getByRole('menuitemradio')).toHaveText([
    'Serial port 1',
    'Serial port 2serial1',
    'Virtio console 1console1',
    'Parallel port 1parallel0',
    'Parallel port 2it is connected to null on the host',
  ])
  await expect(menu.getByRole('menuitemradio', { checked: true })).toHaveText('Serial port 1')
  expect(await seriousIn(serial)).toEqual([])
  await serial.keyboard.press('Escape')

  const opened = electron.waitForEvent('window')
  await choose(serial, 'menuitemradio', /^Virtio console 1/)
  const virtio = await opened
  await expect(virtio.getByRole('status')).toHaveText('Connected')
  await expect
    .poll(async () => {
      await virtio.keyboard.press('Enter')
      return consoleText(virtio)
    })
    .toContain('login:')

  const another = electron.waitForEvent('window')
  await choose(virtio, 'menuitemradio', /^Parallel port 1/)
  await expect((await another).getByRole('status')).toHaveText('Connected')
})

test('a recording plays what came, when it came, with every size', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'filmed')
  await host.virsh('start', 'filmed')
  const app = await launch('--connect', host.uri(), '--show-domain-console', 'filmed')
  const serial = await consoleWindow(app.electron)
  await logIn(serial)
  const path = join(userDataFolder, 'filmed.cast')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)

  await serial.keyboard.press('Control+Shift+E')
  await expect(serial.getByText(/^Recording 0:0\d$/)).toBeVisible()
  await serial.keyboard.type('echo one-$((1+1)); sleep 2; echo two-$((1+1))\n')
  await expect.poll(() => consoleText(serial)).toContain('two-2')
  const handle = await app.electron.browserWindow(serial)
  await handle.evaluate((browserWindow) => browserWindow.setContentSize(700, 400))
  await expect
    .poll(async () => (await readFile(path, 'utf8')).includes('"r"'), { timeout: 10_000 })
    .toBe(true)
  await serial.keyboard.press('Control+Shift+E')
  await expect(serial.getByText(/^Recording/)).toHaveCount(0)
  await expect(serial.getByText('The recording is saved')).toBeVisible()

  const [header, ...events] = (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown) as [
    { version: number; width: number; height: number },
    ...[number, string, string][],
  ]
  expect(header.version).toBe(2)
  // It begins with what stood there already.
  expect(events[0]).toEqual([expect.any(Number), 'o', expect.stringContaining('login:')])
  const times = events.map(([at]) => at)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  const at = (text: string): number => {
    let said = ''
    const found = events.find(([, kind, piece]) => {
      if (kind === 'o') said += piece
      return said.includes(text)
    })
    return found?.[0] ?? Number.NaN
  }
  expect(at('two-2') - at('one-2')).toBeGreaterThan(1.5)
  expect(events.find(([, kind]) => kind === 'r')?.[2]).toMatch(/^\d+x\d+$/)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('the guest learns how large the window is when its person agrees', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'sized')
  await host.virsh('start', 'sized')
  const { electron } = await launch('--connect', host.uri(), '--show-domain-console', 'sized')
  const serial = await consoleWindow(electron)
  await logIn(serial)
  const handle = await electron.browserWindow(serial)
  const resize = (width: number, height: number): Promise<void> =>
    handle.evaluate((browserWindow, size) => browserWindow.setContentSize(...size), [
      width,
      height,
    ] as [number, number])

  await resize(700, 400)
  const offer = serial.getByRole('region', { name: 'Terminal size' })
  await expect(offer).toBeVisible()
  expect(await seriousIn(serial)).toEqual([])
  const [columns, rows] = ((await offer.locator('b').textContent()) ?? '').split(' × ')
  await serial.keyboard.press('Control+Shift+T')
  await expect(offer).toHaveCount(0)
  await expect.poll(() => consoleText(serial)).toContain(`stty rows ${rows} cols ${columns}`)
  await serial.keyboard.type('clear; stty size\n')
  await expect.poll(() => consoleText(serial)).toContain(`${rows} ${columns}\n`)

  // From now on it is told by itself, as soon as a prompt waits.
  await resize(800, 500)
  await offer.getByRole('button', { name: 'Always here' }).click()
  await serial.keyboard.type('clear; sleep 3\n')
  await resize(900, 600)
  await expect
    .poll(async () => (await consoleText(serial)).match(/stty rows/g)?.length ?? 0)
    .toBeGreaterThan(0)
  await expect(offer).toHaveCount(0)
  const settings = JSON.parse(await readFile(join(userDataFolder, 'settings.json'), 'utf8')) as {
    terminalSizes: Record<string, string>
  }
  expect(Object.values(settings.terminalSizes)).toEqual(['always'])
})

test('64 KiB are pasted whole through a serial port, keys wait behind; a paste can be stopped', async ({
  host,
  guest,
  launch,
}) => {
  test.setTimeout(300_000)
  await defineGuest(host, guest, 'slow')
  await host.virsh('start', 'slow')
  const app = await launch('--connect', host.uri(), '--show-domain-console', 'slow')
  const serial = await consoleWindow(app.electron)
  await logIn(serial)
  const lines = Array.from(
    { length: 1024 },
    (_, i) => `${String(i).padStart(5, '0')} ${'x'.repeat(57)}\n`,
  )
  const text = lines.join('')
  await serial.keyboard.type(`head -c ${text.length} | md5sum; echo 'over'\n`)
  await copy(app, text)
  await pasteMany(serial)
  const progress = serial.getByRole('progressbar', { name: 'Pasting' })
  await expect(progress).toBeVisible()
  // Typed while it is under way: it waits its turn, and is the shell's.
  await serial.keyboard.type('echo behind-$((1+1))\n')
  await expect(progress).toBeVisible()
  expect(await seriousIn(serial)).toEqual([])
  await expect.poll(() => consoleText(serial), { timeout: 120_000 }).toMatch(/^behind-2$/m)
  expect(await consoleText(serial)).toContain(md5(text))
  await expect(progress).toHaveCount(0)

  await serial.keyboard.type('clear; cat >/dev/null\n')
  await pasteMany(serial)
  await expect(progress).toBeVisible()
  await serial.keyboard.press('Control+Shift+X')
  await expect(progress).toHaveCount(0)
  await serial.keyboard.press('Control+C')
  await serial.keyboard.type('clear; echo free-$((1+1))\n')
  await expect.poll(() => consoleText(serial)).toContain('free-2')
})

test('what a console says is kept on disk, for its person alone', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'kept & <so>')
  await host.virsh('start', 'kept & <so>')
  const { electron } = await launch('--connect', host.uri(), '--show-domain-console', 'kept & <so>')
  const serial = await consoleWindow(electron)
  await logIn(serial)
  await serial.keyboard.type('printf "\\033[31mred-$((1+1))\\033[0m\\n"\n')
  const folder = join(userDataFolder, 'transcripts')
  const read = async (): Promise<string> => {
    const [machine = ''] = await readdir(folder)
    return readFile(join(folder, machine, 'console.log'), 'utf8')
  }
  await expect.poll(() => read().catch(() => '')).toContain('\x1b[31mred-2\x1b[0m')
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^kept _ _so_-[0-9a-f]{8}$/)])

  await electron.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => Object.assign(globalThis, { shownPath: path })
  })
  await choose(serial, 'menuitem', /^Show what is kept/)
  const shown = (): Promise<string | undefined> =>
    electron.evaluate(() => (globalThis as { shownPath?: string }).shownPath)
  await expect.poll(shown).toContain('console.log')
  expect((await stat((await shown()) ?? '')).mode & 0o777).toBe(0o600)

  // What was said within the last second before the app is killed is all that may be lost.
  await serial.keyboard.type('echo last-$((1+1))\n')
  await expect.poll(() => consoleText(serial)).toContain('last-2')
  await new Promise((resolve) => setTimeout(resolve, 1000))
  electron.process().kill('SIGKILL')
  expect(await read()).toContain('last-2')
})

test('a console that libvirt logs begins with the end of the log, set apart', async ({
  host,
  guest,
  launch,
  environment,
}) => {
  environment['LIBVIRT_LOG_TAIL'] = '5'
  // Whoever the hypervisor runs as writes there.
  const logs = join(host.directory, 'logs')
  await mkdir(logs)
  await chmod(logs, 0o777)
  const log = join(logs, 'serial.log')
  await defineGuest(
    host,
    guest,
    'logged',
    `<serial type='pty'><log file='${log}' append='on'/></serial>`,
  )
  await host.virsh('start', 'logged')
  await expect
    .poll(() => readFile(log, 'utf8').catch(() => ''), { timeout: 120_000 })
    .toContain('login:')
  const { electron } = await launch('--connect', host.uri(), '--show-domain-console', 'logged')
  const serial = await consoleWindow(electron)
  await expect(serial.getByRole('status')).toHaveText('Connected')
  await expect
    .poll(() => consoleText(serial))
    .toMatch(/Up to 5 lines of .*serial\.log[\s\S]*login:[\s\S]*Live from here/)
  await serial.keyboard.type('\n')
  await expect.poll(() => consoleText(serial)).toMatch(/Live from here[\s\S]*login:/)
})
