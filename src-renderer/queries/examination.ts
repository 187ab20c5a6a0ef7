import { queryOptions } from '@tanstack/react-query'
import type { Host } from '../../src-preload/contract/host'
import { call } from '../bridge/call'

/** What the doctor finds of a host; looked at anew with each of its connections. */
export const examinationQuery = ({ id, state, since }: Host) =>
  queryOptions({
    queryKey: ['host', id, 'examination', state, since],
    queryFn: () => call('doctor.examine', { hostId: id }),
  })
