import type { HostId } from '../../src-preload/contract/host'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import {
  isConnectionLost,
  isUnsupported,
  parameterMap,
  remote,
  type Connection,
  type DomainRef,
} from '../libvirt'
import { GetAllDomainStatsFlags, StatsGroup } from '../libvirt/procedures/flags'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import type { Inventory } from '../machines/inventory'
import { domainOf } from '../machines/machine-control'
import { measure, type Counters } from './rates'
import { readCounters } from './read-counters'

/** Time between two samples of what is shown, in ms. */
const TICK_MS = 3_000
/** A reading older than this is no base for a rate, in ms. */
const MAX_AGE_MS = 4 * TICK_MS
/** A host that has not answered within this has its tick given up, in ms. */
const DEADLINE_MS = 15_000

const GROUPS =
  StatsGroup.cpuTotal |
  StatsGroup.balloon |
  StatsGroup.vcpu |
  StatsGroup.interface |
  StatsGroup.block

/** Where a host's figures come from. */
export interface MetricsSource {
  /**
   * A connection for figures alone, so that a machine which hangs in its monitor can't use up the
   * request slots that actions need.
   */
  connection(hostId: HostId): Promise<Connection>
}

/**
 * Measures the machines that are shown, and no others: one bulk question per host and tick, that
 * waits for no machine. It stops by itself when nothing is watched.
 */
export class Sampler {
  readonly #sampled = new Listeners<readonly MachineMetrics[]>()
  readonly #watched = new Map<unknown, ReadonlySet<MachineId>>()
  readonly #last = new Map<MachineId, Counters>()
  readonly #busy = new Set<HostId>()
  /** Hosts whose driver has no bulk figures: they are asked machine by machine. */
  readonly #oneByOne = new WeakSet<Connection>()
  #timer: NodeJS.Timeout | null = null

  constructor(
    readonly inventory: Inventory,
    readonly source: MetricsSource,
    readonly log: Log,
  ) {}

  onDidSample(listener: (metrics: readonly MachineMetrics[]) => void): () => void {
    return this.#sampled.add(listener)
  }

  /** Says what one watcher (a window) shows now; nothing ends its watch. */
  watch(watcher: unknown, ids: readonly MachineId[]): void {
    const before = this.#watched.get(watcher)
    if (ids.length > 0) this.#watched.set(watcher, new Set(ids))
    else this.#watched.delete(watcher)
    if (this.#watched.size === 0) {
      if (this.#timer) clearInterval(this.#timer)
      this.#timer = null
      this.#last.clear()
      return
    }
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS)
    if (ids.some((id) => !before?.has(id) && !this.#last.has(id))) this.#tick()
  }

  /** Ends all watches. */
  stop(): void {
    this.#watched.clear()
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  #tick(): void {
    const oldest = Date.now() - MAX_AGE_MS
    for (const [id, { at }] of this.#last) if (at < oldest) this.#last.delete(id)
    const byHost = new Map<HostId, Machine[]>()
    const wanted = new Set([...this.#watched.values()].flatMap((ids) => [...ids]))
    for (const id of wanted) {
      const machine = this.inventory.get(id)
      if (!machine || machine.staleSince !== undefined) continue
      if (!isActive(machine) && machine.vcpus !== undefined) continue
      const ofHost = byHost.get(machine.hostId)
      if (ofHost) ofHost.push(machine)
      else byHost.set(machine.hostId, [machine])
    }
    for (const [hostId, machines] of byHost) void this.#sample(hostId, machines)
  }

  async #sample(hostId: HostId, machines: readonly Machine[]): Promise<void> {
    if (this.#busy.has(hostId)) return
    this.#busy.add(hostId)
    try {
      const connection = await this.source.connection(hostId)
      const readings = await this.#read(connection, machines)
      const metrics: MachineMetrics[] = []
      for (const { id } of machines) {
        const now = readings.get(id)
        if (!now) continue
        metrics.push(measure(id, this.#last.get(id), now))
        this.#last.set(id, now)
        if (now.vcpus !== undefined) this.inventory.patch(id, { vcpus: now.vcpus })
        if (now.memoryKib !== undefined) this.inventory.patch(id, { memoryKib: now.memoryKib })
      }
      if (metrics.length > 0) this.#sampled.tell(metrics)
    } catch (error) {
      if (!isConnectionLost(error))
        this.log.warn({ host: hostId, err: error }, 'no figures this time')
    } finally {
      this.#busy.delete(hostId)
    }
  }

  async #read(
    connection: Connection,
    machines: readonly Machine[],
  ): Promise<ReadonlyMap<MachineId, Counters>> {
    const readings = new Map<MachineId, Counters>()
    const active = machines.filter(isActive)
    if (active.length > 0 && !this.#oneByOne.has(connection)) {
      await this.#readInBulk(connection, active, readings)
    }
    const rest = machines.filter(({ id }) => !readings.has(id))
    if (rest.length === active.length && active.length > 0) this.#oneByOne.add(connection)
    await Promise.all(
      rest.map(async (machine) => {
        const counters = await readInfo(connection, domainOf(machine), isActive(machine))
        if (counters) readings.set(machine.id, counters)
      }),
    )
    return readings
  }

  async #readInBulk(
    connection: Connection,
    machines: readonly Machine[],
    readings: Map<MachineId, Counters>,
  ): Promise<void> {
    const idOf = new Map(machines.map(({ uuid, id }) => [uuid, id]))
    try {
      const { retStats } = await connection.call(
        remote.connectGetAllDomainStats,
        {
          doms: machines.map(domainOf),
          stats: GROUPS,
          flags: GetAllDomainStatsFlags.active | GetAllDomainStatsFlags.noWait,
        },
        { deadlineMs: DEADLINE_MS },
      )
      const at = Date.now()
      for (const { dom, params } of retStats) {
        const id = idOf.get(dom.uuid)
        const counters = readCounters(parameterMap(params), at)
        if (id !== undefined && counters.cpuTime !== undefined) readings.set(id, counters)
      }
    } catch (error) {
      if (!isUnsupported(error)) throw error
    }
  }
}

const isActive = ({ state }: Machine): boolean => state !== 'shutOff' && state !== 'saved'

/** The few figures that every driver has; null where the machine has gone meanwhile. */
const readInfo = async (
  connection: Connection,
  dom: DomainRef,
  active: boolean,
): Promise<Counters | null> => {
  try {
    const info = await connection.call(remote.domainGetInfo, { dom }, { deadlineMs: DEADLINE_MS })
    return {
      at: Date.now(),
      vcpus: info.nrVirtCpu,
      memoryKib: Number(info.maxMem),
      ...(active && { cpuTime: info.cpuTime, memoryUsedKib: Number(info.memory) }),
    }
  } catch (error) {
    if (isConnectionLost(error)) throw error
    return null
  }
}
