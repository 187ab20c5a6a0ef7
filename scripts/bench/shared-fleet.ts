import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import { connect, remote, type Connection, type DomainRef } from '../../src-main/libvirt'
import { testMachine } from './fleet'
import { withDaemon } from './with-daemon'

/** A fleet that all connections to its URI see alike, as a real host's is. */
export interface SharedFleet {
  readonly uri: string
  /** Keeps the fleet alive: the test driver forgets it with its last connection. */
  readonly connection: Connection
  readonly domains: readonly DomainRef[]
}

/**
 * Defines and starts machines on the test driver's default host, until there are `size` with the
 * one that it comes with; numbered from `firstNumber` on. Opening it takes the daemon no time: nothing of a start hides behind it.
 */
export const openSharedFleet = async (
  daemon: PrivateDaemon,
  size: number,
  firstNumber = 0,
): Promise<SharedFleet> => {
  const uri = daemon.uri('test', '/default')
  const connection = await connect(uri)
  const domains = await Promise.all(
    Array.from({ length: size - 1 }, async (_, number) => {
      const options = { deadlineMs: Infinity }
      const xml = testMachine(firstNumber + number)
      const { dom } = await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 }, options)
      await connection.call(remote.domainCreateWithFlags, { dom, flags: 0 }, options)
      return dom
    }),
  )
  return { uri, connection, domains }
}

/** Runs something with several hosts, each a daemon with a shared fleet of its own. */
export const withHosts = async <T>(
  hosts: number,
  machinesEach: number,
  use: (fleets: readonly SharedFleet[]) => Promise<T>,
): Promise<T> => {
  const open = async (fleets: readonly SharedFleet[]): Promise<T> => {
    if (fleets.length === hosts) return await use(fleets)
    return await withDaemon(async (daemon) => {
      const fleet = await openSharedFleet(daemon, machinesEach, fleets.length * machinesEach)
      try {
        return await open([...fleets, fleet])
      } finally {
        await fleet.connection.close()
      }
    })
  }
  return await open([])
}
