import { create } from 'zustand'

/** Which rows are on the screen: from `first` up to and including `last`. */
export interface Viewport {
  readonly first: number
  readonly last: number
  /** How many whole rows fit. */
  readonly rowsPerPage: number
}

export const useViewport = create<Viewport>()(() => ({ first: 0, last: -1, rowsPerPage: 1 }))

export const setViewport = (viewport: Viewport): void => {
  const { first, last, rowsPerPage } = useViewport.getState()
  if (first !== viewport.first || last !== viewport.last || rowsPerPage !== viewport.rowsPerPage) {
    useViewport.setState(viewport)
  }
}
