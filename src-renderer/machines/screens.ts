import { useCallback, useSyncExternalStore } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'

/** Machines whose last picture is kept: more than any screen shows, each of some kilobytes. */
const KEPT = 200

/** `data:` URLs; those taken last come last. */
const pictures = new Map<MachineId, string>()
const listeners = new Map<MachineId, Set<() => void>>()

const tell = (id: MachineId): void => {
  for (const listener of listeners.get(id) ?? []) listener()
}

/** Keeps a machine's picture in the place of the one before. */
export const keepScreen = (id: MachineId, url: string): void => {
  pictures.delete(id)
  pictures.set(id, url)
  for (const oldest of pictures.keys()) {
    if (pictures.size <= KEPT) break
    pictures.delete(oldest)
  }
  tell(id)
}

/** A machine that gave no picture has none. */
export const forgetScreen = (id: MachineId): void => {
  if (pictures.delete(id)) tell(id)
}

/** The last picture of a machine's screen. */
export const useScreen = (id: MachineId): string | undefined => {
  const subscribe = useCallback(
    (listener: () => void) => {
      const ofMachine = listeners.get(id) ?? new Set()
      listeners.set(id, ofMachine.add(listener))
      return () => {
        ofMachine.delete(listener)
        if (ofMachine.size === 0) listeners.delete(id)
      }
    },
    [id],
  )
  return useSyncExternalStore(subscribe, () => pictures.get(id))
}
