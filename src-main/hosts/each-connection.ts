import type { HostId } from '../../src-preload/contract/host'
import type { Connection } from '../libvirt'
import type { HostRegistry } from './host-registry'

/** Tells of each connection to a host once, when the host is connected. */
export const eachConnection = (
  hosts: HostRegistry,
  listener: (hostId: HostId, connection: Connection) => void,
): void => {
  const told = new WeakSet<Connection>()
  hosts.onDidChange((all) => {
    for (const { id, state } of all) {
      if (state !== 'connected') continue
      const { connection } = hosts.get(id)
      if (told.has(connection)) continue
      told.add(connection)
      listener(id, connection)
    }
  })
}
