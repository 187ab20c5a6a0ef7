import { t } from '../../src-preload/language/t'
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
  const runs = hypervisor
    ? t('libvirt {libvirt} with {type} {version}', {
        libvirt,
        type,
        version: readVersion(hypervisor.hvVer),
      })
    : `libvirt ${libvirt}`
  return [
    Number.parseInt(libvirt, 10) < OLDEST_LIBVIRT
      ? warning(
          ID,
          t('It runs {runs}; much here needs libvirt {oldest}.0 or newer.', {
            runs,
            oldest: OLDEST_LIBVIRT,
          }),
        )
      : good(ID, t('It runs {runs}.', { runs })),
  ]
}
