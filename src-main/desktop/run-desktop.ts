import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { app, BrowserWindow, nativeTheme, powerMonitor } from 'electron'
import type { NoticeName, Notices } from '../../src-preload/contract'
import type { MachineId } from '../../src-preload/contract/machine'
import { ownArguments, readCommandLine, type CommandLine } from '../command-line'
import { logFailure } from '../failures/log-failure'
import type { Log } from '../log/log'
import { makeServices, type Services } from '../services'
import { Settings } from '../settings/settings'
import type { AnswerCall } from './call-door'
import { ConsoleWindows } from './console-windows'
import { DisplayWindows } from './display-windows'
import { makeHandlers } from './handlers/index'
import { answerCalls, notify } from './ipc-server'
import { openKeyring } from './keyring'
import { makeUpdates } from './make-updates'
import { showsOurPage } from './pages'
import { showNotifications } from './notifications'
import { TileWindows } from './tile-windows'
import { bringForward, openMainWindow } from './windows'
import { Wishes } from './wishes'

/** Calls back for each of the machines that a command line names, as soon as it is known. */
const onceKnown = (
  names: readonly string[],
  { inventory }: Services,
  open: (id: MachineId) => void,
): void => {
  const wanted = new Set(names)
  const look = (): void => {
    for (const { id, name } of inventory.snapshot().machines) {
      if (wanted.delete(name)) open(id)
    }
    if (wanted.size === 0) stop()
  }
  const stop = inventory.onDidChange(() => queueMicrotask(look))
  look()
}

/** How long the services may take to end in order, in ms. */
const EXIT_MS = 3_000

/** What is there before the rest of the app. */
export interface DesktopStart {
  readonly commandLine: CommandLine
  /** Where the app keeps its own files. */
  readonly folder: string
  readonly log: Log
  /** Loading already; its calls wait until `answerBy` says who answers them. */
  readonly mainWindow: BrowserWindow
  readonly answerBy: (answer: AnswerCall) => void
}

/** A running app. */
export interface Desktop {
  /** It was started once more, with these arguments of the process. */
  readonly startAgain: (argv: readonly string[]) => void
}

/** Runs the app behind its first window: connects to hosts, and answers the windows' calls. */
export const runDesktop = ({
  commandLine,
  folder,
  log,
  mainWindow: firstWindow,
  answerBy,
}: DesktopStart): Desktop => {
  const settings = new Settings(join(folder, 'settings.json'), log)
  nativeTheme.themeSource = settings.values.theme
  const services = makeServices({
    commandLine,
    settings,
    folder,
    vault: openKeyring(join(folder, 'secrets.json')),
    environment: process.env,
    log,
  })
  const updates = makeUpdates(folder, settings, log)
  updates.start()
  const consoles = new ConsoleWindows(services, settings)
  const tiles = new TileWindows(services, settings)
  const displays = new DisplayWindows(services, settings)
  let mainWindow: BrowserWindow | null = null
  const useAsMain = (window: BrowserWindow): void => {
    mainWindow = window
    const { webContents } = window
    window.on('closed', () => {
      services.sampler.watch(webContents, { ids: [] })
      services.hostLoads.watch(webContents, false)
      mainWindow = null
    })
  }
  if (!firstWindow.isDestroyed()) useAsMain(firstWindow)
  const showMain = (): void => {
    if (mainWindow) bringForward(mainWindow)
    else useAsMain(openMainWindow())
  }
  const tellMain = <N extends NoticeName>(name: N, notice: Notices[N]): void => {
    if (mainWindow) notify(mainWindow.webContents, name, notice)
  }

  /** Consoles and displays, too. */
  const tellAll = <N extends NoticeName>(name: N, notice: Notices[N]): void => {
    for (const { webContents } of BrowserWindow.getAllWindows()) notify(webContents, name, notice)
  }

  // Electron would show a dialog with a stack trace, and the rest of the app is sound.
  const onFault = (error: unknown): void => tellMain('failure.raised', logFailure(error, log))
  process.on('uncaughtException', onFault)
  process.on('unhandledRejection', onFault)

  services.inventory.onDidChange((delta) => tellMain('machines.changed', delta))
  services.hosts.onDidChange((hosts) => tellMain('hosts.changed', hosts))
  settings.onDidChange((report) => {
    nativeTheme.themeSource = report.values.theme
    tellAll('settings.changed', report)
  })
  services.jobs.onDidChange((delta) => tellMain('jobs.changed', delta))
  services.networks.onDidChange((change) => tellMain('networks.changed', change))
  services.guests.onDidChange((machineId) => tellMain('guest.changed', { machineId }))
  services.storage.pools.onDidChange((change) => tellMain('pools.changed', change))
  services.storage.pools.onDidChangeVolumes((poolId) => tellMain('volumes.changed', { poolId }))
  services.power.onDidChange(() => tellMain('power.changed', undefined))
  services.prompts.onDidChange((prompts) => tellMain('prompts.changed', prompts))
  services.hostLoads.onDidMeasure((loads) => tellMain('hosts.measured', loads))
  services.timeline.onDidAdd((entries) => {
    tellMain('timeline.added', entries)
    const hostName = (id: string): string =>
      services.hosts.hosts.find((host) => host.id === id)?.name ?? ''
    showNotifications(entries, settings.values, hostName, showMain)
  })
  services.sampler.onDidSample((metrics) => tellMain('metrics.sampled', metrics))
  updates.onDidChange((status) => tellMain('updates.changed', status))
  services.stickyUsb.onDidFail((failure) => tellMain('failure.raised', failure))
  services.control.onDidNotSettle((failure) => tellMain('failure.raised', failure))

  const wishes = new Wishes(() => tellMain('app.wished', null))
  const showWindows = (asked: CommandLine): void => {
    const { showConsoles, showDisplays } = asked
    wishes.add(asked.wishes)
    onceKnown(showConsoles, services, (id) => consoles.open(id, null))
    onceKnown(showDisplays, services, (id) => {
      displays
        .open(id)
        .catch((error: unknown) => tellMain('failure.raised', logFailure(error, log)))
    })
  }

  // Nothing that was gathered for the disk may be lost, and no host may hold the exit up. Electron
  // ignores a wish to end that comes while it handles one, so this one waits for the next turn.
  app.once('will-quit', (event) => {
    event.preventDefault()
    updates.stop()
    void Promise.race([services.close(), sleep(EXIT_MS)]).finally(() => {
      setImmediate(() => app.exit())
    })
  })

  // Not before the app is ready: until then Chromium sets a handler of its own, which ends the app.
  process.on('SIGHUP', () => services.credentials.reload())
  powerMonitor.on('resume', () => services.hosts.wakeUp())
  const handlers = makeHandlers({
    services,
    settings,
    consoles,
    tiles,
    displays,
    commandLine,
    wishes,
    updates,
  })
  answerBy(answerCalls(handlers, showsOurPage, log))
  showWindows(commandLine)
  return {
    startAgain: (argv) => {
      const second = readCommandLine(ownArguments(argv, app.isPackaged))
      services.open(second.connect)
      showWindows(second)
      showMain()
    },
  }
}
