import { queryOptions } from '@tanstack/react-query'
import { call } from '../bridge/call'

/** What the window must know of the program itself; it never changes. */
export const appInfoQuery = queryOptions({
  queryKey: ['app', 'info'],
  queryFn: () => call('app.info'),
})
