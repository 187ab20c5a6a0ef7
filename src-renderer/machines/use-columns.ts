import { useMemo } from 'react'
import { create } from 'zustand'
import type { ColumnSetting } from '../../src-preload/contract/settings'
import { changeSettings, currentSettings, useSetting } from '../queries/settings'
import {
  choicesFrom,
  settingsFrom,
  shownOf,
  tracksOf,
  withWidth,
  type ColumnChoice,
} from './column-layout'
import { columnOf, type Column, type ColumnId } from './columns'

const none: readonly ColumnSetting[] = []

/** Columns while one is being resized by the mouse: only where it is let go is kept. */
const useDraft = create<{ readonly choices: readonly ColumnChoice[] | null }>()(() => ({
  choices: null,
}))

/** All columns as the person has them, at this moment. */
export const currentChoices = (): readonly ColumnChoice[] =>
  choicesFrom(currentSettings()?.columns ?? none)

export const keepChoices = (choices: readonly ColumnChoice[]): void => {
  useDraft.setState({ choices: null })
  void changeSettings({ columns: settingsFrom(choices) })
}

/** How wide the columns are on the screen, in CSS pixels. */
export const measureColumns = (): ReadonlyMap<ColumnId, number> =>
  new Map(
    [...document.querySelectorAll<HTMLElement>('[role=columnheader][data-column]')].map((cell) => [
      cell.dataset['column'] as ColumnId,
      cell.offsetWidth,
    ]),
  )

/** Resizes a column for the eye only; `null` goes back to what is kept. */
export const draftWidth = (
  to: {
    readonly id: ColumnId
    readonly width: number
    readonly measured: ReadonlyMap<ColumnId, number>
  } | null,
): void =>
  useDraft.setState({
    choices: to === null ? null : withWidth(currentChoices(), to.measured, to.id, to.width),
  })

/** The columns that are shown, and the tracks that they stand in. */
export const useColumns = (): {
  /** The very same list as long as it holds the same columns. */
  readonly shown: readonly Column[]
  readonly tracks: string
  /** In CSS pixels. */
  readonly least: number
} => {
  const kept = useSetting((settings) => settings?.columns) ?? none
  const draft = useDraft(({ choices }) => choices)
  const choices = useMemo(() => draft ?? choicesFrom(kept), [draft, kept])
  const key = shownOf(choices)
    .map(({ column }) => column.id)
    .join(' ')
  const shown = useMemo(() => key.split(' ').flatMap((id) => columnOf(id) ?? []), [key])
  return useMemo(() => ({ shown, ...tracksOf(choices) }), [shown, choices])
}
