import { create } from 'zustand'
import type { HostId } from '../../src-preload/contract/host'
import type { SettingValues } from '../../src-preload/contract/settings'
import type { Column, ColumnId } from '../machines/columns'
import { showMachines } from './page'

export interface Sort {
  readonly column: ColumnId
  readonly descending: boolean
}

export type Grouping = SettingValues['groupBy']

/** Which machines the person looks at, and in which order. */
export interface View {
  readonly filter: string
  /** Only this host's machines; null for all. */
  readonly hostId: HostId | null
  readonly sort: Sort
  /** What the rows stand together by. */
  readonly groupBy: Grouping
}

export const useView = create<View>()(() => ({
  filter: '',
  hostId: null,
  sort: { column: 'name', descending: false },
  groupBy: 'none',
}))

export const setFilter = (filter: string): void => useView.setState({ filter })

export const setGrouping = (groupBy: Grouping): void => useView.setState({ groupBy })

/** Shows the machines, those of one host only unless it is null. */
export const showHost = (hostId: HostId | null): void => {
  useView.setState({ hostId })
  showMachines()
}

/**
 * Sorts by a column; by the column that it already is, the other way round. What is measured begins
 * with the most, because that is what people look for.
 */
export const sortBy = ({ id, measured }: Column): void =>
  useView.setState(({ sort }) => ({
    sort: {
      column: id,
      descending: sort.column === id ? !sort.descending : measured === 'load',
    },
  }))
