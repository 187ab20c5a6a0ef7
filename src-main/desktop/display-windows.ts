import { MessageChannelMain, type BrowserWindow, type WebContents } from 'electron'
import { PORT_CHANNEL } from '../../src-preload/contract/channels'
import type { DisplayDescription, DisplayOpened } from '../../src-preload/contract/display'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import { chooseDisplay } from '../displays/choose-display'
import { OperationFailed, Problem } from '../failures/problem'
import type { Services } from '../services'
import type { Settings } from '../settings/settings'
import { notify } from './ipc-server'
import { bringForward, openDisplayWindow } from './windows'

/** One window per machine; a session lives as long as its window. */
export class DisplayWindows {
  readonly #windows = new Map<MachineId, BrowserWindow>()

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
        : new OperationFailed(`open the display of ${name}`, error)
    }
    // Asked for twice at once, it is opened once.
    if (!this.#isForward(machineId)) {
      const window = openDisplayWindow(name)
      this.#windows.set(machineId, window)
      window.on('closed', () => this.#windows.delete(machineId))
      const tell = (isFullScreen: boolean) => (): void =>
        notify(window.webContents, 'windows.fullScreenChanged', { isFullScreen })
      window.on('enter-full-screen', tell(true))
      window.on('leave-full-screen', tell(false))
    }
    return 'window'
  }

  /** What a display window asks about itself. */
  describe(sender: WebContents): DisplayDescription {
    const machine = this.services.inventory.get(this.#idOf(sender))
    const host = this.services.hosts.hosts.find(({ id }) => id === machine?.hostId)
    return {
      machineName: machine?.name ?? 'a machine that is gone',
      hostName: host?.name ?? '',
      scaling: this.settings.values.displayScaling,
    }
  }

  /** Gives a display window its end of the wire to a new session. */
  connect(sender: WebContents): void {
    const { port1, port2 } = new MessageChannelMain()
    this.services.displays.show(this.#idOf(sender), port1)
    sender.postMessage(PORT_CHANNEL, null, [port2])
  }

  /** The machine that a display window shows. Throws a `Problem` when it is gone. */
  machineOf(sender: WebContents): Machine {
    const machine = this.services.inventory.get(this.#idOf(sender))
    if (!machine) throw new Problem('not-found', 'That machine no longer exists')
    return machine
  }

  #isForward(machineId: MachineId): boolean {
    const known = this.#windows.get(machineId)
    if (known) bringForward(known)
    return known !== undefined
  }

  #idOf(sender: WebContents): MachineId {
    for (const [machineId, { webContents }] of this.#windows) {
      if (webContents === sender) return machineId
    }
    throw new Problem('invalid', 'That window shows no display')
  }
}
