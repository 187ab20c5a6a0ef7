import type { HostTrial } from '../../src-preload/contract/host'
import { connect, remote } from '../libvirt'
import { readVersion, type AccessTo } from './host-connection'

/** How long a URI may take to show that it works, people's answers to its questions included: ms. */
const TRIAL_MS = 120_000

/** Connects, lists, and closes again. Throws what stood in the way. */
export const tryHost = async (uri: string, access: AccessTo): Promise<HostTrial> => {
  const address = { id: uri, name: uri, uri, autoconnect: false }
  const start = performance.now()
  const connection = await connect(uri, {
    signal: AbortSignal.timeout(TRIAL_MS),
    ...access(address, () => {}),
  })
  try {
    const [{ type }, { hostname }, { libVer }, { ret }] = await Promise.all([
      connection.call(remote.connectGetType, {}),
      connection.call(remote.connectGetHostname, {}),
      connection.call(remote.connectGetLibVersion, {}),
      connection.call(remote.connectListAllDomains, { needResults: false, flags: 0 }),
    ])
    return {
      hostname,
      driver: type,
      libvirtVersion: readVersion(libVer),
      machines: ret,
      milliseconds: Math.round(performance.now() - start),
    }
  } finally {
    await connection.close()
  }
}
