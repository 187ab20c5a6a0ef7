import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { app, BrowserWindow, Menu, nativeTheme, powerMonitor } from 'electron'
import type { NoticeName, Notices } from '../../src-preload/contract'
import type { MachineId } from '../../src-preload/contract/machine'
import { ownArguments, readCommandLine, type CommandLine } from '../command-line'
import { logFailure } from '../failures/log-failure'
import { openLog } from '../log/log'
import { makeServices, type Services } from '../services'
import { Settings } from '../settings/settings'
import { ConsoleWindows } from './console-windows'
import { DisplayWindows } from './display-windows'
import { makeHandlers } from './handlers/index'
import { notify, serveCalls } from './ipc-server'
import { openKeyring } from './keyring'
import { showsOurPage } from './pages'
import { showNotifications } from './notifications'
import { revivePages } from './revive-pages'
import { confinePages } from './security'
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

/** What a second start hands to the first. */
interface HandedOver {
  readonly argv: readonly string[]
}

/**
 * Runs the app: one process per user data folder, connecting while the first window loads. A
 * second start hands its arguments to the first and ends.
 */
export const runDesktop = (commandLine: CommandLine): void => {
  if (commandLine.userDataDir !== null) app.setPath('userData', commandLine.userDataDir)
  // Native Wayland where the session is Wayland.
  app.commandLine.appendSwitch('ozone-platform-hint', 'auto')
  // Electron's own menu would take keys that are the grid's or a guest's: Ctrl+W, Ctrl+R, F11, Alt.
  Menu.setApplicationMenu(null)
  // Chromium reorders the arguments that it hands over, so ours go along as they were written.
  if (!app.requestSingleInstanceLock({ argv: process.argv } satisfies HandedOver)) {
    app.exit(0)
    return
  }
  const folder = app.getPath('userData')
  const log = openLog(join(folder, 'logs'))
  const settings = new Settings(join(folder, 'settings.json'), log)
  if (process.getuid?.() === 0) log.warn('running as root: the browser sandbox is off')

  const services = makeServices({
    commandLine,
    settings,
    folder,
    vault: openKeyring(join(folder, 'secrets.json')),
    environment: process.env,
    log,
  })
  const consoles = new ConsoleWindows(services, settings)
  const displays = new DisplayWindows(services, settings)
  let mainWindow: BrowserWindow | null = null
  const openMain = (): void => {
    mainWindow = openMainWindow()
    const { webContents } = mainWindow
    mainWindow.on('closed', () => {
      services.sampler.watch(webContents, { ids: [] })
      services.hostLoads.watch(webContents, false)
      mainWindow = null
    })
  }
  const showMain = (): void => {
    if (mainWindow) bringForward(mainWindow)
    else openMain()
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
  services.prompts.onDidChange((prompts) => tellMain('prompts.changed', prompts))
  services.hostLoads.onDidMeasure((loads) => tellMain('hosts.measured', loads))
  services.timeline.onDidAdd((entries) => {
    tellMain('timeline.added', entries)
    const hostName = (id: string): string =>
      services.hosts.hosts.find((host) => host.id === id)?.name ?? ''
    showNotifications(entries, settings.values, hostName, showMain)
  })
  services.sampler.onDidSample((metrics) => tellMain('metrics.sampled', metrics))
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

  app.on('second-instance', (_event, _reordered, _folder, handedOver) => {
    const { argv } = handedOver as HandedOver
    const second = readCommandLine(ownArguments(argv, app.isPackaged))
    services.open(second.connect)
    showWindows(second)
    showMain()
  })
  app.on('window-all-closed', () => app.quit())
  // Nothing that was gathered for the disk may be lost, and no host may hold the exit up. Electron
  // ignores a wish to end that comes while it handles one, so this one waits for the next turn.
  app.once('will-quit', (event) => {
    event.preventDefault()
    void Promise.race([services.close(), sleep(EXIT_MS)]).finally(() => {
      setImmediate(() => app.exit())
    })
  })

  const start = async (): Promise<void> => {
    await app.whenReady()
    // Not before: until then Chromium sets a handler of its own, which ends the app.
    process.on('SIGHUP', () => services.credentials.reload())
    powerMonitor.on('resume', () => services.hosts.wakeUp())
    nativeTheme.themeSource = settings.values.theme
    confinePages(log)
    revivePages(log)
    serveCalls(
      makeHandlers({ services, settings, consoles, displays, commandLine, wishes }),
      showsOurPage,
      log,
    )
    openMain()
    showWindows(commandLine)
  }
  void start()
}
