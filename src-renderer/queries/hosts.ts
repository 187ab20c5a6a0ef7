import { queryOptions } from '@tanstack/react-query'
import type { Host } from '../../src-preload/contract/host'
import { call } from '../bridge/call'
import { listen } from '../bridge/listen'
import { queryClient } from './query-client'

export const hostsQuery = queryOptions({
  queryKey: ['hosts'],
  queryFn: () => call('hosts.list'),
})

/** Keeps the hosts true; the returned function stops it. */
export const followHosts = (): (() => void) =>
  listen('hosts.changed', (hosts) => {
    // An answer that is still under way would be older than this notice.
    void queryClient.cancelQueries({ queryKey: hostsQuery.queryKey })
    queryClient.setQueryData(hostsQuery.queryKey, hosts)
  })

export const knownHosts = (): readonly Host[] => queryClient.getQueryData(hostsQuery.queryKey) ?? []
