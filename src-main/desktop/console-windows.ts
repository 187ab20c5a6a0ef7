import { MessageChannelMain, type BrowserWindow, type WebContents } from 'electron'
import { PORT_CHANNEL } from '../../src-preload/contract/channels'
import type {
  ConsoleDescription,
  ConsoleDevice,
  SizeConsent,
  TerminalLook,
} from '../../src-preload/contract/console'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import type { ConsoleSession } from '../consoles/console-session'
import { readConsoles } from '../consoles/read-consoles'
import { OperationFailed, Problem } from '../failures/problem'
import { safeFileName } from '../safe-file-name'
import type { Services } from '../services'
import type { Settings } from '../settings/settings'
import { bringForward, openConsoleWindow } from './windows'

/** Which console a window shows. */
interface Subject {
  readonly machineId: MachineId
  readonly device: string | null
  readonly window: BrowserWindow
}

/** How terminals look by the settings and the environment. */
export const terminalLook = ({ values }: Settings): TerminalLook => ({
  fontSize: values.consoleFontSize,
  keys: values.keys,
  screenReader: values.screenReader || process.env['VIRTHELM_SCREEN_READER'] === '1',
})

/**
 * Gives a window its end of the wire to a session; `subject` tells which, where it has several, and
 * `highWater` how many bytes may be under way.
 */
export const sendPort = (
  to: WebContents,
  session: ConsoleSession,
  subject: string,
  highWater?: number,
): void => {
  const { port1, port2 } = new MessageChannelMain()
  session.show(port1, highWater)
  to.postMessage(PORT_CHANNEL, subject, [port2])
}

/** All consoles of a machine. Rejects with what the host says. */
export const listConsoles = async (
  { readXml }: Services,
  machineId: MachineId,
): Promise<readonly ConsoleDevice[]> => {
  try {
    const consoles = readConsoles(await readXml(machineId))
    return consoles.map(({ device, title, whyNot }) => ({ device, title, whyNot }))
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new OperationFailed(t('read the consoles of the machine'), error)
  }
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
    if (!machine) throw new Problem('not-found', t('That machine no longer exists'))
    const window = openConsoleWindow(machine.name)
    this.#subjects.set(key, { machineId, device, window })
    window.on('closed', () => this.#subjects.delete(key))
  }

  /** Opens another console of the machine that a window shows one of. */
  openSibling(sender: WebContents, device: string | null): void {
    this.open(this.#subjectOf(sender).machineId, device)
  }

  /** What a console window asks about itself. */
  describe(sender: WebContents): ConsoleDescription {
    const { machineId, device } = this.#subjectOf(sender)
    const machine = this.services.inventory.get(machineId)
    const host = this.services.hosts.hosts.find(({ id }) => id === machine?.hostId)
    return {
      ...terminalLook(this.settings),
      machineName: machine?.name ?? t('a machine that is gone'),
      hostName: host?.name ?? '',
      device,
      sizeConsent: this.settings.values.terminalSizes[machineId] ?? 'ask',
    }
  }

  /** All consoles of the machine that a window shows one of. Rejects with what the host says. */
  async list(sender: WebContents): Promise<readonly ConsoleDevice[]> {
    return listConsoles(this.services, this.#subjectOf(sender).machineId)
  }

  /** Gives a console window its end of the wire to the session. */
  connect(sender: WebContents): void {
    sendPort(sender, this.sessionOf(sender), '')
  }

  /** The session that a window shows. Throws a `Problem` without its machine. */
  sessionOf(sender: WebContents): ConsoleSession {
    const { machineId, device } = this.#subjectOf(sender)
    return this.services.consoles.open(machineId, device)
  }

  /** Keeps whether the machine's guest is told the terminal's size. */
  setSizeConsent(sender: WebContents, consent: SizeConsent): void {
    const { machineId } = this.#subjectOf(sender)
    const { [machineId]: _before, ...others } = this.settings.values.terminalSizes
    const terminalSizes = consent === 'ask' ? others : { ...others, [machineId]: consent }
    this.settings.change({ terminalSizes })
  }

  /** What to call a file of that window, such as `web-1 console.txt`. */
  fileName(sender: WebContents, ending: string): string {
    return t('{name} console.{ending}', {
      name: safeFileName(this.#machineOf(sender)?.name ?? t('machine')),
      ending,
    })
  }

  /** What a recording of that window is of. */
  titleOf(sender: WebContents): string {
    const { machineName, device } = this.describe(sender)
    return device === null ? machineName : `${machineName} ${device}`
  }

  /** Where the transcript of that window's console is kept. */
  transcriptPath(sender: WebContents): string {
    const machine = this.#machineOf(sender)
    if (!machine) throw new Problem('not-found', t('That machine no longer exists'))
    return this.services.transcripts.pathOf(machine, this.#subjectOf(sender).device)
  }

  #machineOf(sender: WebContents): Machine | undefined {
    return this.services.inventory.get(this.#subjectOf(sender).machineId)
  }

  #subjectOf(sender: WebContents): Subject {
    for (const subject of this.#subjects.values()) {
      if (subject.window.webContents === sender) return subject
    }
    throw new Problem('invalid', t('That window shows no console'))
  }
}
