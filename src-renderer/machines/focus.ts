/** The ids of what keys may put the focus on. */
export const GRID_ID = 'machines'
export const FILTER_ID = 'filter'

export const focusGrid = (): void => document.getElementById(GRID_ID)?.focus()

/** The filter of what is shown now; answers whether there is one. */
export const focusFilter = (): boolean => {
  const filter = document.getElementById(FILTER_ID)
  if (filter instanceof HTMLInputElement) {
    filter.focus()
    filter.select()
  }
  return filter !== null
}
