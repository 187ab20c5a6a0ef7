import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchSettings } from './settings'

const READY_MS = 60_000
const END_MS = 10_000

/** What every Electron here is started with; as root Chromium has no sandbox. */
export const runtimeFlags: readonly string[] =
  process.getuid?.() === 0 ? ['--no-sandbox', '--log-level=3'] : ['--log-level=3']

/** A running app that has said that its window can be used. */
export interface ElectronProcess {
  readonly pid: number
  /** From starting the process to its `ready:` line. */
  readonly readyMs: number
  end(): Promise<void>
}

const endProcess = async (electron: ChildProcess): Promise<void> => {
  if (electron.exitCode !== null || electron.signalCode !== null) return
  const ended = once(electron, 'exit')
  electron.kill('SIGTERM')
  const hasEnded = await Promise.race([ended.then(() => true), sleep(END_MS, false)])
  if (!hasEnded) electron.kill('SIGKILL')
  await ended
}

const launch = async (
  settings: BenchSettings,
  appFolder: string,
  args: (profile: string) => readonly string[],
): Promise<ElectronProcess> => {
  // A new profile each time: nothing is cached, neither ours nor the peer's.
  const profile = await mkdtemp(join(tmpdir(), 'vh-bench-profile-'))
  const start = performance.now()
  const electron = spawn(settings.electron, [...runtimeFlags, appFolder, ...args(profile)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const end = async (): Promise<void> => {
    await endProcess(electron)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  const deadline = AbortSignal.timeout(READY_MS)
  deadline.addEventListener('abort', () => electron.stdout.destroy())
  for await (const line of createInterface({ input: electron.stdout })) {
    if (!line.startsWith('ready:')) continue
    return { pid: electron.pid ?? 0, readyMs: performance.now() - start, end }
  }
  await end()
  throw new Error(`${appFolder} did not say that it is ready`)
}

/** Starts Virthelm on these hosts, with a profile of its own. */
export const launchVirthelm = (
  settings: BenchSettings,
  ...uris: readonly string[]
): Promise<ElectronProcess> =>
  launch(settings, settings.projectFolder, (profile) => [
    '--user-data-dir',
    profile,
    ...uris.flatMap((uri) => ['--connect', uri]),
  ])

/** What every Electron app costs: one blank window of the same size. */
const EMPTY_MAIN = `
const { app, BrowserWindow, Menu } = require('electron')
Menu.setApplicationMenu(null)
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false })
  window.once('ready-to-show', () => {
    window.show()
    process.stdout.write('ready: empty\\n')
  })
  window.loadURL('data:text/html,<title>Empty</title>')
})
`

/** Runs something with the folder of an app that has nothing but an empty window. */
export const withEmptyAppFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'vh-bench-empty-'))
  try {
    await writeFile(join(folder, 'package.json'), '{ "name": "empty", "main": "main.cjs" }')
    await writeFile(join(folder, 'main.cjs'), EMPTY_MAIN)
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs something that starts apps with nothing but an empty window. */
export const withEmptyApp = <T>(
  settings: BenchSettings,
  use: (launchEmpty: () => Promise<ElectronProcess>) => Promise<T>,
): Promise<T> =>
  withEmptyAppFolder((folder) =>
    use(() => launch(settings, folder, (profile) => [`--user-data-dir=${profile}`])),
  )
