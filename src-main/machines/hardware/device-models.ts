import type { Element } from 'slimdom'
import type { DeviceModels, MachineKind } from '../../../src-preload/contract/host-device'
import { LibvirtError, remote, type Connection } from '../../libvirt'
import { parseXml } from '../../xml/parse-xml'
import { children, find } from '../../xml/select-elements'
import { documentedModels } from './documented-models'
import { known } from './read-values'

const valuesOf = (devices: Element, device: string, name: string): string[] | undefined => {
  const at = find(devices, device)
  if (!at || at.getAttribute('supported') === 'no') return undefined
  const found = children(at, 'enum').find((it) => it.getAttribute('name') === name)
  return found && children(found, 'value').map((value) => value.textContent ?? '')
}

/** Reads which models of devices a hypervisor has, out of its domain capabilities. */
export const readDeviceModels = (xml: string): DeviceModels => {
  const devices = find(parseXml(xml), 'devices')
  if (!devices) return {}
  return known({
    diskBuses: valuesOf(devices, 'disk', 'bus'),
    graphics: valuesOf(devices, 'graphics', 'type'),
    video: valuesOf(devices, 'video', 'modelType'),
    tpms: valuesOf(devices, 'tpm', 'model'),
    tpmBackends: valuesOf(devices, 'tpm', 'backendModel'),
    tpmVersions: valuesOf(devices, 'tpm', 'backendVersion'),
    filesystems: valuesOf(devices, 'filesystem', 'driverType'),
    panics: valuesOf(devices, 'panic', 'model'),
  })
}

/** What a host tells of its models; nothing where it cannot tell. */
const toldModels = async (
  connection: Connection,
  { arch, machineType, virtType }: MachineKind,
): Promise<DeviceModels> => {
  try {
    const { capabilities } = await connection.call(remote.connectGetDomainCapabilities, {
      emulatorbin: null,
      arch,
      machine: machineType === '' ? null : machineType,
      virttype: virtType,
      flags: 0,
    })
    return readDeviceModels(capabilities)
  } catch (error) {
    // Forms offer what hypervisors usually have then.
    if (error instanceof LibvirtError) return {}
    throw error
  }
}

/** The models of devices that machines of a kind can have: the host's own word where it has one. */
export const listDeviceModels = async (
  connection: Connection,
  kind: MachineKind,
): Promise<DeviceModels> => ({
  ...documentedModels(kind, connection.facts.daemonVersion),
  ...(await toldModels(connection, kind)),
})
