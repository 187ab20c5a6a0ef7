import { useQuery } from '@tanstack/react-query'
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  type CSSProperties,
  type FocusEvent,
  type MouseEvent,
} from 'react'
import { GRID_ID } from './focus'
import { atLine, lineOfRow, type Group } from './group-rows'
import { GroupRow } from './group-row'
import type { MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { hostsQuery } from '../queries/hosts'
import { useSetting } from '../queries/settings'
import { openOverlay } from '../state/overlay'
import { useRequests, withRequest } from '../state/requests'
import { changeSelection, useSelection } from '../state/selection'
import { extendTo, moveTo, pick, toggle } from '../state/selection-model'
import { GridHeader } from './grid-header'
import { MachineRow } from './machine-row'
import { HEADER_HEIGHT, isRowWhole, revealRow } from './reveal-row'
import { useRevealOnResize } from './use-reveal-on-resize'
import { currentRows, useRows } from './rows'
import { useSteadyScroll } from './use-steady-scroll'
import { useColumns } from './use-columns'
import { setViewport } from './viewport'
import { SCREEN_ROW_HEIGHT } from './screen-cell'
import { watchScreens } from './watch-screens'
import styles from './machine-grid.module.css'

/**
 * Rows drawn beyond the edges of the screen, so that scrolling finds them there: fewer while the
 * list stands, because each keystroke in the filter draws them all.
 */
const OVERSCAN = { standing: 3, scrolling: 6 } as const

const domIdOf = (slot: number): string => `machine-${slot}`

/** The first row on a line or below it. */
const rowFrom = (groups: readonly Group[], line: number): number => {
  const what = atLine(groups, line)
  return 'group' in what ? what.group.first : what.row
}

/** The row that an event happened in; -1 outside of rows. */
const rowAt = (target: EventTarget): number => {
  const element = target instanceof Element ? target.closest('[data-row]') : null
  return element === null ? -1 : Number(element.getAttribute('data-row'))
}

const onMouseDown = (event: MouseEvent): void => {
  const row = rowAt(event.target)
  const id = currentRows().idAt(row)
  if (id === undefined) return
  changeSelection((selection) => {
    if (event.button !== 0)
      return selection.selected.has(id) ? { ...selection, active: id } : pick(id)
    if (event.shiftKey) return extendTo(selection, currentRows(), row)
    return event.ctrlKey ? toggle(selection, id) : pick(id)
  })
}

/** The grid itself holds the focus; a row that is given it becomes the active one. */
const onFocus = (event: FocusEvent<HTMLElement>): void => {
  const row = rowAt(event.target)
  if (row < 0) return
  changeSelection((selection) =>
    selection.active === currentRows().idAt(row)
      ? selection
      : moveTo(selection, currentRows(), row),
  )
  event.currentTarget.focus()
}

const openMenu = (event: MouseEvent): void => {
  event.preventDefault()
  const row = event.currentTarget.querySelector('[data-active=true]')
  // Opened by a key it has no place of its own: it belongs under the row of the cursor.
  const box = event.button === 2 ? undefined : row?.getBoundingClientRect()
  if (rowAt(event.target) < 0 && box === undefined) return
  openOverlay({
    kind: 'machine-menu',
    x: box === undefined ? event.clientX : box.left + 24,
    y: box === undefined ? event.clientY : box.bottom,
  })
}

/** The list of virtual machines; `onOpen` is told of a double click on one. */
export const MachineGrid = ({ onOpen }: { readonly onOpen: () => void }) => {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRows()
  const { shown, tracks, least } = useColumns()
  const active = useSelection((selection) => selection.active)
  const selected = useSelection((selection) => selection.selected)
  const requests = useRequests((state) => state.requests)
  const hasScreens = shown.some(({ id }) => id === 'screen')
  const isCompact = useSetting((settings) => settings?.rows === 'compact')
  const rowHeight = hasScreens ? SCREEN_ROW_HEIGHT : isCompact ? 24 : 28
  useEffect(() => (hasScreens ? watchScreens() : undefined), [hasScreens])
  const hosts = useQuery(hostsQuery).data
  const hostNames = useMemo(() => new Map(hosts?.map((host) => [host.id, host.name])), [hosts])
  const slotOf = (id: MachineId | null): number =>
    id === null ? -1 : (rows.fleet.slots.get(id) ?? -1)
  const activeRow = active === null ? -1 : rows.rowOf(active)
  const { groups } = rows
  const lines = rows.count + groups.length

  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range)
      const activeLine = lineOfRow(groups, activeRow)
      // The active row is always there, because the grid names it to screen readers.
      return activeLine < 0 || drawn.includes(activeLine) ? drawn : [...drawn, activeLine]
    },
    [activeRow, groups],
  )
  const scrolling = useRef(false)
  const virtualizer = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: scrolling.current ? OVERSCAN.scrolling : OVERSCAN.standing,
    rangeExtractor,
    // Rows are drawn at once, before the list has been measured.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  // What the next frame draws: the virtualizer tells it too late for this one.
  scrolling.current = virtualizer.isScrolling
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  const height = virtualizer.scrollRect?.height ?? 0
  const place = { offset: virtualizer.scrollOffset ?? 0, height, rowHeight }
  useSteadyScroll(scroller, rows, active, place)
  const placeNow = useRef(place)
  placeNow.current = place
  useEffect(() => {
    const { active: id } = useSelection.getState()
    if (scroller.current === null || id === null) return
    const shown = currentRows()
    const line = lineOfRow(shown.groups, shown.rowOf(id))
    // The first row of a group brings the group's title along.
    const first = line > 0 && 'group' in atLine(shown.groups, line - 1) ? line - 1 : line
    // Asked only where it matters: the answer costs a layout.
    if (isRowWhole(placeNow.current, first) && isRowWhole(placeNow.current, line)) return
    revealRow(scroller.current, first, rowHeight)
    revealRow(scroller.current, line, rowHeight)
  }, [active, rowHeight])

  useRevealOnResize(scroller, lineOfRow(groups, activeRow), height, rowHeight)
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: -1 }
  useEffect(() => {
    setViewport({
      first: rowFrom(groups, startIndex),
      last: rowFrom(groups, endIndex),
      rowsPerPage: Math.max(1, Math.floor((height - HEADER_HEIGHT) / rowHeight)),
    })
  }, [groups, startIndex, endIndex, height, rowHeight])

  return (
    <div
      ref={scroller}
      id={GRID_ID}
      role="grid"
      tabIndex={0}
      aria-label={t('Virtual machines')}
      aria-rowcount={lines + 1}
      aria-colcount={shown.length}
      aria-multiselectable="true"
      aria-activedescendant={activeRow < 0 ? undefined : domIdOf(slotOf(active))}
      className={styles['grid']}
      style={
        {
          '--tracks': tracks,
          '--least': `${least}px`,
          '--row': `${rowHeight}px`,
        } as CSSProperties
      }
      onMouseDown={onMouseDown}
      onFocus={onFocus}
      onContextMenu={openMenu}
      onDoubleClick={(event) => {
        if (rowAt(event.target) >= 0) onOpen()
      }}
    >
      <GridHeader shown={shown} />
      <div
        role="rowgroup"
        className={styles['body']}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index: line }) => {
          const what = atLine(groups, line)
          const top = line * rowHeight
          if ('group' in what) {
            return (
              <GroupRow
                key={`line ${line}`}
                group={what.group}
                columns={shown.length}
                line={line}
                top={top}
              />
            )
          }
          const index = what.row
          const machine = rows.machineAt(index)
          return machine === undefined ? null : (
            // By its place: a row that shows another machine costs less than one that is made anew.
            <MachineRow
              key={`line ${line}`}
              machine={withRequest(machine, requests)}
              columns={shown}
              hostName={hostNames.get(machine.hostId) ?? ''}
              row={index}
              line={line}
              domId={domIdOf(slotOf(machine.id))}
              top={top}
              active={index === activeRow}
              selected={selected.has(machine.id)}
            />
          )
        })}
      </div>
    </div>
  )
}
