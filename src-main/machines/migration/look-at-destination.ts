import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import {
  isNotFound,
  isUnsupported,
  LibvirtError,
  remote,
  type Connection,
  type DomainRef,
} from '../../libvirt'
import { ListStoragePoolsFlags } from '../../libvirt/procedures/flags'
import { findVolume } from '../../storage/read-volumes'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import type { MovingDisk, Subject } from './read-subject'

/** virCPUCompareResult: what the destination's processor is to the guest's. */
const INCOMPATIBLE = 0
/** virConnectCompareCPUFlags: an error that names what is missing, instead of a bare "no". */
const FAIL_INCOMPATIBLE = 1
const CPU_INCOMPATIBLE = 91

/** Whether the guest's processor can be had there. */
export type CpuFit =
  | { readonly fit: 'yes' | 'unknown' }
  | { readonly fit: 'no'; readonly missing: string; readonly common?: string }

/** A pool of the destination that copies could go to. */
export interface DestinationPool {
  readonly name: string
  readonly uuid: string
  /** The folder that its volumes are in; absent where they have no common one. */
  readonly path?: string
  readonly freeBytes: number
}

/** What the destination has of that which a machine needs. */
export interface Destination {
  readonly hostUuid: string
  readonly driver: string
  /** Who has the machine's name there, and who its UUID. */
  readonly sameName: 'nobody' | 'itself' | 'another'
  readonly sameUuid: 'nobody' | 'off' | 'running'
  readonly cpu: CpuFit
  /** Why the hypervisor there can't make such a machine. */
  readonly machineTypeProblem?: string
  readonly networks: ReadonlyMap<string, 'active' | 'inactive' | 'missing'>
  readonly freeMemoryKib?: number
  /** By target: whether what the disk is made of is seen there, as far as running pools show. */
  readonly disks: ReadonlyMap<string, 'seen' | 'unseen'>
  readonly pools: readonly DestinationPool[]
}

const lookUp = async (asked: Promise<{ dom: DomainRef }>): Promise<DomainRef | null> => {
  try {
    return (await asked).dom
  } catch (error) {
    if (isNotFound(error)) return null
    throw error
  }
}

/** The answer, or undefined where the host has none. */
const ifTold = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof LibvirtError || isUnsupported(error)) return undefined
    throw error
  }
}

const hostModelOf = async (
  connection: Connection,
  subject: Subject,
): Promise<string | undefined> => {
  const answer = await ifTold(
    connection.call(remote.connectGetDomainCapabilities, {
      emulatorbin: null,
      arch: attributeOf(subject.domain, 'os/type', 'arch') ?? null,
      machine: null,
      virttype: subject.domain.getAttribute('type'),
      flags: 0,
    }),
  )
  const cpu = answer && find(parseXml(answer.capabilities), 'cpu')
  const mode = cpu && children(cpu, 'mode').find((it) => it.getAttribute('name') === 'host-model')
  if (!mode || mode.getAttribute('supported') !== 'yes') return undefined
  return `<cpu>${children(mode).map(serializeXml).join('')}</cpu>`
}

/** The model that both hosts can give, for the advice to one whose processor does not fit. */
const commonModel = async (
  source: Connection,
  destination: Connection,
  subject: Subject,
): Promise<string | undefined> => {
  const models = await Promise.all([
    hostModelOf(source, subject),
    hostModelOf(destination, subject),
  ])
  const xmlCPUs = models.filter((xml) => xml !== undefined)
  if (xmlCPUs.length < 2) return undefined
  const answer = await ifTold(
    destination.call(remote.connectBaselineHypervisorCpu, {
      emulator: null,
      arch: attributeOf(subject.domain, 'os/type', 'arch') ?? null,
      machine: null,
      virttype: subject.domain.getAttribute('type'),
      xmlCPUs,
      flags: 0,
    }),
  )
  return answer && textOf(parseXml(answer.cpu), 'model')
}

const compareCpu = async (
  source: Connection,
  destination: Connection,
  subject: Subject,
): Promise<CpuFit> => {
  const cpu = find(subject.domain, 'cpu')
  const mode = cpu?.getAttribute('mode') ?? 'custom'
  const isHosts = mode === 'host-passthrough' || mode === 'maximum'
  const hostCpu = find(subject.hostCapabilities, 'host/cpu')
  const isCompared = subject.isRunning && cpu !== undefined && (!isHosts || hostCpu !== undefined)
  // What emulation can give does not depend on the host's own processor.
  const isEmulated = subject.domain.getAttribute('type') === 'qemu'
  if (!isCompared || (isHosts && isEmulated)) return { fit: 'yes' }
  try {
    const { result } =
      isHosts && hostCpu
        ? await destination.call(remote.connectCompareCpu, {
            xml: serializeXml(hostCpu),
            flags: FAIL_INCOMPATIBLE,
          })
        : await destination.call(remote.connectCompareHypervisorCpu, {
            emulator: null,
            arch: attributeOf(subject.domain, 'os/type', 'arch') ?? null,
            machine: attributeOf(subject.domain, 'os/type', 'machine') ?? null,
            virttype: subject.domain.getAttribute('type'),
            xmlCPU: serializeXml(cpu),
            flags: FAIL_INCOMPATIBLE,
          })
    if (result !== INCOMPATIBLE) return { fit: 'yes' }
    return { fit: 'no', missing: '' }
  } catch (error) {
    if (error instanceof LibvirtError && error.code === CPU_INCOMPATIBLE) {
      const common = await commonModel(source, destination, subject)
      return { fit: 'no', missing: error.message, ...(common !== undefined && { common }) }
    }
    if (error instanceof LibvirtError || isUnsupported(error)) return { fit: 'unknown' }
    throw error
  }
}

const machineTypeProblem = async (
  connection: Connection,
  { domain }: Subject,
): Promise<string | undefined> => {
  try {
    await connection.call(remote.connectGetDomainCapabilities, {
      emulatorbin: textOf(domain, 'devices/emulator') ?? null,
      arch: attributeOf(domain, 'os/type', 'arch') ?? null,
      machine: attributeOf(domain, 'os/type', 'machine') ?? null,
      virttype: domain.getAttribute('type'),
      flags: 0,
    })
    return undefined
  } catch (error) {
    if (isUnsupported(error) && !(error instanceof LibvirtError)) return undefined
    if (error instanceof LibvirtError) return error.message
    throw error
  }
}

/** The names of the virtual networks that a machine's cards are on. */
export const networksOf = ({ domain }: Subject): readonly string[] => {
  const devices = find(domain, 'devices')
  const cards = devices ? children(devices, 'interface') : []
  return [...new Set(cards.flatMap((card) => attributeOf(card, 'source', 'network') ?? []))]
}

const networkState = async (
  connection: Connection,
  name: string,
): Promise<'active' | 'inactive' | 'missing'> => {
  try {
    const { net } = await connection.call(remote.networkLookupByName, { name })
    const { active } = await connection.call(remote.networkIsActive, { net })
    return active ? 'active' : 'inactive'
  } catch (error) {
    if (isNotFound(error) || isUnsupported(error)) return 'missing'
    throw error
  }
}

const seesDisk = async (
  connection: Connection,
  hostId: string,
  { type, place, pool, volume }: MovingDisk,
): Promise<'seen' | 'unseen'> => {
  if (type === 'network') return 'seen'
  const at = volume === undefined ? { path: place } : { pool, volume }
  return (await findVolume({ hostId, connection }, at)) ? 'seen' : 'unseen'
}

const readPools = async (connection: Connection): Promise<readonly DestinationPool[]> => {
  const listed = await ifTold(
    connection.call(remote.connectListAllStoragePools, {
      needResults: true,
      flags: ListStoragePoolsFlags.active,
    }),
  )
  return await Promise.all(
    (listed?.pools ?? []).map(async (pool): Promise<DestinationPool> => {
      const { xml } = await connection.call(remote.storagePoolGetXmlDesc, { pool, flags: 0 })
      const description = parseXml(xml)
      const path = textOf(description, 'target/path')
      return {
        name: pool.name,
        uuid: pool.uuid,
        ...(path !== undefined && { path }),
        freeBytes: Number(textOf(description, 'available') ?? 0),
      }
    }),
  )
}

/** The UUID by which a host knows itself. */
export const hostUuidOf = async (connection: Connection): Promise<string> => {
  const { capabilities } = await connection.call(remote.connectGetCapabilities, {})
  return textOf(parseXml(capabilities), 'host/uuid') ?? ''
}

/** Asks the destination for all that the machine needs there. Changes nothing. */
export const lookAtDestination = async (
  source: Connection,
  connection: Connection,
  subject: Subject,
  { destination: hostId }: MigrationRequest,
): Promise<Destination> => {
  const { name, uuid, disks } = subject
  const [hostUuid, { type }, byName, byUuid, cpu, problem, free, pools] = await Promise.all([
    hostUuidOf(connection),
    connection.call(remote.connectGetType, {}),
    lookUp(connection.call(remote.domainLookupByName, { name })),
    lookUp(connection.call(remote.domainLookupByUuid, { uuid })),
    compareCpu(source, connection, subject),
    machineTypeProblem(connection, subject),
    ifTold(connection.call(remote.nodeGetFreeMemory, {})),
    readPools(connection),
  ])
  const runsThere = byUuid && (await connection.call(remote.domainIsActive, { dom: byUuid })).active
  const networks = new Map<string, 'active' | 'inactive' | 'missing'>()
  for (const network of networksOf(subject)) {
    networks.set(network, await networkState(connection, network))
  }
  const seen = new Map<string, 'seen' | 'unseen'>()
  for (const disk of disks.filter(({ isEmpty }) => !isEmpty)) {
    seen.set(disk.target, await seesDisk(connection, hostId, disk))
  }
  return {
    hostUuid,
    driver: type,
    sameName: byName ? (byName.uuid === uuid ? 'itself' : 'another') : 'nobody',
    sameUuid: byUuid ? (runsThere ? 'running' : 'off') : 'nobody',
    cpu,
    ...(problem !== undefined && { machineTypeProblem: problem }),
    networks,
    ...(free && { freeMemoryKib: Number(free.freeMem / 1024n) }),
    disks: seen,
    pools,
  }
}
