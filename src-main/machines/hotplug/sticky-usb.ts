import type { HostdevSource } from '../../../src-preload/contract/device-specs'
import type { Failure } from '../../../src-preload/contract/failure'
import type { HostId } from '../../../src-preload/contract/host'
import type { HostDevice } from '../../../src-preload/contract/host-device'
import type { Machine, MachineId, MachinesDelta } from '../../../src-preload/contract/machine'
import type { StickyUsbRule } from '../../../src-preload/contract/sticky-usb'
import { t } from '../../../src-preload/language/t'
import { logFailure } from '../../failures/log-failure'
import { OperationFailed } from '../../failures/problem'
import { isUnsupported, type Connection } from '../../libvirt'
import { Listeners } from '../../listeners'
import type { Log } from '../../log/log'
import type { MachinesHardware } from '../hardware/machine-hardware'
import { planStickyUsb } from './plan-sticky-usb'

/** A device that is plugged in is announced in several steps; this lets them all happen, in ms. */
const GATHER_MS = 300

/** What the rules need of the rest of the app. */
export interface StickyUsbPorts {
  readonly rules: () => readonly StickyUsbRule[]
  readonly machine: (id: MachineId) => Machine | undefined
  /** The USB devices that are plugged into a host now. */
  readonly devices: (hostId: HostId) => Promise<readonly HostDevice[]>
  readonly hardware: Pick<MachinesHardware, 'read' | 'change'>
  readonly log: Log
}

/** What was plugged in by itself. */
export interface StickyUsbAttachment {
  readonly machine: Machine
  readonly label: string
}

const runs = ({ state }: Machine): boolean => state === 'running' || state === 'paused'

/**
 * Gives machines their USB devices again: when one is plugged into the host, when the machine
 * starts, when the host is connected, and when a rule is made. It watches hosts that rules speak of
 * and leaves the others alone.
 */
export class StickyUsb {
  readonly #failed = new Listeners<Failure>()
  readonly #attached = new Listeners<StickyUsbAttachment>()
  readonly #watched = new WeakSet<Connection>()
  readonly #connections = new Map<HostId, Connection>()
  readonly #running = new Set<MachineId>()
  readonly #timers = new Map<HostId, NodeJS.Timeout>()
  /** One look at a host at a time; a second waits for the first. */
  readonly #settling = new Map<HostId, Promise<void>>()

  constructor(readonly ports: StickyUsbPorts) {}

  /** Hears of devices that could not be given. */
  onDidFail(listener: (failure: Failure) => void): () => void {
    return this.#failed.add(listener)
  }

  onDidAttach(listener: (attachment: StickyUsbAttachment) => void): () => void {
    return this.#attached.add(listener)
  }

  /** A host is connected, anew or for the first time. */
  async connected(hostId: HostId, connection: Connection): Promise<void> {
    this.#connections.set(hostId, connection)
    await this.#watch(hostId)
  }

  /** Rules were made or taken away. */
  async rulesChanged(): Promise<void> {
    await Promise.all([...this.#connections.keys()].map((hostId) => this.#watch(hostId)))
  }

  /** Machines changed; one that starts gets its devices. */
  follow({ changed, removed }: MachinesDelta): void {
    for (const id of removed) this.#running.delete(id)
    for (const machine of changed) {
      if (!runs(machine)) this.#running.delete(machine.id)
      else if (!this.#running.has(machine.id)) {
        this.#running.add(machine.id)
        if (this.#rulesOf(machine.hostId).some(({ machineId }) => machineId === machine.id)) {
          this.#settleSoon(machine.hostId)
        }
      }
    }
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#connections.clear()
  }

  #rulesOf(hostId: HostId): readonly StickyUsbRule[] {
    return this.ports
      .rules()
      .filter(({ machineId }) => this.ports.machine(machineId)?.hostId === hostId)
  }

  async #watch(hostId: HostId): Promise<void> {
    const connection = this.#connections.get(hostId)
    if (!connection?.isOpen || this.#rulesOf(hostId).length === 0) return
    this.#settleSoon(hostId)
    if (this.#watched.has(connection)) return
    this.#watched.add(connection)
    try {
      await connection.subscribe('nodeDeviceLifecycle', ({ dev }) => {
        // Each interface of a device is told too, under a name with a colon in it made `_`.
        if (dev.name.startsWith('usb_')) this.#settleSoon(hostId)
      })
    } catch (error) {
      this.#watched.delete(connection)
      if (!isUnsupported(error)) this.ports.log.warn({ host: hostId, err: error }, 'no USB events')
    }
  }

  #settleSoon(hostId: HostId): void {
    if (this.#timers.has(hostId)) return
    const timer = setTimeout(() => {
      this.#timers.delete(hostId)
      const before = this.#settling.get(hostId) ?? Promise.resolve()
      this.#settling.set(
        hostId,
        before.then(() => this.#settle(hostId)),
      )
    }, GATHER_MS)
    timer.unref()
    this.#timers.set(hostId, timer)
  }

  async #settle(hostId: HostId): Promise<void> {
    const rules = this.#rulesOf(hostId)
    const machines = [...new Set(rules.map(({ machineId }) => machineId))]
      .map((id) => this.ports.machine(id))
      .filter((machine) => machine !== undefined)
      .filter(runs)
    if (machines.length === 0) return
    try {
      let free = await this.ports.devices(hostId)
      for (const machine of machines) {
        const own = rules.filter(({ machineId }) => machineId === machine.id)
        const given = await this.#settleMachine(machine, own, free)
        // A device that several want goes to the first.
        free = free.filter(({ source }) => !given.some((it) => it === source))
      }
    } catch (error) {
      this.#fail(new OperationFailed(t('look for USB devices of machines'), error))
    }
  }

  /** Answers what the machine has now of what is plugged in. */
  async #settleMachine(
    machine: Machine,
    rules: readonly StickyUsbRule[],
    plugged: readonly HostDevice[],
  ): Promise<readonly HostdevSource[]> {
    const { live } = await this.ports.hardware.read(machine.id)
    if (!live) return []
    const { takeOut, putIn, kept } = planStickyUsb(rules, plugged, live.devices)
    const change = (it: Parameters<MachinesHardware['change']>[2]) =>
      this.ports.hardware.change(machine.id, 'live', it)
    for (const key of takeOut) await change({ change: 'removeDevice', key })
    for (const { source, label } of putIn) {
      const outcome = await change({ change: 'addDevice', device: { kind: 'hostdev', source } })
      if (outcome.live.failure) this.#failed.tell(outcome.live.failure)
      else this.#attached.tell({ machine, label })
    }
    return [...kept, ...putIn.map(({ source }) => source)]
  }

  #fail(error: unknown): void {
    this.#failed.tell(logFailure(error, this.ports.log))
  }
}
