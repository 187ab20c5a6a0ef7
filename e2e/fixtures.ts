/** What every story starts from: a libvirt host of its own, and the real app looking at it. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { startPrivateDaemon, type PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'

/** The app is started by naming the project's folder. */
export const projectFolder = join(import.meta.dirname, '..')

/** Set-up tells these; `npm run test:e2e` brings them. */
export const setting = (name: 'VIRTHELM_ELECTRON' | 'VIRTHELM_GUEST_DIR'): string => {
  const value = process.env[name]
  if (value) return value
  throw new Error(`${name} is not set: run the stories by npm run test:e2e -- [arguments]`)
}

/** The app as one launch of it: its process, its main window, and what it printed. */
export interface RunningApp {
  readonly electron: ElectronApplication
  readonly window: Page
  /** Everything on standard output so far, `ready: …` among it. */
  readonly output: () => string
}

/** A folder of its own for the files of one test; removed behind it. */
const withFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'virthelm-e2e-'))
  try {
    await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Fixtures {
  /** A private libvirtd with no machines; `host.virsh(…)` is the second witness. */
  host: PrivateDaemon
  /** The demo guest's files where the host's hypervisor may read them. */
  guest: { readonly kernel: string; readonly initrd: string }
  /** The app's settings and logs; kept between launches of one story. */
  userDataFolder: string
  /** What a story adds to the app's environment before it starts it. */
  environment: Record<string, string>
  /** Starts the app with these arguments; ends it with the story. */
  launch: (...args: readonly string[]) => Promise<RunningApp>
  /** The app, connected to `host` and no other. */
  app: RunningApp
}

export const test = base.extend<Fixtures>({
  host: async ({}, use) => {
    const host = await startPrivateDaemon()
    await use(host)
    await host.dispose()
  },

  guest: async ({ host }, use) => {
    const folder = join(host.directory, 'guest')
    await cp(setting('VIRTHELM_GUEST_DIR'), folder, { recursive: true })
    await use({ kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd.img') })
  },

  userDataFolder: async ({}, use) => withFolder(use),

  environment: async ({}, use) => use({}),

  launch: async ({ userDataFolder, environment }, use) => {
    const running: ElectronApplication[] = []
    await use(async (...args) => {
      const electron = await _electron.launch({
        executablePath: setting('VIRTHELM_ELECTRON'),
        args: [...runtimeFlags(), projectFolder, '--user-data-dir', userDataFolder, ...args],
        // Terminals draw on a canvas; their screen-reader tree says what stands there.
        // Stories name what they see in English, wherever they run.
        env: { ...process.env, LC_ALL: 'C.UTF-8', VIRTHELM_SCREEN_READER: '1', ...environment },
      })
      running.push(electron)
      let printed = ''
      electron.process().stdout?.on('data', (text: Buffer) => (printed += text.toString()))
      const window = await electron.firstWindow()
      // A page that stands there empty hears no keys, and nobody would press any.
      await window.locator('#root > *').first().waitFor({ state: 'attached' })
      return { electron, window, output: () => printed }
    })
    for (const electron of running) await electron.close()
  },

  app: async ({ host, launch }, use) => {
    await use(await launch('--connect', host.uri()))
  },
})

/** As root Chromium has no sandbox. */
export const runtimeFlags = (): string[] =>
  process.getuid?.() === 0 ? ['--no-sandbox', '--log-level=3'] : ['--log-level=3']

export { expect } from '@playwright/test'
