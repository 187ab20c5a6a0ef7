import { queryOptions } from '@tanstack/react-query'
import type { MachinesDelta } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { listen } from '../bridge/listen'
import { applyDeltas, emptyFleet, fleetOf, type Fleet } from './fleet'
import { queryClient } from './query-client'

/** Deltas that came, but are not in the cache yet. */
let waiting: MachinesDelta[] = []
let snapshotUnderWay = false
let nextFlush: number | undefined

export const machinesQuery = queryOptions({
  queryKey: ['machines'],
  queryFn: async (): Promise<Fleet> => {
    snapshotUnderWay = true
    try {
      return fleetOf(await call('machines.snapshot'))
    } finally {
      snapshotUnderWay = false
      scheduleFlush()
    }
  },
  // A deep comparison of 10,000 machines a frame would cost more than everything else together.
  structuralSharing: false,
})

export const currentFleet = (): Fleet =>
  queryClient.getQueryData(machinesQuery.queryKey) ?? emptyFleet

/** Puts all deltas that came into the cache now. */
const flush = (): void => {
  nextFlush = undefined
  const fleet = queryClient.getQueryData(machinesQuery.queryKey)
  if (fleet === undefined || snapshotUnderWay || waiting.length === 0) return
  const next = applyDeltas(fleet, waiting)
  waiting = []
  if (next === null) void queryClient.invalidateQueries({ queryKey: machinesQuery.queryKey })
  else if (next !== fleet) queryClient.setQueryData(machinesQuery.queryKey, next)
}

/** One update a frame, however many deltas come; a hidden window has no frames. */
const scheduleFlush = (): void => {
  if (nextFlush !== undefined) return
  nextFlush = document.hidden ? window.setTimeout(flush, 200) : requestAnimationFrame(flush)
}

/** Keeps the machines true; the returned function stops it. */
export const followMachines = (): (() => void) => {
  const stop = listen('machines.changed', (delta) => {
    waiting.push(delta)
    scheduleFlush()
  })
  // The frame that was asked for does not come once the window is hidden.
  document.addEventListener('visibilitychange', flush)
  return () => {
    stop()
    document.removeEventListener('visibilitychange', flush)
  }
}
