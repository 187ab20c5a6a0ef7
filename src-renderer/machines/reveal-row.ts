/** Height of the header, which covers the top of the list's scrolling area, in CSS pixels. */
export const HEADER_HEIGHT = 28

/** Scrolls as little as shows the whole row. */
export const revealRow = (scroller: HTMLElement, row: number, rowHeight: number): void => {
  const top = row * rowHeight
  const least = top + rowHeight - (scroller.clientHeight - HEADER_HEIGHT)
  if (scroller.scrollTop > top) scroller.scrollTop = top
  else if (scroller.scrollTop < least) scroller.scrollTop = least
}

/**
 * Where the list stands, in CSS pixels, as last heard of: asking the document itself would make it
 * lay everything out at once.
 */
export interface ScrollPlace {
  readonly offset: number
  /** Of the scrolling area, with the header. */
  readonly height: number
  readonly rowHeight: number
}

/** Whether the whole of a row is on the screen. */
export const isRowWhole = ({ offset, height, rowHeight }: ScrollPlace, row: number): boolean => {
  const top = row * rowHeight
  return top >= offset && top + rowHeight <= offset + height - HEADER_HEIGHT
}

export const isRowVisible = ({ offset, height, rowHeight }: ScrollPlace, row: number): boolean => {
  const top = row * rowHeight - offset
  return top > -rowHeight && top < height - HEADER_HEIGHT
}
