import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, type KeyboardEvent, type MouseEvent } from 'react'
import { t, withinSentence } from '../../src-preload/language/t'
import { setColumnCursor, useColumnCursor } from '../state/column-cursor'
import { openOverlay } from '../state/overlay'
import { sortBy, useView, type Sort } from '../state/view'
import type { Column, ColumnId } from './columns'
import { focusGrid } from './focus'
import { resizeByPointer, useColumnDrag } from './use-column-pointer'
import { keepChoices, currentChoices, measureColumns } from './use-columns'
import { withWidth } from './column-layout'
import styles from './grid-header.module.css'

export const headerIdOf = (id: ColumnId): string => `sort-${id}`

/** Where an arrow key leads among the columns. */
const neighbour = (
  shown: readonly Column[],
  column: Column,
  event: KeyboardEvent,
): Column | undefined => {
  if (event.altKey || event.ctrlKey || event.shiftKey) return undefined
  const at = shown.indexOf(column)
  if (event.key === 'ArrowRight') return shown[at + 1]
  if (event.key === 'ArrowLeft') return shown[at - 1]
  if (event.key === 'Home') return shown[0]
  return event.key === 'End' ? shown.at(-1) : undefined
}

/** Opens the menu of columns under a title, or where the mouse is. */
const openMenu = (column: Column, event: MouseEvent): void => {
  event.preventDefault()
  event.stopPropagation()
  setColumnCursor(column.id)
  const box = event.currentTarget.getBoundingClientRect()
  const byMouse = event.button === 2
  openOverlay({
    kind: 'column-menu',
    x: byMouse ? event.clientX : box.left,
    y: byMouse ? event.clientY : box.bottom,
  })
}

interface TitleProps {
  readonly column: Column
  readonly shown: readonly Column[]
  readonly sort: Sort
  /** The one stop for Tab among them. */
  readonly reachable: boolean
  readonly wasDrag: () => boolean
}

const Title = ({ column, shown, sort, reachable, wasDrag }: TitleProps) => {
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const next = neighbour(shown, column, event)
    if (event.key === 'ArrowDown') focusGrid()
    else if (next === undefined) return
    else document.getElementById(headerIdOf(next.id))?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button
      type="button"
      id={headerIdOf(column.id)}
      tabIndex={reachable ? 0 : -1}
      title={t('Sort by {title}', { title: column.sortedBy ?? withinSentence(column.title) })}
      className={styles['button']}
      // A click must not take the focus off the list.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        if (!wasDrag()) sortBy(column)
      }}
      onKeyDown={onKeyDown}
      onFocus={() => setColumnCursor(column.id)}
    >
      <span>{column.title}</span>
      {sort.column === column.id ? <Arrow aria-hidden="true" /> : null}
    </button>
  )
}

const ariaSort = (column: Column, sort: Sort) => {
  if (sort.column !== column.id) return 'none'
  return sort.descending ? 'descending' : 'ascending'
}

/** Back to the width that a column comes with. */
const resetWidth = ({ id, width }: Column): void =>
  keepChoices(withWidth(currentChoices(), measureColumns(), id, width))

/** The titles of the columns; one stop for Tab, then arrow keys. */
export const GridHeader = memo(({ shown }: { readonly shown: readonly Column[] }) => {
  const sort = useView((view) => view.sort)
  const reached = useColumnCursor(({ columnId }) => columnId)
  const { drag, onPress, wasDrag } = useColumnDrag()
  const stop = shown.some(({ id }) => id === reached) ? reached : shown[0]?.id
  const placeOf = (id: ColumnId | undefined): number => shown.findIndex((one) => one.id === id)
  const side = placeOf(drag?.over) < placeOf(drag?.id) ? 'before' : 'after'
  return (
    <div role="row" aria-rowindex={1} className={styles['header']}>
      {shown.map((column) => (
        <div
          key={column.id}
          role="columnheader"
          aria-sort={ariaSort(column, sort)}
          className={styles['cell']}
          data-column={column.id}
          data-numeric={column.numeric}
          data-dragged={drag?.id === column.id}
          data-drop={drag?.over === column.id && drag.id !== column.id ? side : undefined}
          onPointerDown={(event) => onPress(column.id, event)}
          onContextMenu={(event) => openMenu(column, event)}
        >
          <Title
            column={column}
            shown={shown}
            sort={sort}
            reachable={column.id === stop}
            wasDrag={wasDrag}
          />
          {/* Keys resize a column from its title. */}
          <span
            aria-hidden="true"
            className={styles['edge']}
            title={t('Drag to resize, double-click to reset')}
            onPointerDown={(event) => resizeByPointer(column.id, event)}
            onMouseDown={(event) => event.preventDefault()}
            onDoubleClick={(event) => {
              event.stopPropagation()
              resetWidth(column)
            }}
          />
        </div>
      ))}
    </div>
  )
})
