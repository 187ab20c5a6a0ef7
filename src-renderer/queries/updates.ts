import { queryOptions, useQuery } from '@tanstack/react-query'
import type { UpdateStatus } from '../../src-preload/contract/updates'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { listen } from '../bridge/listen'
import { raiseFailure } from '../state/problems'
import { queryClient } from './query-client'

export const updatesQuery = queryOptions({
  queryKey: ['updates'],
  queryFn: () => call('updates.status'),
})

/** Keeps what is known of newer versions true; the returned function stops it. */
export const followUpdates = (): (() => void) => {
  void queryClient.prefetchQuery(updatesQuery)
  return listen('updates.changed', (status) =>
    queryClient.setQueryData(updatesQuery.queryKey, status),
  )
}

/** What is known of newer versions; undefined for the moment before the first answer. */
export const useUpdates = (): UpdateStatus | undefined => useQuery(updatesQuery).data

/** The newer version that is out, where one is known. */
export const knownUpdate = (): string | null =>
  queryClient.getQueryData(updatesQuery.queryKey)?.newer ?? null

/** Shows the newer version's page in the desktop's browser. */
export const openUpdate = async (): Promise<void> => {
  try {
    await call('updates.open')
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}
