import { t } from '../../src-preload/language/t'
import { listActive } from '../hosts/list-active'
import { remote, type Connection } from '../libvirt'
import { ListStoragePoolsFlags } from '../libvirt/procedures/flags'
import { checkPath } from '../machines/provisioning/path-access'
import { parseXml } from '../xml/parse-xml'
import { textOf } from '../xml/select-elements'
import {
  asAdministrator,
  asPerson,
  good,
  isHere,
  isSystem,
  warning,
  type Check,
  type Observation,
} from './patient'

/** Looked at, at most: a host with more has them from a program, which knows where it puts them. */
const MOST = 100

/** The user that Debian's libvirt runs machines as. */
const HYPERVISOR = 'libvirt-qemu'

const poolsOf = async (connection: Connection) => {
  const pools = await listActive(async (flags) => {
    const asked = { needResults: true, flags }
    return (await connection.call(remote.connectListAllStoragePools, asked)).pools
  }, ListStoragePoolsFlags.active)
  return pools.slice(0, MOST)
}

/** Whether pools run, and whether the hypervisor's user gets to their folders. */
export const checkPools: Check = async (patient) => {
  const { connection, uri } = patient
  if (!connection || uri.driver !== 'qemu') return []
  const pools = await poolsOf(connection)

  const look = async ({ ref: pool, active }: (typeof pools)[number]): Promise<Observation> => {
    const id = `pool:${pool.name}`
    if (!active) {
      const start = asPerson(['virsh', '-c', uri.text, 'pool-start', '--pool', pool.name])
      return warning(id, t('The storage pool {pool} is not active.', { pool: pool.name }), start)
    }
    const { xml } = await connection.call(remote.storagePoolGetXmlDesc, { pool, flags: 0 })
    const folder = textOf(parseXml(xml), 'target/path')
    if (folder === undefined || !isHere(patient) || !isSystem(patient)) {
      return good(id, t('The storage pool {pool} is active.', { pool: pool.name }))
    }
    const reach = await checkPath(`${folder}/.`, { uid: null, ownsFiles: true })
    if (reach.state === 'passed') {
      return good(
        id,
        t('The storage pool {pool} is active, and machines reach {folder}.', {
          pool: pool.name,
          folder,
        }),
      )
    }
    const open = asAdministrator(['setfacl', '-m', `u:${HYPERVISOR}:x`, folder])
    return warning(
      id,
      t('Machines may not reach the pool {pool}: {why}.', { pool: pool.name, why: reach.text }),
      open,
    )
  }
  return Promise.all(pools.map(look))
}
