/** The installed package, started as its desktop entry says, by an ordinary user. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, chownSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'

const DESKTOP_ENTRY = '/usr/share/applications/virthelm.desktop'

/** The command of a group of the desktop entry, without its field codes. */
export const execLine = (group = 'Desktop Entry'): readonly string[] => {
  const groups = readFileSync(DESKTOP_ENTRY, 'utf8').split(/^(?=\[)/m)
  const lines = groups.find((text) => text.startsWith(`[${group}]`))?.split('\n') ?? []
  const line = lines.find((text) => text.startsWith('Exec='))
  if (line === undefined) throw new Error(`${DESKTOP_ENTRY} has no Exec in [${group}]`)
  return line
    .slice('Exec='.length)
    .split(' ')
    .filter((word) => !/^%[a-zA-Z]$/.test(word))
}

/** Root's screen lets its own user in; a copy of the key lets the ordinary user in, too. */
const screenFor = (host: PrivateDaemon): Record<string, string> => {
  const { DISPLAY: display, XAUTHORITY: key } = process.env
  if (display === undefined) throw new Error('there is no screen: run npm run test:packaged')
  if (key === undefined) return { DISPLAY: display }
  const copy = join(host.directory, 'xauthority')
  copyFileSync(key, copy)
  chownSync(copy, host.user.uid, host.user.gid)
  return { DISPLAY: display, XAUTHORITY: copy }
}

/** A running installed app. Its fuses refuse Node's inspector, so it is driven as a browser is. */
export class InstalledApp {
  private constructor(
    readonly process: ChildProcess,
    readonly browser: Browser,
    readonly context: BrowserContext,
    readonly window: Page,
  ) {}

  /** Starts it as the host's own user, whose sandbox is on, with nothing but the entry's command. */
  static async start(host: PrivateDaemon, more: readonly string[] = []): Promise<InstalledApp> {
    const [program = '', ...args] = execLine()
    const isSelf = host.user.uid === process.geteuid?.()
    const child = spawn(program, [...args, ...more, '--remote-debugging-port=0'], {
      cwd: host.directory,
      env: {
        ...host.env,
        ...screenFor(host),
        VIRTHELM_SCREEN_READER: '1',
        LIBVIRT_CONNECTION_URI: host.uri(),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(isSelf ? {} : { uid: host.user.uid, gid: host.user.gid }),
    })
    const said: string[] = []
    for await (const line of createInterface(child.stderr)) {
      said.push(line)
      const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? []
      if (address === undefined) continue
      child.stderr.resume()
      const browser = await chromium.connectOverCDP(address, { noDefaults: true })
      const [context] = browser.contexts()
      if (!context) throw new Error('the app has no browser context')
      const window = context.pages()[0] ?? (await context.waitForEvent('page'))
      return new InstalledApp(child, browser, context, window)
    }
    throw new Error(`the app ended before it had a window: ${said.join('\n')}`)
  }

  /** Ends it as a person does, by Ctrl+Q; resolves with its exit status. */
  async quit(): Promise<number | null> {
    const ended = once(this.process, 'exit')
    await this.window.bringToFront()
    // The window goes before the key is up.
    await this.window.keyboard.press('Control+q').catch(() => undefined)
    const [status] = (await ended) as [number | null]
    return status
  }

  /** Ends it for good, whatever a story has left. */
  async dispose(): Promise<void> {
    await this.browser.close()
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    const ended = once(this.process, 'exit')
    this.process.kill('SIGKILL')
    await ended
  }
}
