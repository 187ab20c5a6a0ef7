import type { Host } from '../../src-preload/contract/host'
import type { ActionContext } from './action'

/** The host that is meant; else that of the first machine that is, or the first that is connected. */
export const likelyHost = ({ host, hosts, targets }: ActionContext): Host | undefined => {
  const [target] = targets
  return (
    host ??
    hosts.find(({ id }) => id === target?.hostId) ??
    hosts.find(({ state }) => state === 'connected')
  )
}
