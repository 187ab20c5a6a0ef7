import { useSyncExternalStore } from 'react'

/** From here on the details have room beside the list. */
const wide = window.matchMedia('(min-width: 1560px)')

const subscribe = (listener: () => void): (() => void) => {
  wide.addEventListener('change', listener)
  return () => wide.removeEventListener('change', listener)
}

export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => wide.matches)
