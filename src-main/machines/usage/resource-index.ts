import type { HostId } from '../../../src-preload/contract/host'
import type { Machine, MachineId } from '../../../src-preload/contract/machine'
import { isNotFound, isUnsupported, remote, type Connection, type EventName } from '../../libvirt'
import { DomainXmlFlags } from '../../libvirt/procedures/flags'
import type { Log } from '../../log/log'
import type { Inventory } from '../inventory'
import { domainOf } from '../machine-control'
import { mergeResources, readResources, type MachineResources } from './machine-resources'

/** XML calls under way at once: half of what a connection takes, so that others get through. */
const WIDTH = 2
/** How long one machine may take, in ms: one that hangs must not hold the others up. */
const DEADLINE_MS = 10_000

/** Events after which a machine's XML may be another. */
const changes = [
  'domainLifecycle',
  'domainDeviceAdded',
  'domainDeviceRemoved',
  'domainDiskChange',
  'domainBlockJob2',
] as const satisfies readonly EventName[]

/** What the machines of a host use. */
export interface HostResources {
  readonly machines: ReadonlyMap<MachineId, MachineResources>
  /** Machines whose definition could not be read: what they use is not known. */
  readonly unread: readonly MachineId[]
}

interface Known {
  readonly connection: Connection
  readonly byUuid: Map<string, MachineResources>
  /** Counts events per machine: an answer that one overtook is old. */
  readonly epochs: Map<string, number>
}

/**
 * Which machine uses which disk, file and network address: read from their definitions when first
 * asked for, kept until an event says that one changed.
 */
export class ResourceIndex {
  readonly #hosts = new Map<HostId, Promise<Known>>()

  constructor(
    readonly inventory: Inventory,
    readonly connectionOf: (hostId: HostId) => Connection,
    readonly log: Log,
  ) {}

  /**
   * What all machines of a host use. `fresh` reads every definition anew: a changed definition of
   * a running machine sends no event, so what destroys data must ask so. Throws without connection.
   */
  async ofHost(hostId: HostId, { fresh = false } = {}): Promise<HostResources> {
    const known = await this.#open(hostId)
    if (fresh) known.byUuid.clear()
    const waiting = [...this.inventory.ofHost(hostId)]
    const machines = new Map<MachineId, MachineResources>()
    const unread: MachineId[] = []
    const work = async (): Promise<void> => {
      for (let machine = waiting.pop(); machine; machine = waiting.pop()) {
        const resources = await this.#read(known, machine)
        if (resources) machines.set(machine.id, resources)
        else if (resources === undefined) unread.push(machine.id)
      }
    }
    await Promise.all(Array.from({ length: WIDTH }, work))
    return { machines, unread }
  }

  /** Null for a machine that is gone; undefined where the host did not tell. */
  async #read(known: Known, machine: Machine): Promise<MachineResources | null | undefined> {
    const { connection, byUuid, epochs } = known
    const cached = byUuid.get(machine.uuid)
    if (cached) return cached
    const epoch = epochs.get(machine.uuid)
    try {
      const resources = await readMachine(connection, machine)
      if (epochs.get(machine.uuid) === epoch) byUuid.set(machine.uuid, resources)
      return resources
    } catch (error) {
      if (isNotFound(error)) return null
      if (!connection.isOpen) throw error
      this.log.warn({ machine: machine.id, err: error }, 'a definition could not be read')
      return undefined
    }
  }

  async #open(hostId: HostId): Promise<Known> {
    const connection = this.connectionOf(hostId)
    const known = await this.#hosts.get(hostId)?.catch(() => undefined)
    if (known?.connection === connection) return known
    const opening = this.#watch(connection)
    this.#hosts.set(hostId, opening)
    return opening
  }

  async #watch(connection: Connection): Promise<Known> {
    const known: Known = { connection, byUuid: new Map(), epochs: new Map() }
    const changed = ({ dom }: { dom: { uuid: string } }): void => {
      known.byUuid.delete(dom.uuid)
      known.epochs.set(dom.uuid, (known.epochs.get(dom.uuid) ?? 0) + 1)
    }
    await Promise.all(
      changes.map(async (event) => {
        try {
          await connection.subscribe(event, changed)
        } catch (error) {
          if (!isUnsupported(error)) throw error
        }
      }),
    )
    return known
  }
}

/** What one machine uses, as it runs and as it will start next. */
const readMachine = async (
  connection: Connection,
  machine: Pick<Machine, 'name' | 'uuid' | 'state'>,
): Promise<MachineResources> => {
  const dom = domainOf(machine)
  const xml = async (flags: number): Promise<MachineResources> => {
    const answer = await connection.call(
      remote.domainGetXmlDesc,
      { dom, flags },
      { deadlineMs: DEADLINE_MS },
    )
    return readResources(answer.xml)
  }
  const next = await xml(DomainXmlFlags.inactive)
  if (machine.state === 'shutOff' || machine.state === 'saved') return next
  return mergeResources(await xml(0), next)
}
