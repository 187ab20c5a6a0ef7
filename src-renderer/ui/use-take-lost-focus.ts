import { useEffect, type RefObject } from 'react'

/** Takes the focus where what had it has just gone, so that keys go on meaning the same place. */
export const useTakeLostFocus = (element: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    if (document.activeElement === document.body) element.current?.focus()
  }, [element])
}
