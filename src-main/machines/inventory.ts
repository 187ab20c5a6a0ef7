import type { HostId } from '../../src-preload/contract/host'
import type {
  Machine,
  MachineId,
  MachinesDelta,
  MachinesSnapshot,
} from '../../src-preload/contract/machine'
import { Listeners } from '../listeners'

/** How long changes are gathered before they are told, in ms: one frame of a 60 Hz screen. */
const GATHER_MS = 16

/**
 * All machines of all hosts, as the hosts last reported them: the one picture that everything else
 * in the app is derived from. Each change counts the version up, and changes are told in batches.
 */
export class Inventory {
  readonly #machines = new Map<MachineId, Machine>()
  readonly #byHost = new Map<HostId, Set<MachineId>>()
  readonly #told = new Listeners<MachinesDelta>()
  readonly #unsaid = new Set<MachineId>()
  readonly #arriving = new Set<string>()
  #version = 0
  #timer: NodeJS.Timeout | null = null

  get(id: MachineId): Machine | undefined {
    return this.#machines.get(id)
  }

  /** The machines of one host, in no particular order. */
  *ofHost(hostId: HostId): Iterable<Machine> {
    for (const id of this.#byHost.get(hostId) ?? []) {
      const machine = this.#machines.get(id)
      if (machine) yield machine
    }
  }

  countOf(hostId: HostId): number {
    return this.#byHost.get(hostId)?.size ?? 0
  }

  /** Whether this app is just moving the machine of that UUID to another host. */
  isArriving(uuid: string): boolean {
    return this.#arriving.has(uuid)
  }

  expectArrival(uuid: string, isExpected: boolean): void {
    if (isExpected) this.#arriving.add(uuid)
    else this.#arriving.delete(uuid)
  }

  /** Adds a machine, or replaces what was known of it. */
  put(machine: Machine): void {
    this.#machines.set(machine.id, machine)
    const ofHost = this.#byHost.get(machine.hostId) ?? new Set()
    this.#byHost.set(machine.hostId, ofHost.add(machine.id))
    this.#changed(machine.id)
  }

  /** Changes what is known of a machine; `undefined` takes a field away. Unknown ids are ignored. */
  patch(id: MachineId, change: { [K in keyof Machine]?: Machine[K] | undefined }): void {
    const machine = this.#machines.get(id)
    if (!machine) return
    const next: Record<string, unknown> = { ...machine }
    let differs = false
    for (const [field, value] of Object.entries(change)) {
      if (next[field] === value) continue
      differs = true
      if (value === undefined) delete next[field]
      else next[field] = value
    }
    if (!differs) return
    this.#machines.set(id, next as unknown as Machine)
    this.#changed(id)
  }

  remove(id: MachineId): void {
    const machine = this.#machines.get(id)
    if (!machine) return
    this.#machines.delete(id)
    this.#byHost.get(machine.hostId)?.delete(id)
    this.#changed(id)
  }

  /** Forgets a host and all its machines. */
  removeHost(hostId: HostId): void {
    // A set may lose members while it is walked.
    for (const id of this.#byHost.get(hostId) ?? []) this.remove(id)
    this.#byHost.delete(hostId)
  }

  /** Everything now, with the version that later deltas continue from. */
  snapshot(): MachinesSnapshot {
    this.flush()
    return { version: this.#version, machines: [...this.#machines.values()] }
  }

  /** Hears every batch of changes. */
  onDidChange(listener: (delta: MachinesDelta) => void): () => void {
    return this.#told.add(listener)
  }

  /** Tells what has gathered now, so that what is said next comes after it. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#unsaid.size === 0) return
    const changed: Machine[] = []
    const removed: MachineId[] = []
    for (const id of this.#unsaid) {
      const machine = this.#machines.get(id)
      if (machine) changed.push(machine)
      else removed.push(id)
    }
    this.#unsaid.clear()
    this.#version += 1
    this.#told.tell({ version: this.#version, changed, removed })
  }

  #changed(id: MachineId): void {
    this.#unsaid.add(id)
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS)
  }
}
