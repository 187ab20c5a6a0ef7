import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CallInput } from '../../src-preload/contract'
import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'

export type MigrationRequest = CallInput<'migration.start'>

/** How often the way of a migration that is looked at is read, in ms. */
const LOOK_MS = 500

/** What moving it so would do. Hosts change meanwhile, so it is never kept. */
export const migrationPlanQuery = (request: MigrationRequest | null) =>
  queryOptions({
    queryKey: ['migration-plan', request],
    queryFn: () => (request === null ? null : call('migration.plan', request)),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })

/** How far the machine's migration is. */
export const migrationProgressQuery = (id: MachineId) =>
  queryOptions({
    queryKey: ['migration-progress', id],
    queryFn: () => call('migration.progress', { id }),
    refetchInterval: LOOK_MS,
    staleTime: 0,
    gcTime: 0,
  })
