import { remote, type Connection, type NetworkRef } from '../libvirt'
import { AffectFlags } from '../libvirt/procedures/flags'

/** virNetworkUpdateCommand and virNetworkUpdateSection, as far as they are used. */
const Command = { delete: 2, addLast: 3 } as const
export const NetworkSection = { dhcpHost: 4, dhcpRange: 5, dnsHost: 10 } as const

interface SectionChange {
  /** Which `<ip>` it is in; −1 leaves that to the host. */
  readonly parentIndex: number
  /** XML of what goes, and of what comes. */
  readonly remove?: string
  readonly add?: string
}

/** Now where it runs, and for its next start where it is defined. */
const affected = async (connection: Connection, net: NetworkRef): Promise<number> => {
  const [{ active }, { persistent }] = await Promise.all([
    connection.call(remote.networkIsActive, { net }),
    connection.call(remote.networkIsPersistent, { net }),
  ])
  return (active ? AffectFlags.live : 0) | (persistent ? AffectFlags.config : 0)
}

/**
 * Removes from, adds to, or replaces in a list of a network. What was removed is put back when
 * what was to come in its place is refused.
 */
export const changeSection = async (
  connection: Connection,
  net: NetworkRef,
  section: number,
  { parentIndex, remove, add }: SectionChange,
): Promise<void> => {
  const flags = await affected(connection, net)
  const update = (command: number, xml: string): Promise<unknown> => {
    // Daemons before libvirt 7.2 take the two the wrong way round.
    const [first, second] = connection.facts.networkUpdateOrder
      ? [command, section]
      : [section, command]
    return connection.call(remote.networkUpdate, {
      net,
      command: first,
      section: second,
      parentIndex,
      xml,
      flags,
    })
  }
  if (remove !== undefined) await update(Command.delete, remove)
  if (add === undefined) return
  try {
    await update(Command.addLast, add)
  } catch (error) {
    if (remove !== undefined) await update(Command.addLast, remove)
    throw error
  }
}
