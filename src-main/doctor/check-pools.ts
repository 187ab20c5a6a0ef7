import { isUnsupported, remote, type Connection } from '../libvirt'
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
  try {
    const all = { needResults: true, flags: 0 } as const
    const running = { needResults: true, flags: ListStoragePoolsFlags.active }
    const [{ pools }, active] = await Promise.all([
      connection.call(remote.connectListAllStoragePools, all),
      connection.call(remote.connectListAllStoragePools, running),
    ])
    return { pools: pools.slice(0, MOST), active: new Set(active.pools.map(({ name }) => name)) }
  } catch (error) {
    if (isUnsupported(error)) return { pools: [], active: new Set<string>() }
    throw error
  }
}

/** Whether pools run, and whether the hypervisor's user gets to their folders. */
export const checkPools: Check = async (patient) => {
  const { connection, uri } = patient
  if (!connection || uri.driver !== 'qemu') return []
  const { pools, active } = await poolsOf(connection)

  const look = async (pool: (typeof pools)[number]): Promise<Observation> => {
    const id = `pool:${pool.name}`
    if (!active.has(pool.name)) {
      const start = asPerson(['virsh', '-c', uri.text, 'pool-start', '--pool', pool.name])
      return warning(id, `The storage pool ${pool.name} is not active.`, start)
    }
    const { xml } = await connection.call(remote.storagePoolGetXmlDesc, { pool, flags: 0 })
    const folder = textOf(parseXml(xml), 'target/path')
    if (folder === undefined || !isHere(patient) || !isSystem(patient)) {
      return good(id, `The storage pool ${pool.name} is active.`)
    }
    const reach = await checkPath(`${folder}/.`, { uid: null, ownsFiles: true })
    if (reach.state === 'passed') {
      return good(id, `The storage pool ${pool.name} is active, and machines reach ${folder}.`)
    }
    const open = asAdministrator(['setfacl', '-m', `u:${HYPERVISOR}:x`, folder])
    return warning(id, `Machines may not reach the pool ${pool.name}: ${reach.text}.`, open)
  }
  return Promise.all(pools.map(look))
}
