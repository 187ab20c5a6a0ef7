import type { Failure } from '../../src-preload/contract/failure'
import {
  machineActions,
  whyNot,
  type ActionOutcome,
  type Machine,
  type MachineAction,
  type MachineId,
} from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { describeFailure } from '../failures/describe-failure'
import { logFailure } from '../failures/log-failure'
import { OperationFailed, Problem } from '../failures/problem'
import {
  isUnsupported,
  remote,
  type CallOptions,
  type Connection,
  type DomainRef,
} from '../libvirt'
import { runInBulk } from '../jobs/run-in-bulk'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import { impossibleActions } from './impossible-actions'
import type { Inventory } from './inventory'
import { answerDeadlines, settleDeadlines } from './pending-actions'

type Carry = (
  connection: Connection,
  dom: DomainRef,
  options: CallOptions,
  machine: Machine,
) => Promise<unknown>

const start: Carry = (connection, dom, options) =>
  connection.call(remote.domainCreateWithFlags, { dom, flags: 0 }, options)

/** The one libvirt call that each action is. */
const carryOut: Readonly<Record<MachineAction, Carry>> = {
  start,
  // A machine with a saved image is restored by being started.
  restore: start,
  resume: (connection, dom, options, { state }) =>
    state === 'suspended'
      ? connection.call(remote.domainPmWakeup, { dom, flags: 0 }, options)
      : connection.call(remote.domainResume, { dom }, options),
  pause: (connection, dom, options) => connection.call(remote.domainSuspend, { dom }, options),
  shutDown: (connection, dom, options) =>
    connection.call(remote.domainShutdownFlags, { dom, flags: 0 }, options),
  reboot: (connection, dom, options) =>
    connection.call(remote.domainReboot, { dom, flags: 0 }, options),
  reset: (connection, dom, options) =>
    connection.call(remote.domainReset, { dom, flags: 0 }, options),
  forceOff: (connection, dom, options) =>
    connection.call(remote.domainDestroyFlags, { dom, flags: 0 }, options),
  save: (connection, dom, options) =>
    connection.call(remote.domainManagedSave, { dom, flags: 0 }, options),
}

/** The reference by which a host finds a machine; its id there is informational. */
export const domainOf = (machine: Pick<Machine, 'name' | 'uuid'>): DomainRef => ({
  name: machine.name,
  uuid: machine.uuid,
  id: -1,
})

/**
 * Carries out actions on machines. Each is one call; its answer means accepted, and the host's own
 * event settles it. Until then it is pending, and what a second window or a second key press asks
 * of the same machine is refused rather than done twice.
 */
export class MachineControl {
  readonly #unsettled = new Listeners<Failure>()

  constructor(
    readonly inventory: Inventory,
    readonly connectionOf: (hostId: string) => Connection,
    /** How many machines of one host are worked on at a time. */
    readonly perHost: () => number,
    readonly log: Log,
  ) {}

  /** Hears of actions that a host accepted and then never reported as done. */
  onDidNotSettle(listener: (failure: Failure) => void): () => void {
    return this.#unsettled.add(listener)
  }

  /**
   * Acts on machines, so many at a time on each host; one that fails does not stop the others. All
   * are pending from now on, so that none can be asked for twice while it waits. Never rejects.
   */
  async act(action: MachineAction, ids: readonly MachineId[]): Promise<ActionOutcome[]> {
    const outcomes = new Map<MachineId, ActionOutcome>()
    const admitted: Machine[] = []
    for (const id of new Set(ids)) {
      const machine = this.inventory.get(id)
      const refusal = this.#refusal(action, machine)
      if (machine && !refusal) {
        this.inventory.patch(id, { pending: action })
        admitted.push(machine)
      } else outcomes.set(id, this.#failed(action, id, machine, refusal))
    }
    const done = await runInBulk({
      items: admitted,
      hostOf: ({ hostId }) => hostId,
      perHost: this.perHost(),
      run: (machine) => this.#carryOut(action, machine),
    })
    for (const outcome of done) {
      const { item } = outcome
      outcomes.set(
        item.id,
        outcome.ok ? { id: item.id } : this.#failed(action, item.id, item, outcome.error),
      )
    }
    return [...outcomes.values()]
  }

  #refusal(action: MachineAction, machine: Machine | undefined): Problem | null {
    if (!machine) {
      return new Problem('not-found', t('it no longer exists'), {
        hint: t('It was removed elsewhere; the list is up to date now.'),
      })
    }
    const reason = whyNot(action, machine)
    return reason === null ? null : new Problem('wrong-state', reason)
  }

  #failed(
    action: MachineAction,
    id: MachineId,
    machine: Machine | undefined,
    error: unknown,
  ): ActionOutcome {
    const what = t('{infinitive} {name}', {
      infinitive: t(machineActions[action].infinitive),
      name: machine?.name ?? t('the machine'),
    })
    return { id, failure: logFailure(new OperationFailed(what, error), this.log) }
  }

  async #carryOut(action: MachineAction, machine: Machine): Promise<void> {
    const { id, hostId } = machine
    try {
      const connection = this.connectionOf(hostId)
      const deadlineMs = answerDeadlines[action]
      await carryOut[action](connection, domainOf(machine), { deadlineMs }, machine).catch(
        (error: unknown) => {
          if (isUnsupported(error)) this.#noteImpossible(hostId, connection)
          throw error
        },
      )
    } catch (error) {
      this.#clear(id, action)
      throw error
    }
    this.#expectSettled(action, machine)
  }

  /** The connection has learnt what the host lacks: nobody need try that on its other machines. */
  #noteImpossible(hostId: string, connection: Connection): void {
    const impossible = impossibleActions(connection)
    for (const { id } of this.inventory.ofHost(hostId)) this.inventory.patch(id, { impossible })
  }

  #expectSettled(action: MachineAction, { id, name }: Machine): void {
    if (this.inventory.get(id)?.pending !== action) return
    const timer = setTimeout(() => {
      if (!this.#clear(id, action)) return
      const asked = action === 'shutDown' || action === 'reboot'
      const failure = describeFailure(
        new Problem(
          'timeout',
          asked
            ? t('{name} has not obeyed yet', { name })
            : t('{name} has not reported its new state yet', { name }),
          {
            hint: asked
              ? t(
                  'The guest was asked but does not react. Ask again, or force it off with Shift+D.',
                )
              : t('F5 compares the list with the host.'),
          },
        ),
        '',
      )
      this.#unsettled.tell(failure)
    }, settleDeadlines[action])
    // What settles the action also makes the timer pointless; it must not keep the app alive.
    timer.unref()
  }

  /** Takes the pending mark away, if it is still this action's. */
  #clear(id: MachineId, action: MachineAction): boolean {
    if (this.inventory.get(id)?.pending !== action) return false
    this.inventory.patch(id, { pending: undefined })
    return true
  }
}
