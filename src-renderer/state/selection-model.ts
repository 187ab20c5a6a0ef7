import type { MachineId } from '../../src-preload/contract/machine'

/** What the selection must know of the list: which machine stands in which row, as shown now. */
export interface RowOrder {
  readonly count: number
  idAt(row: number): MachineId | undefined
  /** -1 where the machine is not shown. */
  rowOf(id: MachineId): number
}

/**
 * The cursor (`active`) and the selection, which are independent: moving leaves the selection
 * alone. While a range is being extended, `anchor` is where it began and `base` what was selected
 * before it, so that a range can shrink again.
 */
export interface Selection {
  readonly active: MachineId | null
  readonly selected: ReadonlySet<MachineId>
  readonly anchor: MachineId | null
  readonly base: ReadonlySet<MachineId>
}

const nothing: ReadonlySet<MachineId> = new Set()

export const noSelection: Selection = {
  active: null,
  selected: nothing,
  anchor: null,
  base: nothing,
}

const clamp = (row: number, order: RowOrder): number => Math.max(0, Math.min(order.count - 1, row))

/** Moves the cursor to a row (clamped to the list). */
export const moveTo = (selection: Selection, order: RowOrder, row: number): Selection => {
  const active = order.idAt(clamp(row, order))
  return active === undefined ? selection : { ...selection, active, anchor: null, base: nothing }
}

/** Moves the cursor to a row (clamped) and selects all from where extending began. */
export const extendTo = (selection: Selection, order: RowOrder, row: number): Selection => {
  const target = clamp(row, order)
  const active = order.idAt(target)
  if (active === undefined) return selection
  const known = selection.anchor !== null && order.rowOf(selection.anchor) >= 0
  const anchor = known ? selection.anchor : (selection.active ?? active)
  const base = known ? selection.base : selection.selected
  const from = anchor === null ? target : Math.max(0, order.rowOf(anchor))
  const selected = new Set(base)
  for (let at = Math.min(from, target); at <= Math.max(from, target); at += 1) {
    const id = order.idAt(at)
    if (id !== undefined) selected.add(id)
  }
  return { active, selected, anchor, base }
}

/** Selects the machine, or no longer; the cursor goes there. */
export const toggle = (selection: Selection, id: MachineId): Selection => {
  const selected = new Set(selection.selected)
  if (!selected.delete(id)) selected.add(id)
  return { active: id, selected, anchor: id, base: selected }
}

/** What a plain click does: the cursor goes there, and nothing else stays selected. */
export const pick = (id: MachineId): Selection => ({ ...noSelection, active: id })

export const selectAll = (selection: Selection, order: RowOrder): Selection => {
  const selected = new Set<MachineId>()
  for (let row = 0; row < order.count; row += 1) {
    const id = order.idAt(row)
    if (id !== undefined) selected.add(id)
  }
  return { ...selection, selected, anchor: null, base: nothing }
}

export const selectNone = (selection: Selection): Selection => ({
  ...noSelection,
  active: selection.active,
})

/**
 * Where the cursor goes when its machine is no longer shown: the row that took its place, or the
 * first one after a new filter.
 */
export const keepActive = (
  selection: Selection,
  order: RowOrder,
  fallbackRow: number,
): Selection => {
  if (selection.active !== null && order.rowOf(selection.active) >= 0) return selection
  const active = order.count === 0 ? null : (order.idAt(clamp(fallbackRow, order)) ?? null)
  return active === selection.active ? selection : { ...selection, active }
}
