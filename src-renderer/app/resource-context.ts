import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Network } from '../../src-preload/contract/network'
import type { Pool } from '../../src-preload/contract/storage'
import { knownNetworks, networksQuery } from '../queries/networks'
import { knownPools, poolsQuery } from '../queries/pools'
import { pageHost, type Page } from '../state/page'
import { useResourceCursor } from '../state/resource-cursor'
import type { ActionContext } from './action'

type Resources = Pick<ActionContext, 'pool' | 'volume' | 'network'>

const none: Resources = {}

interface Known {
  readonly pools: readonly Pool[]
  readonly networks: readonly Network[]
}

/** What a page's cursors are on; the first of a list where none was chosen yet. */
const resourcesOf = (
  page: Page,
  { pools, networks }: Known,
  cursor: ReturnType<typeof useResourceCursor.getState>,
): Resources => {
  if (page.kind === 'storage') {
    const pool = pools.find(({ id }) => id === cursor.pools[page.hostId]) ?? pools[0]
    return { pool, volume: pool?.state === 'running' ? cursor.volumes[pool.id] : undefined }
  }
  if (page.kind === 'networks') {
    const chosen = cursor.networks[page.hostId]
    return { network: networks.find(({ id }) => id === chosen) ?? networks[0] }
  }
  return none
}

export const currentResources = (page: Page): Resources => {
  const hostId = pageHost(page) ?? ''
  const known = { pools: knownPools(hostId), networks: knownNetworks(hostId) }
  return resourcesOf(page, known, useResourceCursor.getState())
}

/** The same, as it is now and as it changes. Asks no host: the pages do. */
export const useResources = (page: Page): Resources => {
  const hostId = pageHost(page) ?? ''
  const pools = useQuery({ ...poolsQuery(hostId), enabled: false }).data
  const networks = useQuery({ ...networksQuery(hostId), enabled: false }).data
  const cursor = useResourceCursor()
  return useMemo(
    () => resourcesOf(page, { pools: pools ?? [], networks: networks ?? [] }, cursor),
    [page, pools, networks, cursor],
  )
}
