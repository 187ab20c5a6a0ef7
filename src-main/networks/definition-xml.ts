import { ErrorCode, LibvirtError, remote, type Connection, type NetworkRef } from '../libvirt'
import { NetworkXmlFlags } from '../libvirt/procedures/flags'

/** What a network is from its next start; hosts that know no difference tell what it is. */
export const definitionXml = async (connection: Connection, net: NetworkRef): Promise<string> => {
  const ask = async (flags: number): Promise<string> =>
    (await connection.call(remote.networkGetXmlDesc, { net, flags })).xml
  try {
    return await ask(NetworkXmlFlags.inactive)
  } catch (error) {
    // Drivers that keep no second definition refuse the flag.
    if (error instanceof LibvirtError && error.code === ErrorCode.invalidArgument) return ask(0)
    throw error
  }
}
