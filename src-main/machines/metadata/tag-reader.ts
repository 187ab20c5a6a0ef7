import type { HostId } from '../../../src-preload/contract/host'
import type { Machine, MachineId, MachinesDelta } from '../../../src-preload/contract/machine'
import type { MachineMetadata } from '../../../src-preload/contract/metadata'
import { eachConnection } from '../../hosts/each-connection'
import type { HostRegistry } from '../../hosts/host-registry'
import { isUnsupported, LibvirtError, type Connection } from '../../libvirt'
import { DomainLifecycleEvent } from '../../libvirt/procedures/states'
import type { Log } from '../../log/log'
import type { Inventory } from '../inventory'
import { domainOf } from '../machine-control'
import { ELEMENT, metadataOf } from './machine-metadata'
import { METADATA_NAMESPACE } from './metadata-xml'

/** Between two handfuls in the background, in ms, and how many machines are in one. */
const TICK_MS = 100
const HANDFUL = 10
/** How long after a list came the background waits: the first rows have the way to themselves. */
const QUIET_MS = 3_000
/** With more machines than this only those that are shown are read, until somebody wants all. */
const MOST_UNASKED = 5_000
/** Questions at once when all are wanted; a connection takes four. */
const WIDTH = 3

/**
 * Brings tags and colours into the inventory. There is no bulk question for them, so: what is
 * shown is read at once, what a host says has changed is read again, and the rest comes in the
 * background, slowly, unless the fleet is so large that it waits to be asked for.
 */
export class TagReader {
  /** What was read of each machine, to be given back to one that went and came again. */
  readonly #known = new Map<MachineId, Pick<MachineMetadata, 'tags' | 'colour'>>()
  readonly #waiting = new Set<MachineId>()
  #timer: NodeJS.Timeout | null = null
  #reading: Promise<void> | null = null
  /** Somebody compares tags: what comes from now on is read at once, too. */
  #allWanted = false

  constructor(
    readonly inventory: Inventory,
    readonly hosts: HostRegistry,
    readonly log: Log,
  ) {
    inventory.onDidChange((delta) => this.#heard(delta))
    eachConnection(hosts, (hostId, connection) => {
      this.#watch(hostId, connection).catch((error: unknown) => {
        if (connection.isOpen)
          log.warn({ host: hostId, err: error }, 'changed tags are not heard of')
      })
    })
  }

  /** Reads machines that are shown now, unless they were read already. */
  want(ids: readonly MachineId[]): void {
    const unread = ids.filter((id) => this.#waiting.has(id))
    void this.#readAll(unread)
  }

  /** Reads all machines that have not been read yet; resolves when their tags are there. */
  all(): Promise<void> {
    this.#allWanted = true
    this.#reading ??= this.#readWaiting().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #readWaiting(): Promise<void> {
    const tried = new Set<MachineId>()
    for (;;) {
      const ids = [...this.#waiting].filter((id) => !tried.has(id))
      if (ids.length === 0) return
      for (const id of ids) tried.add(id)
      await this.#readAll(ids)
    }
  }

  /** Reads one machine anew, such as after a change of this app's own. */
  async read(id: MachineId): Promise<void> {
    const machine = this.inventory.get(id)
    this.#waiting.delete(id)
    if (!machine || machine.staleSince !== undefined) return
    try {
      const { connection } = this.hosts.get(machine.hostId)
      const { tags, colour } = await metadataOf(connection, domainOf(machine))
      this.#known.set(id, { tags, colour })
      this.#show(machine)
    } catch (error) {
      // What the host refused it refuses again; what did not reach it is asked again.
      if (!(error instanceof LibvirtError) && !isUnsupported(error)) this.#waiting.add(id)
    }
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting.clear()
  }

  async #readAll(ids: MachineId[]): Promise<void> {
    const work = async (): Promise<void> => {
      for (let id = ids.pop(); id !== undefined; id = ids.pop()) await this.read(id)
    }
    await Promise.all(Array.from({ length: WIDTH }, work))
  }

  async #watch(hostId: HostId, connection: Connection): Promise<void> {
    const again = ({ dom }: { dom: { uuid: string } }): void =>
      void this.read(`${hostId}/${dom.uuid}`)
    await connection.subscribe('domainLifecycle', (event) => {
      // A definition that is replaced sends no other word of its notes.
      if (event.event === DomainLifecycleEvent.defined) again(event)
    })
    await connection.subscribe('domainMetadataChange', (event) => {
      if (event.type === ELEMENT && event.nsuri === METADATA_NAMESPACE) again(event)
    })
  }

  #heard({ changed, removed }: MachinesDelta): void {
    for (const id of removed) {
      this.#known.delete(id)
      this.#waiting.delete(id)
    }
    for (const machine of changed) {
      if (this.#known.has(machine.id)) this.#show(machine)
      else this.#waiting.add(machine.id)
    }
    if (this.#waiting.size === 0) return
    if (this.#allWanted) void this.all()
    else this.#schedule(QUIET_MS)
  }

  /** Gives a machine in the list what is known of it. */
  #show(machine: Machine): void {
    const { tags = [], colour = null } = this.#known.get(machine.id) ?? {}
    const sameTags = JSON.stringify(machine.tags ?? []) === JSON.stringify(tags)
    if (sameTags && (machine.colour ?? null) === colour) return
    this.inventory.patch(machine.id, {
      tags: tags.length > 0 ? tags : undefined,
      colour: colour ?? undefined,
    })
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#readHandful()
    }, ms)
    this.#timer.unref()
  }

  async #readHandful(): Promise<void> {
    if (this.#waiting.size + this.#known.size > MOST_UNASKED) return
    const handful: MachineId[] = []
    for (const id of this.#waiting) {
      const isThere = this.inventory.get(id)?.staleSince === undefined
      if (isThere && handful.push(id) === HANDFUL) break
    }
    if (handful.length === 0) return
    await this.#readAll(handful)
    if (this.#waiting.size > 0) this.#schedule(TICK_MS)
  }
}
