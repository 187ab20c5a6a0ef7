import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import { connect, remote, type Connection, type DomainRef } from '../../src-main/libvirt'
import { testMachine } from './fleet'

/** A fleet that all connections to its URI see alike, as a real host's is. */
export interface SharedFleet {
  readonly uri: string
  /** Keeps the fleet alive: the test driver forgets it with its last connection. */
  readonly connection: Connection
  readonly domains: readonly DomainRef[]
}

/**
 * Defines and starts machines on the test driver's default host, until there are `size` with the
 * one that it comes with. Opening it takes the daemon no time: nothing of a start hides behind it.
 */
export const openSharedFleet = async (
  daemon: PrivateDaemon,
  size: number,
): Promise<SharedFleet> => {
  const uri = daemon.uri('test', '/default')
  const connection = await connect(uri)
  const domains = await Promise.all(
    Array.from({ length: size - 1 }, async (_, number) => {
      const options = { deadlineMs: Infinity }
      const xml = testMachine(number)
      const { dom } = await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 }, options)
      await connection.call(remote.domainCreateWithFlags, { dom, flags: 0 }, options)
      return dom
    }),
  )
  return { uri, connection, domains }
}
