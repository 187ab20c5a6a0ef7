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

/** Time between two samples of what is shown, in ms; and of what a hidden window would show. */
const TICK_MS = 3_000
const SLOW_TICK_MS = 30_000
/** A reading of more than so many slow ticks ago is no base for a rate. */
const MAX_AGE_TICKS = 1.5
/** A host that has not answered within this has its question given up, in ms. */
const DEADLINE_MS = 15_000
/**
 * Questions to a host at once. One is the rule; a machine that hangs in its monitor holds the first
 * question up, and the next one, which waits for no machine, passes it by.
 */
const QUESTIONS = 3
/** A machine whose process has not answered for so many ticks is stale: others may keep it busy. */
const SILENT_TICKS = 3

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

/** What one watcher (a window) wants to know. */
export interface Watch {
  /** What it shows. */
  readonly ids: readonly MachineId[]
  /** What it compares by load, without showing it. */
  readonly compared?: readonly MachineId[]
  /** It is hidden, and need not be told often. */
  readonly slowly?: boolean
}

/**
 * Measures the machines that are shown or compared, and no others: one bulk question per host and tick, that
 * waits for no machine. It stops by itself when nothing is watched.
 */
export class Sampler {
  readonly #sampled = new Listeners<readonly MachineMetrics[]>()
  readonly #watched = new Map<unknown, Required<Watch>>()
  #shown: ReadonlySet<MachineId> = new Set()
  readonly #last = new Map<MachineId, Counters>()
  /** When each machine's own process answered last. */
  readonly #answered = new Map<MachineId, number>()
  /** Questions to each host that wait for an answer. */
  readonly #waiting = new Map<HostId, number>()
  /** Hosts whose driver has no bulk figures: they are asked machine by machine. */
  readonly #oneByOne = new WeakSet<Connection>()
  #timer: NodeJS.Timeout | null = null

  /** Between two ticks of the timer, in ms. */
  #pace = 0

  constructor(
    readonly inventory: Inventory,
    readonly source: MetricsSource,
    readonly log: Log,
    readonly paces = { tickMs: TICK_MS, slowTickMs: SLOW_TICK_MS },
  ) {}

  onDidSample(listener: (metrics: readonly MachineMetrics[]) => void): () => void {
    return this.#sampled.add(listener)
  }

  /** Whether some watcher shows a machine, rather than only comparing it. */
  isShown(id: MachineId): boolean {
    return this.#shown.has(id)
  }

  /** Says what one watcher wants now; nothing ends its watch. */
  watch(watcher: unknown, { ids, compared = [], slowly = false }: Watch): void {
    const before = this.#watched.get(watcher)
    if (ids.length + compared.length === 0) this.#watched.delete(watcher)
    else this.#watched.set(watcher, { ids, compared, slowly })
    this.#shown = new Set([...this.#watched.values()].flatMap((watch) => watch.ids))
    this.#keepPace()
    if (this.#watched.size === 0) {
      this.#last.clear()
      this.#answered.clear()
      return
    }
    const known = new Set([...(before?.ids ?? []), ...(before?.compared ?? [])])
    const isNew = (id: MachineId): boolean => !known.has(id) && !this.#last.has(id)
    const wakes = before?.slowly === true && !slowly
    if (wakes || ids.some(isNew) || compared.some(isNew)) this.#tick()
  }

  /** Ends all watches. */
  stop(): void {
    this.#watched.clear()
    this.#keepPace()
  }

  /** Ticks as often as the most eager watcher wants, or not at all. */
  #keepPace(): void {
    const { tickMs, slowTickMs } = this.paces
    const watches = [...this.#watched.values()]
    const eager = watches.some(({ slowly }) => !slowly)
    const pace = watches.length === 0 ? 0 : eager ? tickMs : slowTickMs
    if (pace === this.#pace) return
    this.#pace = pace
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = pace === 0 ? null : setInterval(() => this.#tick(), pace)
  }

  #tick(): void {
    const oldest = Date.now() - MAX_AGE_TICKS * this.paces.slowTickMs
    for (const [id, { at }] of this.#last) if (at < oldest) this.#last.delete(id)
    const byHost = new Map<HostId, Machine[]>()
    const watches = [...this.#watched.values()]
    const wanted = new Set(watches.flatMap(({ ids, compared }) => [...ids, ...compared]))
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
    const waiting = this.#waiting.get(hostId) ?? 0
    if (waiting >= QUESTIONS) return
    this.#waiting.set(hostId, waiting + 1)
    try {
      const connection = await this.source.connection(hostId)
      const readings = await this.#read(connection, machines)
      const metrics: MachineMetrics[] = []
      for (const { id } of machines) {
        const now = readings.get(id)
        if (!now) continue
        const before = this.#last.get(id)
        // An answer that another one overtook is of no use any more.
        if (before !== undefined && before.at > now.at) continue
        metrics.push({ ...measure(id, before, now), ...this.#stale(id, now) })
        this.#last.set(id, now)
        if (now.vcpus !== undefined) this.inventory.patch(id, { vcpus: now.vcpus })
        if (now.memoryKib !== undefined) this.inventory.patch(id, { memoryKib: now.memoryKib })
      }
      if (metrics.length > 0) this.#sampled.tell(metrics)
    } catch (error) {
      if (!isConnectionLost(error))
        this.log.warn({ host: hostId, err: error }, 'no figures this time')
    } finally {
      this.#waiting.set(hostId, (this.#waiting.get(hostId) ?? 1) - 1)
    }
  }

  /** Since when a machine's process is silent that has answered before; one miss is none. */
  #stale(id: MachineId, { at, answered }: Counters): Pick<MachineMetrics, 'staleSince'> {
    if (answered === true) this.#answered.set(id, at)
    const staleSince = this.#answered.get(id)
    if (answered !== false || staleSince === undefined) return {}
    return at - staleSince > SILENT_TICKS * this.#pace ? { staleSince } : {}
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
      let told = 0
      for (const { dom, params } of retStats) {
        told += params.length
        const id = idOf.get(dom.uuid)
        const counters = readCounters(parameterMap(params), at)
        if (id !== undefined && counters.cpuTime !== undefined) readings.set(id, counters)
      }
      // It answers, and has nothing to say: such is the test driver.
      if (retStats.length > 0 && told === 0) this.#oneByOne.add(connection)
    } catch (error) {
      if (!isUnsupported(error)) throw error
      this.#oneByOne.add(connection)
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
