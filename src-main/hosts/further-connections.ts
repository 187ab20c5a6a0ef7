import type { HostId } from '../../src-preload/contract/host'
import type { Connection } from '../libvirt'
import type { HostRegistry } from './host-registry'

/** Gives a host's connection for one purpose; opens it where there is none yet. */
export interface FurtherConnections {
  readonly connection: (hostId: HostId) => Promise<Connection>
}

/**
 * Keeps one further connection per host for a purpose whose calls must hold up no others: figures,
 * questions to guests. The test driver gets none: there every connection is a world of its own, so
 * the one that lists it serves.
 */
export const furtherConnections = (hosts: HostRegistry): FurtherConnections => {
  const own = new Map<HostId, Promise<Connection>>()
  return {
    connection: (hostId) => {
      const host = hosts.get(hostId)
      const first = host.connection
      if (host.host.driver?.toUpperCase() === 'TEST') return Promise.resolve(first)
      const known = own.get(hostId)
      if (known) return known
      const opening = first.sibling()
      own.set(hostId, opening)
      const forget = (): void => {
        if (own.get(hostId) === opening) own.delete(hostId)
      }
      opening.then((connection) => connection.closed.then(forget), forget)
      // It lives no longer than the host's first connection.
      void first.closed.then(() => opening.then((connection) => connection.close()).catch(() => {}))
      return opening
    },
  }
}
