import type { HostId } from '../../src-preload/contract/host'
import type { Machine, MachineAction, MachineId } from '../../src-preload/contract/machine'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { message } from '../../src-preload/language/t'
import type { Follower } from '../hosts/host-connection'
import {
  DeadlineExceeded,
  isNotFound,
  isUnsupported,
  remote,
  type Connection,
  type DomainRef,
} from '../libvirt'
import { ListDomainsFlags, StatsGroup } from '../libvirt/procedures/flags'
import type { Log } from '../log/log'
import type { Timeline } from '../timeline/timeline'
import { impossibleActions } from './impossible-actions'
import type { Inventory } from './inventory'
import { readLifecycle, readState, type LifecycleReport, type StateReport } from './machine-state'
import { isSettledBy } from './pending-actions'

/** The safety net under the events, in ms: a whole list, compared with what is known. */
const RECONCILE_MS = 4 * 60_000

const EVENT_DEFINED = 0
const EVENT_UNDEFINED = 1
const EVENT_RESUMED = 4
const EVENT_STOPPED = 5

interface LifecycleEvent {
  readonly dom: DomainRef
  readonly event: number
  readonly detail: number
}

/**
 * Keeps the inventory true to one host: its events as they come, a whole list when it connects and
 * every few minutes, because an event can be lost and some changes send none.
 */
export class HostMachines implements Follower {
  #connection: Connection | null = null
  /** Events that came while a list was on its way: told again after it, as they may be newer. */
  #replay: LifecycleEvent[] | null = null
  #reconciling: Promise<void> | null = null
  #next: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #wasLost = false

  constructor(
    readonly hostId: HostId,
    readonly inventory: Inventory,
    readonly timeline: Timeline,
    readonly log: Log,
  ) {}

  async connected(connection: Connection): Promise<void> {
    this.#connection = connection
    // Registered before the list, so that no change falls between the two.
    this.#replay = []
    await Promise.all([
      connection.subscribe('domainLifecycle', (event) => this.#heard(event)),
      connection.subscribe('domainReboot', ({ dom }) => this.#rebooted(dom)),
    ])
    await this.reconcile()
    // Given up meanwhile, it must not be watched any further.
    if (this.#connection !== connection) return
    if (this.#wasLost) this.#noteHost(message('Connected again'))
    this.#wasLost = false
    this.#timer = setInterval(() => {
      this.reconcile().catch((error: unknown) => {
        this.log.warn({ host: this.hostId, err: error }, 'the list could not be compared')
      })
    }, RECONCILE_MS)
  }

  disconnected(since: number, isLoss: boolean): void {
    if (isLoss) this.#noteHost(message('Connection lost'), { alarm: 'hostLost' })
    this.#wasLost ||= isLoss
    this.#connection = null
    this.#replay = null
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    for (const { id } of this.inventory.ofHost(this.hostId)) {
      this.inventory.patch(id, { staleSince: since, pending: undefined })
    }
    this.inventory.flush()
  }

  removed(): void {
    this.inventory.removeHost(this.hostId)
    this.inventory.flush()
  }

  /**
   * Compares the whole list with the host, as it is from now on: who asks during a comparison waits
   * for the next one, together with all others who do.
   */
  reconcile(): Promise<void> {
    const underWay = this.#reconciling
    if (underWay === null) return this.#begin()
    this.#next ??= underWay
      .catch(() => undefined)
      .then(() => {
        this.#next = null
        return this.#begin()
      })
    return this.#next
  }

  #begin(): Promise<void> {
    this.#reconciling ??= this.#reconcile().finally(() => {
      this.#reconciling = null
    })
    return this.#reconciling
  }

  async #reconcile(): Promise<void> {
    const connection = this.#connection
    if (!connection) return
    this.#replay ??= []
    try {
      const machines = await this.#list(connection)
      if (this.#connection === connection) this.#takeIn(machines)
    } catch (error) {
      // It answers pings, or we would know: a question or its answer was lost, and its place with it.
      if (error instanceof DeadlineExceeded) void connection.close()
      throw error
    } finally {
      if (this.#connection === connection) this.#applyWaiting()
    }
  }

  #takeIn(machines: readonly Machine[]): void {
    const gone = new Set<MachineId>()
    for (const { id } of this.inventory.ofHost(this.hostId)) gone.add(id)
    for (const listed of machines) {
      gone.delete(listed.id)
      const known = this.inventory.get(listed.id)
      if (known) this.#refresh(known, listed)
      else this.inventory.put(listed)
    }
    for (const id of gone) this.inventory.remove(id)
  }

  /** Tells what has happened since the list was asked for, whatever became of it. */
  #applyWaiting(): void {
    const replay = this.#replay ?? []
    this.#replay = null
    for (const event of replay) this.#apply(event)
    this.inventory.flush()
  }

  #refresh(known: Machine, listed: Machine): void {
    const { name, state, reason, transient } = listed
    const settled = known.pending !== undefined && isSettledBy(known.pending, state)
    this.inventory.patch(known.id, {
      name,
      state,
      reason,
      transient,
      impossible: this.#impossible,
      staleSince: undefined,
      ...(settled && { pending: undefined }),
    })
  }

  /** Three questions at once, none of which touches a hypervisor's monitor. */
  async #list(connection: Connection): Promise<Machine[]> {
    const listAll = (flags: number) =>
      connection.call(remote.connectListAllDomains, { needResults: true, flags })
    const [reports, saved, transient] = await Promise.all([
      this.#states(connection),
      listAll(ListDomainsFlags.managedSave),
      listAll(ListDomainsFlags.transient),
    ])
    const savedIds = new Set(saved.domains.map(({ uuid }) => uuid))
    const transientIds = new Set(transient.domains.map(({ uuid }) => uuid))
    return reports.map(({ dom, state, reason }) => ({
      id: this.#idOf(dom),
      hostId: this.hostId,
      uuid: dom.uuid,
      name: dom.name,
      ...readState(state, reason, savedIds.has(dom.uuid)),
      ...(transientIds.has(dom.uuid) && { transient: true }),
      ...(this.#impossible && { impossible: this.#impossible }),
    }))
  }

  get #impossible(): readonly MachineAction[] | undefined {
    return this.#connection ? impossibleActions(this.#connection) : undefined
  }

  async #states(
    connection: Connection,
  ): Promise<{ dom: DomainRef; state: number; reason: number }[]> {
    try {
      const { retStats } = await connection.call(remote.connectGetAllDomainStats, {
        doms: [],
        stats: StatsGroup.state,
        flags: 0,
      })
      return retStats.map(({ dom, params }) => ({
        dom,
        state: Number(params.find(({ name }) => name === 'state.state')?.value ?? 0),
        reason: Number(params.find(({ name }) => name === 'state.reason')?.value ?? 0),
      }))
    } catch (error) {
      if (!isUnsupported(error)) throw error
      return this.#statesOneByOne(connection)
    }
  }

  /** For drivers without bulk statistics. A machine that goes meanwhile is left out. */
  async #statesOneByOne(
    connection: Connection,
  ): Promise<{ dom: DomainRef; state: number; reason: number }[]> {
    const { domains } = await connection.call(remote.connectListAllDomains, {
      needResults: true,
      flags: 0,
    })
    const reports = await Promise.all(
      domains.map(async (dom) => {
        try {
          return { dom, ...(await connection.call(remote.domainGetState, { dom, flags: 0 })) }
        } catch (error) {
          if (isNotFound(error)) return null
          throw error
        }
      }),
    )
    return reports.filter((report) => report !== null)
  }

  #heard(event: LifecycleEvent): void {
    if (this.#replay) this.#replay.push(event)
    else this.#apply(event)
  }

  #apply({ dom, event, detail }: LifecycleEvent): void {
    const id = this.#idOf(dom)
    const known = this.inventory.get(id)
    if (event === EVENT_DEFINED) {
      if (known) this.inventory.patch(id, { name: dom.name, transient: undefined })
      else this.#appeared(dom, { state: 'shutOff' })
      return
    }
    if (event === EVENT_UNDEFINED) {
      // One that still runs lives on without its definition until it stops.
      const inactive = known && (known.state === 'shutOff' || known.state === 'saved')
      if (inactive) this.inventory.remove(id)
      else this.inventory.patch(id, { transient: true })
      return
    }
    const isOff = known?.state === 'shutOff' || known?.state === 'saved'
    const hasRun = known !== undefined && !isOff && !this.inventory.isArriving(dom.uuid)
    const report = readLifecycle(event, detail, hasRun)
    if (!report) return
    // QEMU resumes a guest to boot or restore it. That it started is told by an event of its own: to
    // settle the start now would make that one look as if nobody here had asked for it.
    if (event === EVENT_RESUMED && isOff) return
    // Only one that was paused is resumed to a person.
    const isNews = event !== EVENT_RESUMED || known?.state === 'paused'
    if (isNews) this.#note(dom, report, known)
    if (!known) {
      // A transient machine is never defined: it is first heard of when it starts.
      if (event !== EVENT_STOPPED) this.#appeared(dom, report, true)
      return
    }
    if (event === EVENT_STOPPED && known.transient) {
      this.inventory.remove(id)
      return
    }
    const settled = known.pending !== undefined && isSettledBy(known.pending, report.state)
    this.inventory.patch(id, {
      state: report.state,
      reason: report.reason,
      ...(settled && { pending: undefined }),
    })
  }

  #rebooted(dom: DomainRef): void {
    const id = this.#idOf(dom)
    const known = this.inventory.get(id)
    if (!known) return
    this.#note(
      dom,
      { state: known.state, text: message('Rebooted'), unasked: !known.pending },
      known,
    )
    if (known.pending === 'reboot' || known.pending === 'reset') {
      this.inventory.patch(id, { pending: undefined })
    }
  }

  #noteHost(text: string, more: Pick<TimelineEntry, 'alarm'> = {}): void {
    const askedBy = 'nobody'
    this.timeline.add({ at: Date.now(), hostId: this.hostId, text, askedBy, ...more })
  }

  #note(dom: DomainRef, report: LifecycleReport, known: Machine | undefined): void {
    this.timeline.add({
      at: Date.now(),
      hostId: this.hostId,
      machineId: this.#idOf(dom),
      machineName: dom.name,
      state: report.state,
      text: report.text,
      askedBy:
        known?.pending || this.inventory.isArriving(dom.uuid)
          ? 'here'
          : report.unasked
            ? 'nobody'
            : 'elsewhere',
      ...(report.alarm && { alarm: report.alarm }),
    })
  }

  #appeared(dom: DomainRef, { state, reason }: StateReport, transient = false): void {
    this.inventory.put({
      id: this.#idOf(dom),
      hostId: this.hostId,
      uuid: dom.uuid,
      name: dom.name,
      state,
      ...(reason !== undefined && { reason }),
      ...(transient && { transient: true }),
      ...(this.#impossible && { impossible: this.#impossible }),
    })
  }

  #idOf(dom: DomainRef): MachineId {
    return `${this.hostId}/${dom.uuid}`
  }
}
