import {
  MessageChannelMain,
  type BrowserWindow,
  type MessagePortMain,
  type WebContents,
} from 'electron'
import { PORT_CHANNEL } from '../../src-preload/contract/channels'
import type { DisplayDescription, DisplayOpened } from '../../src-preload/contract/display'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { chooseDisplay } from '../displays/choose-display'
import { OperationFailed, Problem } from '../failures/problem'
import type { Services } from '../services'
import type { Settings } from '../settings/settings'
import { notify } from './ipc-server'
import { bringForward, openDisplayWindow } from './windows'

interface Subject {
  readonly window: BrowserWindow
  /** The window's end of the wire to its session, until the page has come far enough to ask. */
  waiting: MessagePortMain | null
}

/** One window per machine; a session lives as long as its window. */
export class DisplayWindows {
  readonly #subjects = new Map<MachineId, Subject>()

  constructor(
    readonly services: Services,
    readonly settings: Settings,
  ) {}

  /**
   * Opens the window of a machine's display, or brings it forward; SPICE is handed to its viewer.
   * Rejects with a `Problem` without the machine, its host or a display.
   */
  async open(machineId: MachineId): Promise<DisplayOpened> {
    if (this.#isForward(machineId)) return 'window'
    const reached = this.services.reachDisplay(machineId)
    const { name } = reached.machine
    try {
      const chosen = await chooseDisplay(reached)
      if (chosen.type === 'spice') {
        await this.services.spiceViewers.open(reached, chosen.display)
        return 'viewer'
      }
    } catch (error) {
      throw error instanceof Problem
        ? error
        : new OperationFailed(t('open the display of {name}', { name }), error)
    }
    // Asked for twice at once, it is opened once.
    if (!this.#isForward(machineId)) this.#openWindow(machineId, name)
    return 'window'
  }

  /** What a display window asks about itself. */
  describe(sender: WebContents): DisplayDescription {
    const machine = this.services.inventory.get(this.#idOf(sender))
    const host = this.services.hosts.hosts.find(({ id }) => id === machine?.hostId)
    return {
      machineName: machine?.name ?? t('a machine that is gone'),
      hostName: host?.name ?? '',
      scaling: this.settings.values.displayScaling,
      keys: this.settings.values.keys,
    }
  }

  /** Gives a display window its end of the wire; a page that was loaded anew gets a new session. */
  connect(sender: WebContents): void {
    const machineId = this.#idOf(sender)
    const subject = this.#subjects.get(machineId)
    const port = subject?.waiting ?? this.#startSession(machineId)
    if (subject) subject.waiting = null
    sender.postMessage(PORT_CHANNEL, '', [port])
  }

  /** The machine that a display window shows. Throws a `Problem` when it is gone. */
  machineOf(sender: WebContents): Machine {
    const machine = this.services.inventory.get(this.#idOf(sender))
    if (!machine) throw new Problem('not-found', t('That machine no longer exists'))
    return machine
  }

  #openWindow(machineId: MachineId, machineName: string): void {
    const window = openDisplayWindow(machineName)
    // The way to the display opens while the page loads.
    const subject: Subject = { window, waiting: this.#startSession(machineId) }
    this.#subjects.set(machineId, subject)
    const tell = (isFullScreen: boolean) => (): void =>
      notify(window.webContents, 'windows.fullScreenChanged', { isFullScreen })
    window.on('enter-full-screen', tell(true))
    window.on('leave-full-screen', tell(false))
    window.on('closed', () => {
      subject.waiting?.close()
      this.#subjects.delete(machineId)
    })
  }

  /** Starts a session; what it says waits at the port that is answered. */
  #startSession(machineId: MachineId): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain()
    this.services.displays.show(machineId, port1)
    return port2
  }

  #isForward(machineId: MachineId): boolean {
    const known = this.#subjects.get(machineId)
    if (known) bringForward(known.window)
    return known !== undefined
  }

  #idOf(sender: WebContents): MachineId {
    for (const [machineId, { window }] of this.#subjects) {
      if (window.webContents === sender) return machineId
    }
    throw new Problem('invalid', t('That window shows no display'))
  }
}
