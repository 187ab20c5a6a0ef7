import { create } from 'zustand'
import type { ColumnId } from '../machines/columns'

/** The column that is meant by what is done to columns: the last one that was reached. */
export const useColumnCursor = create<{ readonly columnId: ColumnId }>()(() => ({
  columnId: 'name',
}))

export const setColumnCursor = (columnId: ColumnId): void => useColumnCursor.setState({ columnId })
