import { create } from 'zustand'
import type { HostId } from '../../src-preload/contract/host'
import type { NetworkId } from '../../src-preload/contract/network'
import type { PoolId } from '../../src-preload/contract/storage'

/** What the pages of storage and networks have under their cursors; kept while others are shown. */
interface ResourceCursor {
  /** The chosen pool of each host. */
  readonly pools: Readonly<Record<HostId, PoolId>>
  /** The chosen volume of each pool, by name. */
  readonly volumes: Readonly<Record<PoolId, string>>
  readonly networks: Readonly<Record<HostId, NetworkId>>
}

export const useResourceCursor = create<ResourceCursor>()(() => ({
  pools: {},
  volumes: {},
  networks: {},
}))

/** The host that a pool or network is of. */
const hostOf = (id: string): HostId => id.slice(0, id.lastIndexOf('/'))

export const choosePool = (id: PoolId): void =>
  useResourceCursor.setState(({ pools }) => ({ pools: { ...pools, [hostOf(id)]: id } }))

export const chooseVolume = (poolId: PoolId, name: string): void =>
  useResourceCursor.setState(({ volumes }) => ({ volumes: { ...volumes, [poolId]: name } }))

export const chooseNetwork = (id: NetworkId): void =>
  useResourceCursor.setState(({ networks }) => ({ networks: { ...networks, [hostOf(id)]: id } }))
