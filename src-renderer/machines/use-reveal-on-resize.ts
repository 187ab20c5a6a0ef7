import { useLayoutEffect, useRef, type RefObject } from 'react'
import { isRowVisible, revealRow } from './reveal-row'

/** Keeps the row of the cursor on the screen when the list becomes lower, as by an alert above it. */
export const useRevealOnResize = (
  scroller: RefObject<HTMLElement | null>,
  activeRow: number,
  height: number,
  rowHeight: number,
): void => {
  const heightBefore = useRef(height)
  useLayoutEffect(() => {
    const element = scroller.current
    const before = heightBefore.current
    heightBefore.current = height
    if (element === null || activeRow < 0 || height >= before) return
    const place = { offset: element.scrollTop, height: before, rowHeight }
    if (isRowVisible(place, activeRow)) revealRow(element, activeRow, rowHeight)
    // Only another height is a reason to scroll; where the cursor goes by itself is seen to elsewhere.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [height])
}
