import { join } from 'node:path'
import { app, Menu } from 'electron'
import type { CommandLine } from '../command-line'
import { openLog } from '../log/log'
import { openCallDoor } from './call-door'
import { revivePages } from './revive-pages'
import { confinePages } from './security'
import { speakChosenLanguage } from './spoken-words'
import { openMainWindow } from './windows'

/** What a second start hands to the first. */
interface HandedOver {
  readonly argv: readonly string[]
}

/**
 * Starts the app: one process per user data folder. A second start hands its arguments to the first
 * and ends. What is behind the window is read while Chromium brings the window up.
 */
export const startDesktop = async (commandLine: CommandLine): Promise<void> => {
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
  app.on('window-all-closed', () => app.quit())
  await app.whenReady()
  const folder = app.getPath('userData')
  const log = openLog(join(folder, 'logs'))
  if (process.getuid?.() === 0) log.warn('running as root: the browser sandbox is off')
  confinePages(log)
  revivePages(log)
  const answerBy = openCallDoor()
  await speakChosenLanguage(folder)
  const mainWindow = openMainWindow()
  const running = import('./run-desktop').then(({ runDesktop }) =>
    runDesktop({ commandLine, folder, log, mainWindow, answerBy }),
  )
  app.on('second-instance', (_event, _reordered, _folder, handedOver) => {
    const { argv } = handedOver as HandedOver
    void running.then((desktop) => desktop.startAgain(argv))
  })
  await running
}
