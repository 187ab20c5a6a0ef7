import type { ColumnSetting } from '../../src-preload/contract/settings'
import { columnOf, columns, type Column, type ColumnId } from './columns'

/** A column as the person has it. */
export interface ColumnChoice {
  readonly column: Column
  readonly shown: boolean
  /** In CSS pixels; undefined where it takes its share. */
  readonly width: number | undefined
}

/** Every row begins with the name: it says whose the rest is. */
export const isFixed = ({ id }: Column): boolean => id === 'name'

export const LEAST_WIDTH = 48
export const MOST_WIDTH = 1000

const clampWidth = (width: number): number =>
  Math.round(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width)))

/** All columns in the person's order. Settings can be edited by hand: what is odd in them has no say. */
export const choicesFrom = (settings: readonly ColumnSetting[]): readonly ColumnChoice[] => {
  const kept = new Map<ColumnId, ColumnChoice>()
  for (const { id, width, shown } of settings) {
    const column = columnOf(id)
    if (column === undefined || kept.has(column.id)) continue
    kept.set(column.id, { column, width, shown: shown || isFixed(column) })
  }
  const missing = columns
    .filter(({ id }) => !kept.has(id))
    .map((column) => ({ column, width: undefined, shown: column.isExtra !== true }))
  const all = [...kept.values(), ...missing]
  return [
    ...all.filter(({ column }) => isFixed(column)),
    ...all.filter(({ column }) => !isFixed(column)),
  ]
}

/** As the settings keep them. */
export const settingsFrom = (choices: readonly ColumnChoice[]): ColumnSetting[] =>
  choices.map(({ column, width, shown }) => ({
    id: column.id,
    shown,
    ...(width === undefined ? {} : { width }),
  }))

export const shownOf = (choices: readonly ColumnChoice[]): readonly ColumnChoice[] =>
  choices.filter(({ shown }) => shown)

const change = (
  choices: readonly ColumnChoice[],
  id: ColumnId,
  changed: Partial<ColumnChoice>,
): readonly ColumnChoice[] =>
  choices.map((choice) => (choice.column.id === id ? { ...choice, ...changed } : choice))

/** Shows a column or hides it; one that is fixed stays. */
export const withShown = (
  choices: readonly ColumnChoice[],
  id: ColumnId,
  shown: boolean,
): readonly ColumnChoice[] =>
  choices.map((choice) =>
    choice.column.id === id ? { ...choice, shown: shown || isFixed(choice.column) } : choice,
  )

/**
 * Makes a column so many CSS pixels wide. All others keep the widths that they have on the screen
 * (`measured`), because nothing else should move when one edge is moved.
 */
export const withWidth = (
  choices: readonly ColumnChoice[],
  measured: ReadonlyMap<ColumnId, number>,
  id: ColumnId,
  width: number,
): readonly ColumnChoice[] => {
  const frozen = choices.map((choice) => {
    const now = measured.get(choice.column.id)
    return choice.shown && now !== undefined ? { ...choice, width: clampWidth(now) } : choice
  })
  return change(frozen, id, { width: clampWidth(width) })
}

/** Moves a column to where another one stands, among those that are shown. */
export const movedTo = (
  choices: readonly ColumnChoice[],
  id: ColumnId,
  place: number,
): readonly ColumnChoice[] => {
  const moving = choices.find(({ column }) => column.id === id)
  if (moving === undefined || isFixed(moving.column)) return choices
  const others = choices.filter((choice) => choice !== moving)
  const shown = shownOf(others)
  const before = shown[Math.max(1, place)]
  const at = before === undefined ? others.length : others.indexOf(before)
  return [...others.slice(0, at), moving, ...others.slice(at)]
}

/** Where a column stands among those that are shown; -1 where it is hidden. */
export const placeOf = (choices: readonly ColumnChoice[], id: ColumnId): number =>
  shownOf(choices).findIndex(({ column }) => column.id === id)

const trackOf = ({ column, width }: ColumnChoice): string => {
  if (width !== undefined) return `${width}px`
  return column.grows === 0 ? `${column.width}px` : `minmax(${column.width}px, ${column.grows}fr)`
}

/** The columns that are shown as `grid-template-columns`, and how wide they are at least, in px. */
export const tracksOf = (
  choices: readonly ColumnChoice[],
): { readonly tracks: string; readonly least: number } => {
  const shown = shownOf(choices)
  const isFlexible = shown.some(({ column, width }) => width === undefined && column.grows > 0)
  return {
    // Where nobody takes the room that is left, it stays empty at the end.
    tracks: [...shown.map(trackOf), ...(isFlexible ? [] : ['minmax(0, 1fr)'])].join(' '),
    least: shown.reduce((sum, { column, width }) => sum + (width ?? column.width), 0),
  }
}
