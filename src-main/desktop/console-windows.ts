import { MessageChannelMain, type BrowserWindow, type WebContents } from 'electron'
import { PORT_CHANNEL } from '../../src-preload/contract/channels'
import type { ConsoleDescription } from '../../src-preload/contract/console'
import type { MachineId } from '../../src-preload/contract/machine'
import { Problem } from '../failures/problem'
import type { Services } from '../services'
import type { Settings } from '../settings/settings'
import { bringForward, openConsoleWindow } from './windows'

/** Which console a window shows. */
interface Subject {
  readonly machineId: MachineId
  readonly device: string | null
  readonly window: BrowserWindow
}

/** One window per machine and console; the sessions behind them live in the consoles service. */
export class ConsoleWindows {
  readonly #subjects = new Map<string, Subject>()

  constructor(
    readonly services: Services,
    readonly settings: Settings,
  ) {}

  /** Opens the console's window, or brings it forward. Throws a `Problem` without the machine. */
  open(machineId: MachineId, device: string | null): void {
    const key = JSON.stringify([machineId, device])
    const known = this.#subjects.get(key)
    if (known) {
      bringForward(known.window)
      return
    }
    const machine = this.services.inventory.get(machineId)
    if (!machine) throw new Problem('not-found', 'That machine no longer exists')
    const window = openConsoleWindow(machine.name)
    this.#subjects.set(key, { machineId, device, window })
    window.on('closed', () => this.#subjects.delete(key))
  }

  /** What a console window asks about itself. */
  describe(sender: WebContents): ConsoleDescription {
    const { machineId, device } = this.#subjectOf(sender)
    const machine = this.services.inventory.get(machineId)
    const host = this.services.hosts.hosts.find(({ id }) => id === machine?.hostId)
    return {
      machineName: machine?.name ?? 'a machine that is gone',
      hostName: host?.name ?? '',
      device,
      fontSize: this.settings.values.consoleFontSize,
      keys: this.settings.values.keys,
      screenReader:
        this.settings.values.screenReader || process.env['VIRTHELM_SCREEN_READER'] === '1',
    }
  }

  /** Gives a console window its end of the wire to the session. */
  connect(sender: WebContents): void {
    const { machineId, device } = this.#subjectOf(sender)
    const { port1, port2 } = new MessageChannelMain()
    this.services.consoles.open(machineId, device).show(port1)
    sender.postMessage(PORT_CHANNEL, null, [port2])
  }

  /** What to call a transcript of that window, such as `web-1 console.txt`. */
  transcriptName(sender: WebContents): string {
    const machine = this.services.inventory.get(this.#subjectOf(sender).machineId)
    // A machine's name may hold anything but a slash; a leading dot would hide the file.
    const name = (machine?.name ?? 'machine').replace(/\p{Cc}/gu, ' ').replace(/^\.+/, '')
    return `${name} console.txt`
  }

  #subjectOf(sender: WebContents): Subject {
    for (const subject of this.#subjects.values()) {
      if (subject.window.webContents === sender) return subject
    }
    throw new Problem('invalid', 'That window shows no console')
  }
}
