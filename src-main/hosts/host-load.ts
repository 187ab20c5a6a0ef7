import type { HostId, HostLoad } from '../../src-preload/contract/host'
import { isConnectionLost, remote, type Connection } from '../libvirt'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import type { HostRegistry } from './host-registry'
import { nodeFigures, readCpuTimes, type CpuTimes } from './node-figures'

const TICK_MS = 5_000
const ALL_CELLS = -1

const readMemory = async (connection: Connection): Promise<Partial<HostLoad>> => {
  const sizes = await nodeFigures((nparams) =>
    connection.call(remote.nodeGetMemoryStats, { nparams, cellNum: ALL_CELLS, flags: 0 }),
  )
  const total = sizes.get('total')
  if (total === undefined) return {}
  const free = ['free', 'buffers', 'cached'].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0)
  return { memoryKib: total, memoryUsedKib: Math.max(0, total - free) }
}

/** Measures the connected hosts while somebody looks at them. */
export class HostLoads {
  readonly #measured = new Listeners<readonly HostLoad[]>()
  readonly #watchers = new Set<unknown>()
  readonly #last = new Map<HostId, CpuTimes>()
  #timer: NodeJS.Timeout | null = null
  /** Hosts that have not answered yet. */
  readonly #busy = new Set<HostId>()

  constructor(
    readonly hosts: HostRegistry,
    readonly log: Log,
  ) {}

  onDidMeasure(listener: (loads: readonly HostLoad[]) => void): () => void {
    return this.#measured.add(listener)
  }

  /** Says whether one watcher (a window) shows the hosts. */
  watch(watcher: unknown, watches: boolean): void {
    if (watches) this.#watchers.add(watcher)
    else this.#watchers.delete(watcher)
    if (this.#watchers.size === 0) {
      if (this.#timer) clearInterval(this.#timer)
      this.#timer = null
    } else if (!this.#timer) {
      this.#timer = setInterval(() => this.#tick(), TICK_MS)
      this.#tick()
    }
  }

  /** Ends all watches. */
  stop(): void {
    this.#watchers.clear()
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  /** Each host by itself: one that stands still keeps no other's figures back. */
  #tick(): void {
    for (const host of this.hosts.all) {
      if (host.host.state === 'connected') void this.#measure(host.host.id, host.connection)
    }
  }

  async #measure(hostId: HostId, connection: Connection): Promise<void> {
    if (this.#busy.has(hostId)) return
    this.#busy.add(hostId)
    try {
      const load = await this.#read(hostId, connection)
      if (this.#watchers.size > 0) this.#measured.tell([load])
    } catch (error) {
      if (!isConnectionLost(error)) this.log.warn({ host: hostId, err: error }, 'no load this time')
    } finally {
      this.#busy.delete(hostId)
    }
  }

  async #read(hostId: HostId, connection: Connection): Promise<HostLoad> {
    const start = performance.now()
    const [cpu, memory, latencyMs] = await Promise.all([
      readCpuTimes(connection),
      readMemory(connection),
      connection.ping(TICK_MS).catch(() => performance.now() - start),
    ])
    const before = this.#last.get(hostId)
    if (cpu) this.#last.set(hostId, cpu)
    const passed = cpu && before ? cpu.total - before.total : 0
    return {
      hostId,
      at: Date.now(),
      latencyMs,
      ...(cpu && before && passed > 0 && { cpuPercent: (100 * (cpu.busy - before.busy)) / passed }),
      ...memory,
    }
  }
}
