import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, useState, type KeyboardEvent } from 'react'
import { sortBy, useView } from '../state/view'
import { columns, type Column } from './columns'
import { focusGrid } from './focus'
import styles from './grid-header.module.css'

const sortable = columns.filter((column) => column.sortKey !== undefined)

/** Where an arrow key leads among the columns that can be sorted by. */
const neighbour = (column: Column, key: string): Column | undefined => {
  const at = sortable.indexOf(column)
  if (key === 'ArrowRight') return sortable[at + 1]
  if (key === 'ArrowLeft') return sortable[at - 1]
  return undefined
}

const HeaderButton = ({
  column,
  reachable,
  onReach,
}: {
  readonly column: Column
  readonly reachable: boolean
  readonly onReach: (column: Column) => void
}) => {
  const sort = useView((view) => view.sort)
  const sorted = sort.column === column.id
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const next = neighbour(column, event.key)
    if (event.key === 'ArrowDown') focusGrid()
    else if (next === undefined) return
    else {
      onReach(next)
      document.getElementById(`sort-${next.id}`)?.focus()
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button
      type="button"
      id={`sort-${column.id}`}
      tabIndex={reachable ? 0 : -1}
      title={`Sort by ${column.sortedBy ?? column.title.toLowerCase()}`}
      className={styles['button']}
      // A click must not take the focus off the list.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => sortBy(column.id)}
      onKeyDown={onKeyDown}
      onFocus={() => onReach(column)}
    >
      <span>{column.title}</span>
      {sorted ? <Arrow aria-hidden="true" /> : null}
    </button>
  )
}

const ariaSort = (column: Column, sort: { column: string; descending: boolean }) => {
  if (column.sortKey === undefined) return undefined
  if (sort.column !== column.id) return 'none'
  return sort.descending ? 'descending' : 'ascending'
}

/** The titles of the columns; one stop for Tab, then arrow keys. */
export const GridHeader = memo(() => {
  const sort = useView((view) => view.sort)
  const [reached, setReached] = useState<Column | undefined>(sortable[0])
  return (
    <div role="row" aria-rowindex={1} className={styles['header']}>
      {columns.map((column) => (
        <div
          key={column.id}
          role="columnheader"
          aria-sort={ariaSort(column, sort)}
          className={styles['cell']}
          data-numeric={column.numeric}
        >
          {column.sortKey === undefined ? (
            <span>{column.title}</span>
          ) : (
            <HeaderButton column={column} reachable={column === reached} onReach={setReached} />
          )}
        </div>
      ))}
    </div>
  )
})
