import { useLayoutEffect, useRef, type RefObject } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import type { Rows } from './listing'
import { atLine, lineOfRow } from './group-rows'
import { isRowVisible, type ScrollPlace } from './reveal-row'

const firstRow = (rows: Rows, line: number): number => {
  const what = atLine(rows.groups, line)
  return 'group' in what ? what.group.first : what.row
}

/** What the eye holds on to: the row of the cursor where it is on the screen, else the top one. */
const anchorOf = (
  rows: Rows,
  active: MachineId | null,
  place: ScrollPlace,
): { readonly id: MachineId; readonly row: number } | undefined => {
  const activeRow = active === null ? -1 : rows.rowOf(active)
  const row =
    activeRow >= 0 && isRowVisible(place, lineOfRow(rows.groups, activeRow))
      ? activeRow
      : firstRow(rows, Math.ceil(place.offset / place.rowHeight))
  const id = rows.idAt(row)
  return id === undefined ? undefined : { id, row }
}

/**
 * Keeps what is on the screen where it is when rows come, go or move above it. A list that stands
 * at its top stays there.
 */
export const useSteadyScroll = (
  scroller: RefObject<HTMLElement | null>,
  rows: Rows,
  active: MachineId | null,
  place: ScrollPlace,
): void => {
  const before = useRef(rows)
  const { offset, height, rowHeight } = place
  useLayoutEffect(() => {
    const element = scroller.current
    const old = before.current
    before.current = rows
    if (element === null || old === rows || offset === 0) return
    const anchor = anchorOf(old, active, { offset, height, rowHeight })
    const row = anchor === undefined ? -1 : rows.rowOf(anchor.id)
    if (anchor === undefined || row < 0) return
    const shift = (lineOfRow(rows.groups, row) - lineOfRow(old.groups, anchor.row)) * rowHeight
    if (shift === 0) return
    // What moved farther than the screen is high was moved by sorting, not pushed aside.
    if (Math.abs(shift) < height) element.scrollTop += shift
  }, [scroller, rows, active, offset, height, rowHeight])
}
