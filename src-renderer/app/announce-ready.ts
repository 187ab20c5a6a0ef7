import { call } from '../bridge/call'
import { currentRows, onRowsChange } from '../machines/rows'
import { hostsQuery } from '../queries/hosts'
import { currentFleet } from '../queries/machines'
import { queryClient } from '../queries/query-client'

/** How long an empty list waits for its first row, in ms: rows and hosts are told apart. */
const PATIENCE = 500

/** Runs after the browser has painted what is now in the document. */
const afterPaint = (then: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(then))
}

/** Tells the main process once that the list can be used: no host is connecting any more. */
export const announceReady = (): void => {
  let told = false
  let patience: number | undefined
  const tell = (): void => {
    if (told) return
    told = true
    stopRows()
    stopHosts()
    afterPaint(() => void call('app.ready', { machines: currentRows().count }))
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
