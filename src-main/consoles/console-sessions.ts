import type { Machine, MachineId, MachinesDelta } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { logFailure } from '../failures/log-failure'
import { OperationFailed, Problem } from '../failures/problem'
import type { Connection } from '../libvirt'
import type { Log } from '../log/log'
import { ConsoleRefused } from './console-line'
import { ConsoleSession } from './console-session'
import { openConsoleLine } from './open-console-line'
import type { Transcripts } from './transcripts'

/** What the consoles must know of a machine. */
export interface ConsoleMachine {
  readonly machine: Machine
  /** Opens a connection to its host; each console has one of its own, so that none delays another. */
  readonly openConnection: () => Promise<Connection>
  /** What a console said before it was listened to; null where nobody knows. */
  readonly readPast?: (device: string | null) => Promise<Uint8Array | null>
}

type Liveness = 'on' | 'off' | 'stale'

const livenessOf = (machine: Machine): Liveness => {
  if (machine.staleSince !== undefined) return 'stale'
  return machine.state === 'shutOff' || machine.state === 'saved' ? 'off' : 'on'
}

interface Entry {
  readonly machineId: MachineId
  readonly session: ConsoleSession
  liveness: Liveness
}

const keyOf = (machineId: MachineId, device: string | null): string =>
  JSON.stringify([machineId, device])

const tellLiveness = (entry: Entry, liveness: Liveness): void => {
  if (liveness === entry.liveness) return
  entry.liveness = liveness
  if (liveness === 'on') entry.session.machineStarted()
  if (liveness === 'off') entry.session.machineStopped()
}

/** A refusal in the person's words. */
const explain = (refusal: unknown, machineName: string): Error => {
  if (!(refusal instanceof ConsoleRefused)) return refusal as Error
  const { reason, cause } = refusal
  if (reason === 'in-use') {
    return new Problem(
      'in-use',
      t('The serial console of {machineName} is in use elsewhere', { machineName }),
      {
        hint: t('Close it there, or take it over: that ends the session there.'),
        cause,
      },
    )
  }
  return new OperationFailed(t('open the serial console of {machineName}', { machineName }), cause)
}

/**
 * All serial consoles that are open: one session for each console of each machine. Sessions live
 * on without a window, until their machine is gone.
 */
export class ConsoleSessions {
  readonly #entries = new Map<string, Entry>()

  constructor(
    /** Throws a `Problem` where there is no such machine. */
    readonly find: (id: MachineId) => ConsoleMachine,
    readonly log: Log,
    /** Where what consoles say is kept. */
    readonly transcripts?: Transcripts,
  ) {}

  /**
   * The session of a console, opened where there is none yet. `device` is a device's alias such as
   * `serial0`, or null for the machine's first console. Throws a `Problem` where there is no such
   * machine; all that goes wrong later is in the session's status.
   */
  open(machineId: MachineId, device: string | null): ConsoleSession {
    const existing = this.get(machineId, device)
    if (existing) return existing
    const { machine, openConnection, readPast } = this.find(machineId)
    const liveness = livenessOf(machine)
    let isFirst = true
    const session: ConsoleSession = new ConsoleSession({
      openLine: async (takeOver) => {
        const line = await openConsoleLine({ machine, device, openConnection, takeOver })
        // Before the line is read: what it brings comes after what was.
        if (isFirst) await this.#showPast(session, readPast?.(device))
        isFirst = false
        return line
      },
      describeFailure: (refusal) => logFailure(explain(refusal, machine.name), this.log),
      machineRuns: liveness !== 'off',
      ...(this.transcripts && { transcript: this.transcripts.open(machine, device) }),
    })
    this.#entries.set(keyOf(machineId, device), { machineId, session, liveness })
    return session
  }

  get(machineId: MachineId, device: string | null): ConsoleSession | undefined {
    return this.#entries.get(keyOf(machineId, device))?.session
  }

  /** Takes in what changed on the hosts. */
  follow({ changed, removed }: Pick<MachinesDelta, 'changed' | 'removed'>): void {
    if (this.#entries.size === 0) return
    const news = new Map(changed.map((machine) => [machine.id, machine]))
    const gone = new Set(removed)
    for (const [key, entry] of this.#entries) {
      const machine = news.get(entry.machineId)
      if (machine) tellLiveness(entry, livenessOf(machine))
      if (gone.has(entry.machineId)) this.#retire(key, entry)
    }
  }

  /** Lets all consoles go. */
  async close(): Promise<void> {
    const entries = [...this.#entries.values()]
    this.#entries.clear()
    await Promise.all(entries.map(({ session }) => session.close()))
  }

  async #showPast(session: ConsoleSession, past?: Promise<Uint8Array | null>): Promise<void> {
    try {
      const bytes = await past
      if (bytes) session.addPast(bytes)
    } catch (error) {
      this.log.warn({ err: error }, 'what a console said before could not be read')
    }
  }

  /** What a window still shows of a machine that is gone can be read and saved until it closes. */
  #retire(key: string, entry: Entry): void {
    entry.session.machineRemoved()
    entry.session.onceUnwatched(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
      void entry.session.close()
    })
  }
}
