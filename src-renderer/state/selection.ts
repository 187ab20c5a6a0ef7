import { create } from 'zustand'
import { noSelection, type Selection } from './selection-model'

/** Which machine has the cursor, and which are selected. */
export const useSelection = create<Selection>()(() => noSelection)

export const changeSelection = (change: (selection: Selection) => Selection): void =>
  useSelection.setState(change)
