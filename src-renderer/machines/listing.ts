import type { HostId } from '../../src-preload/contract/host'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import type { Fleet } from '../queries/fleet'
import { emptyFleet } from '../queries/fleet'
import type { RowOrder } from '../state/selection-model'
import type { View } from '../state/view'
import { columnOf, haystackOf, isLive, type Column, type SortKey } from './columns'
import { membershipOf, type Group, type Membership } from './group-rows'
import { naturalKey } from './natural-key'
import { compileQuery, type Query, type Subject } from './query'

/** The machines as shown: filtered, in order. Replaced, never changed. */
export interface Rows extends RowOrder {
  readonly fleet: Fleet
  readonly machineAt: (row: number) => Machine | undefined
  /** The groups that the rows stand in, in their order; none where they are not grouped. */
  readonly groups: readonly Group[]
  /** How many machines there are, shown or not. */
  readonly total: number
  /** The same for each host that has any. */
  readonly totals: ReadonlyMap<HostId, number>
  /**
   * Machines of which filter or sorting have to know load or size, so many at most: those that all
   * else in the filter lets through. None where neither asks for them.
   */
  readonly toMeasure: (most: number) => readonly MachineId[]
}

type HostNames = ReadonlyMap<HostId, string>

/** A machine as last measured. */
type MetricsOf = (id: MachineId) => MachineMetrics | undefined

/** What is known beside the machines themselves. */
interface Known {
  /** Machines with new figures. */
  readonly measured?: readonly MachineId[]
  /** Whether the tags of all machines have been read. */
  readonly tagsRead?: boolean
}

/**
 * Filters and sorts the fleet, doing again only what a change touched: what it answers depends on
 * its inputs alone, what it costs on how far they are from the inputs before. Everything is kept by
 * slot of the fleet.
 */
export class Listing {
  private fleet: Fleet = emptyFleet
  private hostNames: HostNames = new Map()
  private view: View | undefined
  private query: Query = compileQuery('')
  private tagsRead = true

  private readonly nameKeys: (string | undefined)[] = []
  private readonly sortKeys: SortKey[] = []
  private readonly memberships: (Membership | undefined)[] = []
  private groups: readonly Group[] = []
  private readonly haystacks: (string | undefined)[] = []
  private readonly fits: boolean[] = []
  private totals: ReadonlyMap<HostId, number> = new Map()
  /** All machines, whether they fit or not. */
  private order: readonly number[] = []
  private shown: readonly number[] = []
  private positions = new Int32Array(0)

  constructor(private readonly metricsOf: MetricsOf = () => undefined) {}

  update(
    fleet: Fleet,
    hostNames: HostNames,
    view: View,
    { measured = [], tagsRead = true }: Known = {},
  ): Rows {
    const before = this.view
    const tagsNews = tagsRead !== this.tagsRead && view.groupBy === 'tag'
    const renamed = hostNames !== this.hostNames
    const changed = this.changedSlots(fleet, renamed)
    this.totals = this.count(fleet, changed)
    this.fleet = fleet
    this.hostNames = hostNames
    this.view = view
    this.tagsRead = tagsRead

    const { column, descending } = view.sort
    const sortChanged =
      before === undefined ||
      tagsNews ||
      before.sort.column !== column ||
      before.sort.descending !== descending ||
      before.groupBy !== view.groupBy
    const orderChanged = sortChanged
      ? this.sortAll(view)
      : this.sortSome(view, this.withMeasured(changed, measured, this.sortsBy?.measured === 'load'))

    const filterChanged = before?.filter !== view.filter || before.hostId !== view.hostId
    if (filterChanged) this.query = compileQuery(view.filter)
    for (const slot of changed) this.haystacks[slot] = undefined
    const toRefit = filterChanged
      ? fleet.machines.keys()
      : this.withMeasured(changed, measured, this.query.measures)
    const fitsChanged = this.refit(toRefit)

    if (orderChanged || fitsChanged) this.show()
    return this.rows()
  }

  /**
   * Prepares for filtering while there is time; whether all is prepared. Without it the first letter
   * of a filter would have to wait for ten thousand machines to be written in lower case.
   */
  prepare(hasTime: () => boolean): boolean {
    for (const [slot, machine] of this.fleet.machines.entries()) {
      if (machine === undefined || this.haystacks[slot] !== undefined) continue
      if (!hasTime()) return false
      this.haystackAt(slot, machine)
    }
    return true
  }

  /** Slots whose machine is another than before. */
  private changedSlots(fleet: Fleet, all: boolean): number[] {
    const changed: number[] = []
    const before = this.fleet.machines
    const length = Math.max(before.length, fleet.machines.length)
    for (let slot = 0; slot < length; slot += 1) {
      if (all || before[slot] !== fleet.machines[slot]) changed.push(slot)
    }
    return changed
  }

  /** The totals after the change: the very same object where they are the same. */
  private count(fleet: Fleet, changed: readonly number[]): ReadonlyMap<HostId, number> {
    const totals = new Map(this.totals)
    let different = false
    const add = (host: HostId | undefined, by: number): void => {
      if (host !== undefined) totals.set(host, (totals.get(host) ?? 0) + by)
    }
    for (const slot of changed) {
      const before = this.fleet.machines[slot]?.hostId
      const after = fleet.machines[slot]?.hostId
      if (before === after) continue
      add(before, -1)
      add(after, 1)
      different = true
    }
    return different ? totals : this.totals
  }

  private get sortsBy(): Column | undefined {
    return this.view && columnOf(this.view.sort.column)
  }

  private hostNameOf(machine: Machine): string {
    return this.hostNames.get(machine.hostId) ?? ''
  }

  /** Takes a machine's keys anew; whether they differ from before. */
  private rekey(slot: number): boolean {
    const machine = this.fleet.machines[slot]
    const nameKey = machine && naturalKey(machine.name)
    const hostName = machine === undefined ? '' : this.hostNameOf(machine)
    const sortKey =
      machine &&
      this.sortsBy?.sortKey({
        machine,
        hostName,
        nameKey: nameKey ?? '',
        metrics: () => this.metricsAt(machine),
      })
    const membership =
      machine && membershipOf(this.view?.groupBy ?? 'none', machine, hostName, this.tagsRead)
    const before = this.memberships[slot]
    this.memberships[slot] = membership
    const stays = before?.key === membership?.key && before?.title === membership?.title
    if (stays && this.nameKeys[slot] === nameKey && this.sortKeys[slot] === sortKey) return false
    this.nameKeys[slot] = nameKey
    this.sortKeys[slot] = sortKey
    return true
  }

  private sortAll(view: View): boolean {
    const order: number[] = []
    for (const [slot, machine] of this.fleet.machines.entries()) {
      this.rekey(slot)
      if (machine !== undefined) order.push(slot)
    }
    this.order = order.sort(this.comparison(view))
    return true
  }

  /** Takes the slots that moved out of the order and merges them back in; whether there were any. */
  private sortSome(view: View, changed: readonly number[]): boolean {
    const known = this.positions.length
    const moved = changed.filter((slot) => this.rekey(slot) || slot >= known)
    if (moved.length === 0) return false
    const out = new Set(moved)
    const staying = this.order.filter((slot) => !out.has(slot))
    const compare = this.comparison(view)
    const coming = moved.filter((slot) => this.fleet.machines[slot] !== undefined).sort(compare)
    this.order = merge(staying, coming, compare)
    return true
  }

  private comparison({ sort }: View): (one: number, other: number) => number {
    const { nameKeys, sortKeys, memberships } = this
    const grouped = this.view?.groupBy !== 'none'
    const sign = sort.descending ? -1 : 1
    return (one, other) => {
      if (grouped) {
        const groupA = memberships[one]?.key ?? ''
        const groupB = memberships[other]?.key ?? ''
        if (groupA !== groupB) return groupA < groupB ? -1 : 1
      }
      const a = sortKeys[one]
      const b = sortKeys[other]
      if (a !== b) {
        if (a === undefined) return 1
        if (b === undefined) return -1
        return a < b ? -sign : sign
      }
      const nameA = nameKeys[one] ?? ''
      const nameB = nameKeys[other] ?? ''
      if (nameA !== nameB) return nameA < nameB ? -1 : 1
      return one - other
    }
  }

  /** Slots that changed, and where load matters those with new figures, too. */
  private withMeasured(
    changed: readonly number[],
    measured: readonly MachineId[],
    matters: boolean,
  ): readonly number[] {
    if (!matters || measured.length === 0) return changed
    const slots = measured.flatMap((id) => this.fleet.slots.get(id) ?? [])
    return [...new Set([...changed, ...slots])]
  }

  /** Asks again which slots fit; whether any answer changed. */
  private refit(slots: Iterable<number>): boolean {
    const hostId = this.view?.hostId ?? null
    let different = false
    const { empty, matches } = this.query
    for (const slot of slots) {
      const machine = this.fleet.machines[slot]
      const fits =
        machine !== undefined &&
        (hostId === null || machine.hostId === hostId) &&
        (empty || matches(this.subjectAt(slot, machine)))
      if (fits !== this.fits[slot]) different = true
      this.fits[slot] = fits
    }
    return different
  }

  private subjectAt(slot: number, machine: Machine): Subject {
    return {
      machine,
      hostName: this.hostNameOf(machine),
      haystack: () => this.haystackAt(slot, machine),
      cpuPercent: () => this.metricsAt(machine)?.cpuPercent,
    }
  }

  private metricsAt(machine: Machine): MachineMetrics | undefined {
    return isLive(machine) ? this.metricsOf(machine.id) : undefined
  }

  private toMeasure(most: number): readonly MachineId[] {
    const ids: MachineId[] = []
    const { mayMatch } = this.query
    const measures = this.query.measures || this.sortsBy?.measured === 'load'
    const asksSize = this.query.asksSize || this.sortsBy?.measured === 'size'
    if (!measures && !asksSize) return ids
    const hostId = this.view?.hostId ?? null
    for (const [slot, machine] of this.fleet.machines.entries()) {
      if (ids.length >= most) break
      if (machine === undefined || machine.staleSince !== undefined) continue
      const wanted = (measures && isLive(machine)) || (asksSize && machine.vcpus === undefined)
      if (!wanted) continue
      if (hostId !== null && machine.hostId !== hostId) continue
      if (mayMatch(this.subjectAt(slot, machine))) ids.push(machine.id)
    }
    return ids
  }

  private haystackAt(slot: number, machine: Machine): string {
    return (this.haystacks[slot] ??= haystackOf(machine, this.hostNameOf(machine)))
  }

  private show(): void {
    const shown = this.order.filter((slot) => this.fits[slot])
    const positions = new Int32Array(this.fleet.machines.length).fill(-1)
    for (const [row, slot] of shown.entries()) positions[slot] = row
    this.shown = shown
    this.groups = this.groupsOf(shown)
    this.positions = positions
  }

  private groupsOf(shown: readonly number[]): readonly Group[] {
    const groups: Group[] = []
    if (this.view?.groupBy === 'none') return groups
    let first = 0
    for (let row = 1; row <= shown.length; row += 1) {
      const membership = this.memberships[shown[first] ?? -1]
      if (membership === undefined) continue
      if (this.memberships[shown[row] ?? -1]?.key === membership.key) continue
      groups.push({ title: membership.title, first, count: row - first })
      first = row
    }
    return groups
  }

  private rows(): Rows {
    const { fleet, shown, positions } = this
    const machineAt = (row: number): Machine | undefined => {
      const slot = shown[row]
      return slot === undefined ? undefined : fleet.machines[slot]
    }
    return {
      fleet,
      machineAt,
      count: shown.length,
      groups: this.groups,
      total: this.order.length,
      totals: this.totals,
      toMeasure: (most) => this.toMeasure(most),
      idAt: (row) => machineAt(row)?.id,
      rowOf: (id: MachineId) => positions[fleet.slots.get(id) ?? -1] ?? -1,
    }
  }
}

const merge = (
  one: readonly number[],
  other: readonly number[],
  compare: (a: number, b: number) => number,
): number[] => {
  const merged: number[] = []
  let taken = 0
  for (const slot of other) {
    for (;;) {
      const candidate = one[taken]
      if (candidate === undefined || compare(candidate, slot) > 0) break
      merged.push(candidate)
      taken += 1
    }
    merged.push(slot)
  }
  for (; taken < one.length; taken += 1) merged.push(one[taken] as number)
  return merged
}
