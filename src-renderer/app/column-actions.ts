import {
  ArrowDownUp,
  ArrowLeftToLine,
  ArrowRightToLine,
  Columns3,
  EyeOff,
  RotateCcw,
  UnfoldHorizontal,
} from 'lucide-react'
import { t } from '../../src-preload/language/t'
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
  title: (): string => words(columnMeant()?.title ?? t('the column')),
  generalTitle: words(t('the column')),
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
  keywords: t('{keywords} columns', { keywords }),
  repeats,
  whyNot: () => {
    const column = columnMeant()
    if (column === undefined) return t('no column is chosen')
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
    if (isFixed(column)) return t('names come first')
    const place = placeOf(choices, column.id) + by
    if (place < 1) return t('it comes right after the name')
    return place >= shownOf(choices).length ? t('it is the last') : null
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
      title: t('Column {title}', { title: column.title }),
      icon: Columns3,
      keywords: t('show hide columns'),
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
    title: t('Sort by {title}', { title: column.title }),
    icon: ArrowDownUp,
    keywords: t('order'),
    whyNot: always,
    run: () => sortBy(column),
  })),
  {
    ...common,
    id: 'columns.choose',
    title: t('Columns…'),
    icon: Columns3,
    keywords: t('choose show hide reorder resize'),
    whyNot: always,
    run: chooseColumns,
  },
  onColumn('wider', {
    key: 'Shift+ArrowRight',
    words: (column) => t('Make {column} wider', { column }),
    icon: UnfoldHorizontal,
    keywords: t('resize width grow'),
    repeats: true,
    change: resized(STEP),
  }),
  onColumn('narrower', {
    key: 'Shift+ArrowLeft',
    words: (column) => t('Make {column} narrower', { column }),
    icon: UnfoldHorizontal,
    keywords: t('resize width shrink'),
    repeats: true,
    change: resized(-STEP),
  }),
  onColumn('left', {
    key: 'Alt+ArrowLeft',
    words: (column) => t('Move {column} left', { column }),
    icon: ArrowLeftToLine,
    keywords: t('reorder'),
    unless: whyNotMove(-1),
    change: moved(-1),
  }),
  onColumn('right', {
    key: 'Alt+ArrowRight',
    words: (column) => t('Move {column} right', { column }),
    icon: ArrowRightToLine,
    keywords: t('reorder'),
    unless: whyNotMove(1),
    change: moved(1),
  }),
  onColumn('hide', {
    key: 'Delete',
    words: (column) => t('Hide {column}', { column }),
    icon: EyeOff,
    keywords: t('remove'),
    unless: (column) => (isFixed(column) ? t('names are always shown') : null),
    change: (choices, { id }) => {
      passOn(id, choices)
      return withShown(choices, id, false)
    },
  }),
  ...toggles,
  {
    ...common,
    id: 'columns.reset',
    title: t('Reset columns'),
    icon: RotateCcw,
    keywords: t('default width order'),
    whyNot: always,
    run: () => void changeSettings({ columns: [] }),
  },
]
