import type { Machine } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { queryClient } from './query-client'

// Not below `['machine', id]`: news of the machine must not read the metadata anew each time.
export const metadataQuery = (machine: Machine) => ({
  queryKey: ['metadata', machine.id, machine.tags?.join('\n') ?? null, machine.colour ?? null],
  queryFn: () => call('machines.metadata', { id: machine.id }),
  staleTime: 0,
})

/** What was noted of a machine is no longer what was read. */
export const forgetMetadata = (machine: Machine): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['metadata', machine.id] })
