import { queryOptions } from '@tanstack/react-query'
import type { HostId } from '../../src-preload/contract/host'
import type { Network, NetworkId } from '../../src-preload/contract/network'
import { call } from '../bridge/call'
import { listen } from '../bridge/listen'
import { queryClient } from './query-client'

/** How often what no event tells is asked for again while it is on the screen, in ms. */
const LOOK_EVERY = 4000

export const networksQuery = (hostId: HostId) =>
  queryOptions({
    queryKey: ['host', hostId, 'networks'],
    queryFn: () => call('networks.list', { hostId }),
    staleTime: 0,
  })

/** Its kept addresses, names and machines; libvirt tells nobody when these change. */
export const networkDetailsQuery = (id: NetworkId) =>
  queryOptions({
    queryKey: ['network', id, 'details'],
    queryFn: () => call('networks.details', { id }),
    staleTime: 0,
    refetchInterval: LOOK_EVERY,
  })

/** What it handed out; libvirt tells nobody of that either. */
export const leasesQuery = ({ id, active }: Network) =>
  queryOptions({
    queryKey: ['network', id, 'leases', active],
    queryFn: () => call('networks.leases', { id }),
    staleTime: 0,
    refetchInterval: active ? LOOK_EVERY : false,
  })

export const suggestionQuery = (hostId: HostId) =>
  queryOptions({
    queryKey: ['host', hostId, 'network-suggestion'],
    queryFn: () => call('networks.suggest', { hostId }),
    staleTime: 0,
    gcTime: 0,
  })

export const knownNetworks = (hostId: HostId): readonly Network[] =>
  queryClient.getQueryData(networksQuery(hostId).queryKey) ?? []

/** Asks again for all about one network. */
export const refreshNetwork = (id: NetworkId): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['network', id] })

/** Keeps the networks true; the returned function stops it. */
export const followNetworks = (): (() => void) =>
  listen('networks.changed', ({ hostId, networks }) => {
    // An answer that is still under way would be older than this notice.
    void queryClient.cancelQueries({ queryKey: networksQuery(hostId).queryKey })
    queryClient.setQueryData(networksQuery(hostId).queryKey, networks)
    void queryClient.invalidateQueries({ queryKey: ['network'] })
  })
