import { useEffect } from 'react'
import type { PoolId } from '../../src-preload/contract/storage'
import { listen } from '../bridge/listen'
import { queryClient } from '../queries/query-client'
import { volumeUsersQuery } from '../queries/volumes'

/** How often sizes that are on the screen are asked for again, in ms: no event tells of them. */
const SIZES_EVERY = 8000
/** How long changes of machines are gathered before it is asked which volumes they use, in ms. */
const GATHER = 1000

/** Keeps what is shown of a pool's volumes true, as far as nothing tells when it changes. */
export const useFreshVolumes = (poolId: PoolId): void => {
  useEffect(() => {
    const sizes = window.setInterval(() => {
      if (!document.hidden)
        void queryClient.invalidateQueries({ queryKey: ['pool', poolId, 'volume'] })
    }, SIZES_EVERY)
    let gathering: number | undefined
    const stop = listen('machines.changed', () => {
      gathering ??= window.setTimeout(() => {
        gathering = undefined
        void queryClient.invalidateQueries({ queryKey: volumeUsersQuery(poolId).queryKey })
      }, GATHER)
    })
    return () => {
      stop()
      window.clearInterval(sizes)
      window.clearTimeout(gathering)
    }
  }, [poolId])
}
