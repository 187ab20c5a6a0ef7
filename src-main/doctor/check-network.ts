import { isNotFound, isUnsupported, remote } from '../libvirt'
import { asPerson, good, warning, type Check } from './patient'

const ID = 'network'
const DEFAULT = 'default'

/** Whether the network that most machines ask for is there, runs, and comes back with the host. */
export const checkNetwork: Check = async ({ connection, uri }) => {
  if (!connection || uri.driver !== 'qemu') return []
  const virsh = (...words: readonly string[]) => asPerson(['virsh', '-c', uri.text, ...words])
  try {
    const { net } = await connection.call(remote.networkLookupByName, { name: DEFAULT })
    const [{ active }, { autostart }] = await Promise.all([
      connection.call(remote.networkIsActive, { net }),
      connection.call(remote.networkGetAutostart, { net }),
    ])
    if (!active) {
      return [
        warning(
          ID,
          `The network ${DEFAULT} is not active, so machines on it do not start.`,
          virsh('net-start', DEFAULT),
        ),
      ]
    }
    if (!autostart) {
      return [
        warning(
          ID,
          `The network ${DEFAULT} does not start with the host.`,
          virsh('net-autostart', DEFAULT),
        ),
      ]
    }
    return [good(ID, `The network ${DEFAULT} is active and starts with the host.`)]
  } catch (error) {
    if (isNotFound(error)) {
      return [
        warning(
          ID,
          `There is no network ${DEFAULT}; new machines need another, or user networking.`,
        ),
      ]
    }
    if (isUnsupported(error)) return []
    throw error
  }
}
