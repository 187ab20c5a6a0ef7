import { useCallback, useSyncExternalStore } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import { KeyedListeners } from '../state/keyed-listeners'

/** Machines whose last picture is kept: more than any screen shows, each of some kilobytes. */
const KEPT = 200

/** `data:` URLs; those taken last come last. */
const pictures = new Map<MachineId, string>()
const listeners = new KeyedListeners<MachineId>()

/** Keeps a machine's picture in the place of the one before. */
export const keepScreen = (id: MachineId, url: string): void => {
  pictures.delete(id)
  pictures.set(id, url)
  for (const oldest of pictures.keys()) {
    if (pictures.size <= KEPT) break
    pictures.delete(oldest)
  }
  listeners.tell(id)
}

/** A machine that gave no picture has none. */
export const forgetScreen = (id: MachineId): void => {
  if (pictures.delete(id)) listeners.tell(id)
}

/** The last picture of a machine's screen. */
export const useScreen = (id: MachineId): string | undefined => {
  const subscribe = useCallback((listener: () => void) => listeners.add(id, listener), [id])
  return useSyncExternalStore(subscribe, () => pictures.get(id))
}
