import {
  ArrowDownUp,
  ArrowLeftToLine,
  ArrowRightToLine,
  Columns3,
  EyeOff,
  RotateCcw,
  UnfoldHorizontal,
} from 'lucide-react'
import {
  isFixed,
  movedTo,
  placeOf,
  shownOf,
  withShown,
  withWidth,
  type ColumnChoice,
} from '../machines/column-layout'
import { columnOf, columns, type Column, type ColumnId } from '../machines/columns'
import { headerIdOf } from '../machines/grid-header'
import { currentChoices, keepChoices, measureColumns } from '../machines/use-columns'
import { changeSettings } from '../queries/settings'
import { setColumnCursor, useColumnCursor } from '../state/column-cursor'
import { openOverlay } from '../state/overlay'
import { showMachines } from '../state/page'
import { sortBy } from '../state/view'
import { always, type Action } from './action'

/** How far a key moves the edge of a column, in CSS pixels. */
const STEP = 16

const common = { keyContext: 'everywhere', group: 'View', keys: [] } as const

/** The column that is meant, while it is shown. */
const columnMeant = (): Column | undefined => {
  const { columnId } = useColumnCursor.getState()
  return placeOf(currentChoices(), columnId) < 0 ? undefined : columnOf(columnId)
}

/** A title with the column's own, or the general one where none is meant. */
const titled = (words: (column: string) => string) => ({
  title: (): string => words(columnMeant()?.title ?? 'the column'),
  generalTitle: words('the column'),
})

type WhyNot = (column: Column, choices: readonly ColumnChoice[]) => string | null

interface OnColumn {
  readonly key: string
  readonly words: (column: string) => string
  readonly icon: Action['icon']
  readonly keywords: string
  readonly repeats?: boolean
  readonly unless?: WhyNot
  readonly change: (choices: readonly ColumnChoice[], column: Column) => readonly ColumnChoice[]
}

/** What changes the column whose title has the focus, or had it last. */
const onColumn = (
  id: string,
  { key, words, icon, keywords, repeats = false, unless, change }: OnColumn,
): Action => ({
  ...titled(words),
  id: `columns.${id}`,
  keys: [key],
  keyContext: 'columns',
  group: 'View',
  ...(icon === undefined ? {} : { icon }),
  keywords: `${keywords} columns`,
  repeats,
  whyNot: () => {
    const column = columnMeant()
    if (column === undefined) return 'no column is chosen'
    return unless?.(column, currentChoices()) ?? null
  },
  run: () => {
    const column = columnMeant()
    if (column !== undefined) keepChoices(change(currentChoices(), column))
  },
})

const resized =
  (by: number): OnColumn['change'] =>
  (choices, { id }) => {
    const measured = measureColumns()
    return withWidth(choices, measured, id, (measured.get(id) ?? 0) + by)
  }

const moved =
  (by: number): OnColumn['change'] =>
  (choices, { id }) =>
    movedTo(choices, id, placeOf(choices, id) + by)

const whyNotMove =
  (by: number): WhyNot =>
  (column, choices) => {
    if (isFixed(column)) return 'names come first'
    const place = placeOf(choices, column.id) + by
    if (place < 1) return 'it comes right after the name'
    return place >= shownOf(choices).length ? 'it is the last' : null
  }

/** Makes the column before one the one that is meant, and gives it the focus where that had it. */
const passOn = (id: ColumnId, choices: readonly ColumnChoice[]): void => {
  const before = shownOf(choices)[placeOf(choices, id) - 1]?.column.id
  if (before === undefined) return
  if (document.activeElement?.id === headerIdOf(id)) {
    document.getElementById(headerIdOf(before))?.focus()
  }
  setColumnCursor(before)
}

/** Opens the menu of columns under the title that was reached last. */
const chooseColumns = (): void => {
  showMachines()
  const { columnId } = useColumnCursor.getState()
  const title =
    document.getElementById(headerIdOf(columnId)) ?? document.getElementById(headerIdOf('name'))
  const { left = 0, bottom = 0 } = title?.getBoundingClientRect() ?? {}
  openOverlay({ kind: 'column-menu', x: left, y: bottom })
}

const toggles = columns
  .filter((column) => !isFixed(column))
  .map((column): Action => {
    const isShown = (): boolean => placeOf(currentChoices(), column.id) >= 0
    return {
      ...common,
      id: `columns.show.${column.id}`,
      title: `Column ${column.title}`,
      icon: Columns3,
      keywords: 'show hide columns',
      whyNot: always,
      isOn: isShown,
      run: () => keepChoices(withShown(currentChoices(), column.id, !isShown())),
    }
  })

/** Choosing, moving, resizing and sorting by the columns of the list. */
export const columnActionTable: readonly Action[] = [
  ...columns.map((column): Action => ({
    ...common,
    id: `view.sort.${column.id}`,
    title: `Sort by ${column.title}`,
    icon: ArrowDownUp,
    keywords: 'order',
    whyNot: always,
    run: () => sortBy(column),
  })),
  {
    ...common,
    id: 'columns.choose',
    title: 'Columns…',
    icon: Columns3,
    keywords: 'choose show hide reorder resize',
    whyNot: always,
    run: chooseColumns,
  },
  onColumn('wider', {
    key: 'Shift+ArrowRight',
    words: (column) => `Make ${column} wider`,
    icon: UnfoldHorizontal,
    keywords: 'resize width grow',
    repeats: true,
    change: resized(STEP),
  }),
  onColumn('narrower', {
    key: 'Shift+ArrowLeft',
    words: (column) => `Make ${column} narrower`,
    icon: UnfoldHorizontal,
    keywords: 'resize width shrink',
    repeats: true,
    change: resized(-STEP),
  }),
  onColumn('left', {
    key: 'Alt+ArrowLeft',
    words: (column) => `Move ${column} left`,
    icon: ArrowLeftToLine,
    keywords: 'reorder',
    unless: whyNotMove(-1),
    change: moved(-1),
  }),
  onColumn('right', {
    key: 'Alt+ArrowRight',
    words: (column) => `Move ${column} right`,
    icon: ArrowRightToLine,
    keywords: 'reorder',
    unless: whyNotMove(1),
    change: moved(1),
  }),
  onColumn('hide', {
    key: 'Delete',
    words: (column) => `Hide ${column}`,
    icon: EyeOff,
    keywords: 'remove',
    unless: (column) => (isFixed(column) ? 'names are always shown' : null),
    change: (choices, { id }) => {
      passOn(id, choices)
      return withShown(choices, id, false)
    },
  }),
  ...toggles,
  {
    ...common,
    id: 'columns.reset',
    title: 'Reset columns',
    icon: RotateCcw,
    keywords: 'default width order',
    whyNot: always,
    run: () => void changeSettings({ columns: [] }),
  },
]
