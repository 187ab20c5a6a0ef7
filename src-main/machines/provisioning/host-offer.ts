import type { Element } from 'slimdom'
import { isUnsupported, LibvirtError, remote, type Connection } from '../../libvirt'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'

/** What a host can give a new machine. */
export interface HostOffer {
  readonly driver: string
  readonly virtType: 'kvm' | 'qemu' | 'test'
  readonly arch: string
  readonly machineType: string
  readonly maxVcpus: number
  /** In KiB. */
  readonly memoryKib: number
  readonly hasUefi: boolean
  readonly hasSecureBoot: boolean
  readonly hasTpm: boolean
  /** Kinds of displays; undefined where the host does not say. */
  readonly graphics?: readonly string[]
  readonly video?: readonly string[]
  readonly sev: boolean
  readonly sevEs: boolean
  readonly tdx: boolean
  /** The daemon is the system's: its hypervisor runs as another user than the person. */
  readonly isSystem: boolean
}

const valuesOf = (parent: Element, path: string, name: string): readonly string[] | undefined => {
  const at = find(parent, path)
  if (!at) return undefined
  const found = children(at, 'enum').find((it) => it.getAttribute('name') === name)
  return found && children(found, 'value').map((value) => value.textContent ?? '')
}

const has = (parent: Element, path: string): boolean =>
  attributeOf(parent, path, 'supported') === 'yes'

const domainCapabilities = async (
  connection: Connection,
  virtType: string,
  machine: string | null,
): Promise<Element | undefined> => {
  try {
    const { capabilities } = await connection.call(remote.connectGetDomainCapabilities, {
      emulatorbin: null,
      arch: null,
      machine,
      virttype: virtType,
      flags: 0,
    })
    return parseXml(capabilities)
  } catch (error) {
    if (error instanceof LibvirtError || isUnsupported(error)) return undefined
    throw error
  }
}

/** The best of the kinds of virtualization that the host offers, with what it can do. */
const bestCapabilities = async (connection: Connection): Promise<Element | undefined> => {
  for (const virtType of ['kvm', 'qemu']) {
    const found =
      (await domainCapabilities(connection, virtType, 'q35')) ??
      (await domainCapabilities(connection, virtType, null))
    if (found) return found
  }
  return undefined
}

/** What a host says of itself in its domain capabilities. */
export const readOffer = (
  capabilities: Element,
): Omit<HostOffer, 'driver' | 'memoryKib' | 'isSystem'> => {
  const graphics = valuesOf(capabilities, 'devices/graphics', 'type')
  const video = valuesOf(capabilities, 'devices/video', 'modelType')
  const encryption = valuesOf(capabilities, 'features/launchSecurity', 'sectype')
  return {
    virtType: textOf(capabilities, 'domain') === 'kvm' ? 'kvm' : 'qemu',
    arch: textOf(capabilities, 'arch') ?? 'x86_64',
    machineType: /q35/.test(textOf(capabilities, 'machine') ?? '')
      ? 'q35'
      : (textOf(capabilities, 'machine') ?? ''),
    maxVcpus: Number(attributeOf(capabilities, 'vcpu', 'max') ?? 1),
    hasUefi: valuesOf(capabilities, 'os', 'firmware')?.includes('efi') ?? false,
    hasSecureBoot: valuesOf(capabilities, 'os/loader', 'secure')?.includes('yes') ?? false,
    hasTpm: valuesOf(capabilities, 'devices/tpm', 'backendModel')?.includes('emulator') ?? false,
    ...(graphics && { graphics }),
    ...(video && { video }),
    sev: has(capabilities, 'features/sev'),
    sevEs: Number(textOf(capabilities, 'features/sev/maxESGuests') ?? 0) > 0,
    // Libvirt tells of it since 11.6, in an element of its own and among the kinds of encryption.
    tdx: has(capabilities, 'features/tdx') || (encryption?.includes('tdx') ?? false),
  }
}

/** Asks a host what it can give a new machine. */
export const readHostOffer = async (connection: Connection): Promise<HostOffer> => {
  const [{ type }, info, capabilities] = await Promise.all([
    connection.call(remote.connectGetType, {}),
    connection.call(remote.nodeGetInfo, {}),
    bestCapabilities(connection),
  ])
  const common = {
    driver: type,
    memoryKib: Number(info.memory),
    isSystem: connection.uri.includes('/system'),
  }
  if (!capabilities) {
    return {
      ...common,
      virtType: type === 'TEST' ? 'test' : 'qemu',
      arch: info.model.replace(/\0.*$/, ''),
      machineType: '',
      maxVcpus: info.cpus,
      hasUefi: false,
      hasSecureBoot: false,
      hasTpm: false,
      sev: false,
      sevEs: false,
      tdx: false,
    }
  }
  return { ...common, ...readOffer(capabilities) }
}
