import type { GuestAgentState, GuestReport } from '../../../src-preload/contract/guest'
import type { MachineId } from '../../../src-preload/contract/machine'
import {
  DeadlineExceeded,
  isAgentUnavailable,
  LibvirtError,
  remote,
  type Connection,
  type DomainRef,
} from '../../libvirt'
import type { ReachedMachine } from '../definition/machine-definitions'
import { agentChannel } from './agent-channel'
import { readGuestInfo } from './read-guest-info'

/** How long one command may take in the guest, in s: the daemon would wait for ever. */
const COMMAND_S = 5
/** The daemon's own setting, which others rely on: it waits until the agent answers or is gone. */
const WAIT_FOR_EVER = -2
/** How long a report may take altogether, in ms; what is not known by then is not waited for. */
const REPORT_MS = 8_000
/** How long an agent that did not answer is left alone, in ms, unless somebody insists. */
const REST_MS = 120_000

export interface AgentReaderParts {
  readonly reach: (id: MachineId) => ReachedMachine
  /** The connection for questions to guests: a call that waits there holds up no other. */
  readonly connectionFor: (hostId: string) => Promise<Connection>
}

const nothingSaid = { users: [], fileSystems: [], interfaces: [] } as const

/** The agent is not there, or does not answer: the guest's affair, and no failure. */
const isGuestSilent = (error: unknown): boolean =>
  error instanceof DeadlineExceeded || error instanceof LibvirtError || isAgentUnavailable(error)

/** Asks the agent all that a report holds. */
const ask = async (
  connection: Connection,
  dom: DomainRef,
): Promise<Omit<GuestReport, 'machineId' | 'state' | 'readAt'>> => {
  const options = { deadlineMs: REPORT_MS }
  const bound = (timeout: number) =>
    connection.call(remote.domainAgentSetResponseTimeout, { dom, timeout, flags: 0 }, options)
  await bound(COMMAND_S)
  try {
    const { params } = await connection.call(
      remote.domainGetGuestInfo,
      // All that the agent has: asked for by name, what it lacks would fail the rest.
      { dom, types: 0, flags: 0 },
      options,
    )
    const facts = readGuestInfo(params)
    const clock = await connection
      .call(remote.domainGetTime, { dom, flags: 0 }, options)
      .catch(() => null)
    if (!clock) return facts
    const guestMs = Number(clock.seconds) * 1000 + clock.nseconds / 1e6
    return { ...facts, clockAheadMs: Math.round(guestMs - Date.now()) }
  } finally {
    bound(WAIT_FOR_EVER).catch(() => undefined)
  }
}

/**
 * Reads what guests say of themselves. Whether somebody listens at all is known from the machine's
 * XML, so that an absent agent is never asked; one that hangs is given up after seconds, on a
 * connection of its own, and left alone for a while.
 */
export class AgentReader {
  readonly #reading = new Map<MachineId, Promise<GuestReport>>()
  readonly #last = new Map<MachineId, GuestReport>()

  constructor(readonly parts: AgentReaderParts) {}

  /** Never asks twice at a time. Throws what the host says, but nothing that is the guest's fault. */
  async read(id: MachineId, insist: boolean): Promise<GuestReport> {
    const last = this.#last.get(id)
    if (last?.state === 'silent' && !insist && Date.now() - last.readAt < REST_MS) return last
    const known = this.#reading.get(id)
    if (known) return known
    const reading = this.#read(id)
      .then((report) => {
        this.#last.set(id, report)
        return report
      })
      .finally(() => this.#reading.delete(id))
    this.#reading.set(id, reading)
    return reading
  }

  /** Forgets that an agent did not answer: it has come, or gone, since. */
  forget(id: MachineId): void {
    this.#last.delete(id)
  }

  async #read(id: MachineId): Promise<GuestReport> {
    const { machine, connection, dom } = this.parts.reach(id)
    const report = (state: GuestAgentState): GuestReport => ({
      ...nothingSaid,
      machineId: id,
      state,
      readAt: Date.now(),
    })
    if (machine.state !== 'running') return report('off')
    const { xml } = await connection.call(remote.domainGetXmlDesc, { dom, flags: 0 })
    const channel = agentChannel(xml)
    if (!channel) return report('noChannel')
    if (!channel.isConnected) return report('disconnected')
    try {
      const own = await this.parts.connectionFor(machine.hostId)
      return { ...report('answering'), ...(await ask(own, dom)) }
    } catch (error) {
      if (!isGuestSilent(error)) throw error
      return report('silent')
    }
  }
}
