import { queryOptions } from '@tanstack/react-query'
import type { PoolId, VolumeName } from '../../src-preload/contract/storage'
import { call } from '../bridge/call'
import { listen } from '../bridge/listen'
import { naturalKey } from '../machines/natural-key'
import { queryClient } from './query-client'
import { readVolume } from './volume-batches'

/** How often names are asked for again while they are on the screen, in ms. */
const LOOK_EVERY = 2000

const byName = (names: readonly VolumeName[]): readonly VolumeName[] => {
  const keys = new Map(names.map(({ name }) => [name, naturalKey(name)]))
  const keyOf = ({ name }: VolumeName): string => keys.get(name) ?? name
  return names.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

/** The names of a running pool's volumes, sorted. Libvirt tells nobody when others make some. */
export const volumeNamesQuery = (poolId: PoolId) =>
  queryOptions({
    queryKey: ['pool', poolId, 'names'],
    queryFn: () => call('volumes.list', { poolId }),
    select: byName,
    staleTime: 0,
    refetchInterval: LOOK_EVERY,
  })

/** One volume in full, or null where it is gone; rows that ask at once are answered at once. */
export const volumeQuery = (poolId: PoolId, name: string) =>
  queryOptions({
    queryKey: ['pool', poolId, 'volume', name],
    queryFn: ({ signal }) => readVolume(poolId, name, signal),
  })

/** Which machines use the pool's volumes. */
export const volumeUsersQuery = (poolId: PoolId) =>
  queryOptions({
    queryKey: ['pool', poolId, 'users'],
    queryFn: () => call('volumes.users', { poolId }),
    staleTime: 0,
  })

export const volumeChainQuery = (poolId: PoolId, name: string) =>
  queryOptions({
    queryKey: ['pool', poolId, 'chain', name],
    queryFn: () => call('volumes.chain', { poolId, name }),
    staleTime: 0,
  })

/** Asks again for what is shown of a pool's volumes, and for the rest once it is shown. */
export const refreshVolumes = (poolId: PoolId): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['pool', poolId] })

/** Keeps the volumes true; the returned function stops it. */
export const followVolumes = (): (() => void) =>
  listen('volumes.changed', ({ poolId }) => void refreshVolumes(poolId))
