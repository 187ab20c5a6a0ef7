import { create } from 'zustand'
import type { HostId } from '../../src-preload/contract/host'
import type { ColumnId } from '../machines/columns'
import { showMachines } from './page'

export interface Sort {
  readonly column: ColumnId
  readonly descending: boolean
}

/** Which machines the person looks at, and in which order. */
export interface View {
  readonly filter: string
  /** Only this host's machines; null for all. */
  readonly hostId: HostId | null
  readonly sort: Sort
}

export const useView = create<View>()(() => ({
  filter: '',
  hostId: null,
  sort: { column: 'name', descending: false },
}))

export const setFilter = (filter: string): void => useView.setState({ filter })

/** Shows the machines, those of one host only unless it is null. */
export const showHost = (hostId: HostId | null): void => {
  useView.setState({ hostId })
  showMachines()
}

/** Sorts by a column; by the column that it already is, the other way round. */
export const sortBy = (column: ColumnId): void =>
  useView.setState(({ sort }) => ({
    sort: { column, descending: sort.column === column && !sort.descending },
  }))
