import { QueryObserver } from '@tanstack/react-query'
import type { SavedView, SettingValues } from '../../src-preload/contract/settings'
import { queryClient } from '../queries/query-client'
import { changeSettings, currentSettings, settingsQuery } from '../queries/settings'
import { useView, type Sort } from '../state/view'
import { columnOf } from './columns'

/** A sorting that was kept, where there still is such a column. */
const sortFrom = ({ column, descending }: SettingValues['sort']): Sort | undefined => {
  const known = columnOf(column)
  return known && { column: known.id, descending }
}

const sameSort = (one: SettingValues['sort'], other: SettingValues['sort']): boolean =>
  one.column === other.column && one.descending === other.descending

/** Shows the machines as a saved view says. */
export const applyView = ({ filter, sort, groupBy }: SavedView): void =>
  useView.setState((view) => ({ filter, sort: sortFrom(sort) ?? view.sort, groupBy }))

/** Keeps the view under a name, in the place of one that has the name already. */
export const saveView = (name: string): Promise<void> => {
  const { filter, sort, groupBy } = useView.getState()
  const others = (currentSettings()?.views ?? []).filter((view) => view.name !== name)
  return changeSettings({ views: [...others, { name, filter, sort, groupBy }] })
}

/** Keeps sorting and grouping in the settings, and follows them there; the function stops it. */
export const keepView = (): (() => void) => {
  let kept: SettingValues | undefined
  const take = (values: SettingValues | undefined): void => {
    const before = kept
    kept = values
    if (values === undefined) return
    const { sort, groupBy } = useView.getState()
    // Only what the settings changed: the person may have sorted anew while they were written.
    const sortNews = before === undefined || !sameSort(before.sort, values.sort)
    const groupNews = before?.groupBy !== values.groupBy
    const next = sortNews ? (sortFrom(values.sort) ?? sort) : sort
    const nextGroup = groupNews ? values.groupBy : groupBy
    if (!sameSort(next, sort) || nextGroup !== groupBy) {
      useView.setState({ sort: next, groupBy: nextGroup })
    }
  }
  const stops = [
    new QueryObserver(queryClient, settingsQuery).subscribe(({ data }) => take(data?.values)),
    useView.subscribe(({ sort, groupBy }) => {
      if (kept === undefined) return
      if (sameSort(sort, kept.sort) && groupBy === kept.groupBy) return
      kept = { ...kept, sort, groupBy }
      void changeSettings({ sort, groupBy })
    }),
  ]
  take(currentSettings())
  return () => {
    for (const stop of stops) stop()
  }
}
