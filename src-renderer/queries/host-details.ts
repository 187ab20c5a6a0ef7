import { queryOptions } from '@tanstack/react-query'
import type { Host } from '../../src-preload/contract/host'
import { call } from '../bridge/call'

/** What a host's page shows; asked for anew with each of its connections. */
export const hostDetailsQuery = ({ id, state, since }: Host) =>
  queryOptions({
    queryKey: ['host', id, 'details', since],
    queryFn: () => call('hosts.details', { hostId: id }),
    enabled: state === 'connected',
  })
