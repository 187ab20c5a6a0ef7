import { readVersion } from '../hosts/host-connection'
import { remote } from '../libvirt'
import { good, warning, type Check } from './patient'

const ID = 'versions'

/** From here on a host says by events and bulk calls what is otherwise asked machine by machine. */
const OLDEST_LIBVIRT = 6

/** What runs there, and whether it is too old for us. */
export const checkVersions: Check = async ({ connection }) => {
  if (!connection) return []
  const [{ libVer }, { type }, hypervisor] = await Promise.all([
    connection.call(remote.connectGetLibVersion, {}),
    connection.call(remote.connectGetType, {}),
    connection.call(remote.connectGetVersion, {}).catch(() => undefined),
  ])
  const libvirt = readVersion(libVer)
  const runs = `libvirt ${libvirt}${hypervisor ? ` with ${type} ${readVersion(hypervisor.hvVer)}` : ''}`
  return [
    Number.parseInt(libvirt, 10) < OLDEST_LIBVIRT
      ? warning(ID, `It runs ${runs}; much here needs libvirt ${OLDEST_LIBVIRT}.0 or newer.`)
      : good(ID, `It runs ${runs}.`),
  ]
}
