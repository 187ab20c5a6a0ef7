import { t } from '../../src-preload/language/t'
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
          t('The network {network} is not active, so machines on it do not start.', {
            network: DEFAULT,
          }),
          virsh('net-start', DEFAULT),
        ),
      ]
    }
    if (!autostart) {
      return [
        warning(
          ID,
          t('The network {network} does not start with the host.', { network: DEFAULT }),
          virsh('net-autostart', DEFAULT),
        ),
      ]
    }
    return [
      good(
        ID,
        t('The network {network} is active and starts with the host.', { network: DEFAULT }),
      ),
    ]
  } catch (error) {
    if (isNotFound(error)) {
      return [
        warning(
          ID,
          t('There is no network {network}; new machines need another, or user networking.', {
            network: DEFAULT,
          }),
        ),
      ]
    }
    if (isUnsupported(error)) return []
    throw error
  }
}
