import { queryOptions } from '@tanstack/react-query'
import type { NewMachine } from '../../src-preload/contract/provisioning'
import { call } from '../bridge/call'

export const defaultsQuery = queryOptions({
  queryKey: ['provisioning', 'defaults'],
  queryFn: () => call('provisioning.defaults'),
})

export const presetsQuery = queryOptions({
  queryKey: ['provisioning', 'os-presets'],
  queryFn: () => call('provisioning.osPresets'),
  staleTime: Infinity,
})

/** Kept no longer than it is shown: there may be a password in the request. */
export const planQuery = (request: NewMachine | null) =>
  queryOptions({
    queryKey: ['provisioning', 'plan', request],
    queryFn: () => (request === null ? null : call('provisioning.plan', request)),
    staleTime: 0,
    gcTime: 0,
    enabled: request !== null,
  })
