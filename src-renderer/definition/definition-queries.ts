import { queryOptions } from '@tanstack/react-query'
import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'

/** Read anew each time, and forgotten behind: passwords are in it. */
const fresh = { staleTime: 0, gcTime: 0 } as const

// Not below `['machine', id]`: news of the machine must not change a text under somebody's hands.
export const editableQuery = (id: MachineId) =>
  queryOptions({
    ...fresh,
    queryKey: ['definition', id, 'editable'],
    queryFn: () => call('machines.editableXml', { id }),
  })

export const pendingQuery = (id: MachineId) =>
  queryOptions({
    ...fresh,
    queryKey: ['definition', id, 'pending'],
    queryFn: () => call('machines.pendingXml', { id }),
  })

export const historyQuery = (id: MachineId) =>
  queryOptions({
    ...fresh,
    queryKey: ['definition', id, 'history'],
    queryFn: () => call('machines.xmlHistory', { id }),
  })

export const pastQuery = (id: MachineId, past: string) =>
  queryOptions({
    ...fresh,
    queryKey: ['definition', id, 'past', past],
    queryFn: () => call('machines.pastXml', { id, past }),
  })
