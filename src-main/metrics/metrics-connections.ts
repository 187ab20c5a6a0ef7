import type { HostId } from '../../src-preload/contract/host'
import type { HostRegistry } from '../hosts/host-registry'
import type { Connection } from '../libvirt'
import type { MetricsSource } from './sampler'

/**
 * Keeps one further connection per host for figures. The test driver gets none: there every
 * connection is a world of its own, so its figures come over the one that lists it.
 */
export const metricsConnections = (hosts: HostRegistry): MetricsSource => {
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
