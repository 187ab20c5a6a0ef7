import { create } from 'zustand'
import type { HostId } from '../../src-preload/contract/host'

/** The host that has the focus in the tree of hosts; null where the focus is elsewhere. */
export const useHostCursor = create<{ readonly hostId: HostId | null }>()(() => ({ hostId: null }))

export const setHostCursor = (hostId: HostId | null): void => useHostCursor.setState({ hostId })
