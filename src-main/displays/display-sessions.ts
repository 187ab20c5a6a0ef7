import type { DisplayRefusal } from '../../src-preload/contract/display'
import type { Machine, MachineId, MachinesDelta } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { ConsoleRefused } from '../consoles/console-line'
import { logFailure } from '../failures/log-failure'
import { OperationFailed, Problem } from '../failures/problem'
import { TransportError } from '../libvirt'
import type { Log } from '../log/log'
import type { DisplayMachine } from './display-machine'
import type { DisplayPort } from './display-port'
import { DisplaySession } from './display-session'
import { openDisplayLine, readDisplayPassword } from './open-display-line'

type Liveness = 'on' | 'off' | 'stale'

const livenessOf = (machine: Machine): Liveness => {
  if (machine.staleSince !== undefined) return 'stale'
  return machine.state === 'shutOff' || machine.state === 'saved' ? 'off' : 'on'
}

interface Entry {
  readonly machineId: MachineId
  readonly session: DisplaySession
  liveness: Liveness
}

/** A refusal in the person's words. */
const explain = (refusal: unknown, machineName: string): Error => {
  const cause = refusal instanceof ConsoleRefused ? refusal.cause : refusal
  return cause instanceof TransportError
    ? new Problem(
        'connection-lost',
        t('The display of {machineName} cannot be reached', { machineName }),
        { cause },
      )
    : new OperationFailed(t('show the display of {machineName}', { machineName }), cause)
}

const explainRefusal = (refusal: DisplayRefusal, machineName: string): Problem =>
  refusal.kind === 'not-let-in'
    ? new Problem(
        'auth-failed',
        t('The display of {machineName} did not let us in', { machineName }),
        {
          hint: t('Try again with another password.'),
          cause: new Error(refusal.words),
        },
      )
    : new Problem(
        'unsupported',
        t('The display of {machineName} speaks no VNC that we know', { machineName }),
        {
          hint: t(
            'VNC within TLS is not carried: reach the host by SSH, and leave vnc_tls off there.',
          ),
        },
      )

/** All graphical displays that are shown: one session for each window. */
export class DisplaySessions {
  readonly #entries = new Set<Entry>()

  constructor(
    /** Throws a `Problem` where there is no such machine. */
    readonly find: (id: MachineId) => DisplayMachine,
    readonly log: Log,
  ) {}

  /**
   * Shows a machine's display in the window at the other end of `port`, until that closes. Throws a
   * `Problem` where there is no such machine; all that goes wrong later is in the session's status.
   */
  show(machineId: MachineId, port: DisplayPort): void {
    const { machine } = this.find(machineId)
    const liveness = livenessOf(machine)
    const tell = (error: Error): ReturnType<typeof logFailure> => logFailure(error, this.log)
    const session = new DisplaySession({
      port,
      machineRuns: liveness !== 'off',
      // Found anew for each line: the host may have been reconnected since the one before.
      openLine: async () => openDisplayLine(this.find(machineId)),
      readPassword: async () => readDisplayPassword(this.find(machineId)),
      describeFailure: (refusal) => tell(explain(refusal, machine.name)),
      describeRefusal: (refusal) => tell(explainRefusal(refusal, machine.name)),
      ended: () => {
        this.#entries.delete(entry)
        void session.close()
      },
    })
    const entry: Entry = { machineId, session, liveness }
    this.#entries.add(entry)
  }

  /** Takes in what changed on the hosts. */
  follow({ changed, removed }: Pick<MachinesDelta, 'changed' | 'removed'>): void {
    if (this.#entries.size === 0) return
    const news = new Map(changed.map((machine) => [machine.id, livenessOf(machine)]))
    const gone = new Set(removed)
    for (const entry of this.#entries) {
      const liveness = news.get(entry.machineId) ?? entry.liveness
      if (gone.has(entry.machineId)) entry.session.machineRemoved()
      else if (liveness !== entry.liveness) {
        entry.liveness = liveness
        if (liveness === 'on') entry.session.machineStarted()
        if (liveness === 'off') entry.session.machineStopped()
      }
    }
  }

  /** Lets all displays go. */
  async close(): Promise<void> {
    const entries = [...this.#entries]
    this.#entries.clear()
    await Promise.all(entries.map(({ session }) => session.close()))
  }
}
