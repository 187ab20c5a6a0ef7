import { call } from '../bridge/call'
import { currentRows, onRowsChange } from '../machines/rows'
import { hostsQuery } from '../queries/hosts'
import { currentFleet } from '../queries/machines'
import { queryClient } from '../queries/query-client'
import { preloadOverlays } from './overlays'

/** How long an empty list waits for its first row, in ms: rows and hosts are told apart. */
const PATIENCE = 500

/** Runs when the browser has drawn what is now in the document: after the frame's own work. */
const afterPaint = (then: () => void): void => {
  requestAnimationFrame(() => setTimeout(then))
}

/**
 * Tells the main process once that the list can be used: no host is connecting any more. What else
 * there is is fetched after that.
 */
export const announceReady = (): void => {
  let told = false
  let patience: number | undefined
  const tell = (): void => {
    if (told) return
    told = true
    stopRows()
    stopHosts()
    afterPaint(() => {
      void call('app.ready', { machines: currentRows().count })
      preloadOverlays()
    })
  }
  const look = (): void => {
    const hosts = queryClient.getQueryData(hostsQuery.queryKey)
    const loaded = hosts !== undefined && currentFleet().version >= 0
    if (!loaded || hosts.some((host) => host.state === 'connecting')) return
    if (currentRows().count > 0) tell()
    else patience ??= window.setTimeout(tell, PATIENCE)
  }
  const stopRows = onRowsChange(look)
  const stopHosts = queryClient.getQueryCache().subscribe(look)
  look()
}
