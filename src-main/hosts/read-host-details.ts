import type { Element } from 'slimdom'
import type { HostCell, HostDetails, HostId } from '../../src-preload/contract/host'
import { remote, type Connection } from '../libvirt'
import { ListNetworksFlags, ListStoragePoolsFlags } from '../libvirt/procedures/flags'
import { parseXml } from '../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../xml/select-elements'
import { readVersion } from './host-connection'
import { listActive } from './list-active'
import { readCpuTimes } from './node-figures'

const cellsOf = (capabilities: Element): HostCell[] => {
  const cells = find(capabilities, 'host/topology/cells')
  return (cells ? children(cells, 'cell') : []).map((cell) => ({
    id: Number(cell.getAttribute('id') ?? 0),
    memoryKib: Number(textOf(cell, 'memory') ?? 0),
    cpus: Number(attributeOf(cell, 'cpus', 'num') ?? 0),
  }))
}

const guestsOf = (capabilities: Element): string[] =>
  children(capabilities, 'guest').flatMap((guest) => {
    const arch = find(guest, 'arch')
    if (!arch) return []
    const name = arch.getAttribute('name') ?? 'unknown'
    return children(arch, 'domain').map((domain) => `${name} ${domain.getAttribute('type') ?? ''}`)
  })

/** Names with whether they are active. */
const named = async (
  ...of: Parameters<typeof listActive>
): Promise<{ name: string; active: boolean }[]> =>
  (await listActive(...of)).map(({ ref, active }) => ({ name: ref.name, active }))

/**
 * When the host started, in ms since the epoch: libvirt tells no such time, but how long its
 * processors have run in all. Null where that is not known or, as with the test driver, made up.
 */
const readStart = async (
  connection: Connection,
  cpus: number,
  driver: string,
): Promise<number | null> => {
  if (driver.toUpperCase() === 'TEST' || cpus === 0) return null
  const times = await readCpuTimes(connection).catch(() => null)
  return times && Math.round(Date.now() - times.total / cpus / 1e6)
}

/** Asks a host all that its page shows: seven questions at once. */
export const readHostDetails = async (
  hostId: HostId,
  connection: Connection,
): Promise<HostDetails> => {
  const [info, { capabilities }, { type }, hypervisor, { libVer }, pools, networks] =
    await Promise.all([
      connection.call(remote.nodeGetInfo, {}),
      connection.call(remote.connectGetCapabilities, {}),
      connection.call(remote.connectGetType, {}),
      connection.call(remote.connectGetVersion, {}).catch(() => null),
      connection.call(remote.connectGetLibVersion, {}),
      named(async (flags) => {
        const args = { needResults: true, flags }
        return (await connection.call(remote.connectListAllStoragePools, args)).pools
      }, ListStoragePoolsFlags.active),
      named(async (flags) => {
        const args = { needResults: true, flags }
        return (await connection.call(remote.connectListAllNetworks, args)).nets
      }, ListNetworksFlags.active),
    ])
  const upSince = await readStart(connection, info.cpus, type)
  const xml = parseXml(capabilities)
  const cpuModel = textOf(xml, 'host/cpu/model')
  const cpuVendor = textOf(xml, 'host/cpu/vendor')
  return {
    hostId,
    ...(cpuModel !== undefined && { cpuModel }),
    ...(cpuVendor !== undefined && { cpuVendor }),
    arch: textOf(xml, 'host/cpu/arch') ?? info.model,
    cpus: info.cpus,
    sockets: info.sockets,
    coresPerSocket: info.cores,
    threadsPerCore: info.threads,
    mhz: info.mhz,
    memoryKib: Number(info.memory),
    cells: cellsOf(xml),
    hypervisor: type,
    ...(hypervisor && { hypervisorVersion: readVersion(hypervisor.hvVer) }),
    libvirtVersion: readVersion(libVer),
    ...(upSince !== null && { upSince }),
    guests: guestsOf(xml),
    isPrivate: connection.facts.isPrivate,
    pools,
    networks,
  }
}
