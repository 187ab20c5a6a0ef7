import { useCallback, useSyncExternalStore } from 'react'
import type { HostId, HostLoad } from '../../src-preload/contract/host'
import { listen } from '../bridge/listen'

/** Samples kept of a host: ten minutes at one every five seconds. */
export const LOADS_KEPT = 120

const none: readonly HostLoad[] = []

/** Newest last. */
const histories = new Map<HostId, readonly HostLoad[]>()
const listeners = new Set<() => void>()

/** Takes in what is measured of hosts; the returned function stops it. */
export const followHostLoads = (): (() => void) =>
  listen('hosts.measured', (loads) => {
    for (const load of loads) {
      const before = histories.get(load.hostId) ?? none
      histories.set(load.hostId, [...before, load].slice(-LOADS_KEPT))
    }
    for (const listener of listeners) listener()
  })

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** What was measured of a host while this window showed it, newest last. */
export const useHostLoads = (id: HostId): readonly HostLoad[] =>
  useSyncExternalStore(
    subscribe,
    useCallback(() => histories.get(id) ?? none, [id]),
  )
