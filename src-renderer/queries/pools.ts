import { queryOptions } from '@tanstack/react-query'
import type { HostId } from '../../src-preload/contract/host'
import type { Pool } from '../../src-preload/contract/storage'
import { call } from '../bridge/call'
import { listen } from '../bridge/listen'
import { queryClient } from './query-client'

export const poolsQuery = (hostId: HostId) =>
  queryOptions({
    queryKey: ['host', hostId, 'pools'],
    queryFn: () => call('pools.list', { hostId }),
    staleTime: 0,
  })

export const poolTypesQuery = (hostId: HostId) =>
  queryOptions({
    queryKey: ['host', hostId, 'pool-types'],
    queryFn: () => call('pools.types', { hostId }),
  })

export const knownPools = (hostId: HostId): readonly Pool[] =>
  queryClient.getQueryData(poolsQuery(hostId).queryKey) ?? []

/** Keeps the pools true; the returned function stops it. */
export const followPools = (): (() => void) =>
  listen('pools.changed', ({ hostId, pools }) => {
    // An answer that is still under way would be older than this notice.
    void queryClient.cancelQueries({ queryKey: poolsQuery(hostId).queryKey })
    queryClient.setQueryData(poolsQuery(hostId).queryKey, pools)
  })
