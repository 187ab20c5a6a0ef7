/** Height of the header, which covers the top of the list's scrolling area, in CSS pixels. */
export const HEADER_HEIGHT = 28

/** Scrolls as little as shows the whole row. */
export const revealRow = (scroller: HTMLElement, row: number, rowHeight: number): void => {
  const top = row * rowHeight
  const least = top + rowHeight - (scroller.clientHeight - HEADER_HEIGHT)
  if (scroller.scrollTop > top) scroller.scrollTop = top
  else if (scroller.scrollTop < least) scroller.scrollTop = least
}

export const isRowVisible = (scroller: HTMLElement, row: number, rowHeight: number): boolean => {
  const top = row * rowHeight - scroller.scrollTop
  return top > -rowHeight && top < scroller.clientHeight - HEADER_HEIGHT
}
