import { queryOptions } from '@tanstack/react-query'
import type { Machine } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'

/** How a machine was launched; asked anew when its state is another one. */
export const launchQuery = ({ id, state }: Machine) =>
  queryOptions({
    queryKey: ['launch', id, state],
    queryFn: () => call('machines.launchSecurity', { id }),
    staleTime: 0,
  })
