import type { Element } from 'slimdom'
import { isDenied, isUnsupported, LibvirtError, remote } from '../../libvirt'
import { DomainXmlFlags } from '../../libvirt/procedures/flags'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find } from '../../xml/select-elements'
import type { ReachedMachine } from '../definition/machine-definitions'

/** A disk, as far as moving its machine is concerned. */
export interface MovingDisk {
  /** Such as `vda`. */
  readonly target: string
  /** `file`, `block`, `volume`, `network`…, as libvirt calls it. */
  readonly type: string
  /** A path, `pool/volume`, or a network disk's name. */
  readonly place: string
  readonly pool?: string
  readonly volume?: string
  /** Such as `qcow2`. */
  readonly format: string
  /** `default` where nothing is said. */
  readonly cache: string
  /** The guest writes to it, and it alone: what a copy would have to carry. */
  readonly isWritten: boolean
  readonly isShareable: boolean
  /** Nothing is in it. */
  readonly isEmpty: boolean
}

/** All that is known of a machine at its source before it moves. */
export interface Subject {
  readonly name: string
  readonly uuid: string
  readonly isRunning: boolean
  readonly isPaused: boolean
  readonly isPersistent: boolean
  readonly hasSavedState: boolean
  readonly startsWithHost: boolean
  /** The hypervisor's: major × 1,000,000 + minor × 1,000 + release. */
  readonly hypervisorVersion: number
  /** As it runs, in a form for another host; absent where it is off. */
  readonly liveXml?: string
  /** As it starts next; absent for one that has no definition. */
  readonly configXml?: string
  /** Of what moves: {@link liveXml} where it runs. */
  readonly domain: Element
  readonly disks: readonly MovingDisk[]
  readonly snapshots: number
  readonly checkpoints: number
  /** The processor that the source host has, as its capabilities describe it. */
  readonly hostCapabilities: Element
}

const sourceAttributes = ['file', 'dev', 'dir', 'name'] as const

const readDisk = (disk: Element): MovingDisk => {
  const source = find(disk, 'source')
  const pool = source?.getAttribute('pool') ?? undefined
  const volume = source?.getAttribute('volume') ?? undefined
  const isVolume = pool !== undefined && volume !== undefined
  const path = sourceAttributes.map((name) => source?.getAttribute(name)).find(Boolean)
  const place = isVolume ? `${pool}/${volume}` : (path ?? '')
  const device = disk.getAttribute('device') ?? 'disk'
  const isShareable = find(disk, 'shareable') !== undefined
  const isRead = device === 'cdrom' || device === 'floppy' || find(disk, 'readonly') !== undefined
  return {
    target: attributeOf(disk, 'target', 'dev') ?? '',
    type: disk.getAttribute('type') ?? 'file',
    place,
    ...(isVolume && { pool, volume }),
    format: attributeOf(disk, 'driver', 'type') ?? 'raw',
    cache: attributeOf(disk, 'driver', 'cache') ?? 'default',
    isWritten: !isRead && !isShareable && place !== '',
    isShareable,
    isEmpty: place === '',
  }
}

/** The disks of a definition. */
export const readMovingDisks = (domain: Element): readonly MovingDisk[] => {
  const devices = find(domain, 'devices')
  return devices ? children(devices, 'disk').map(readDisk) : []
}

/** How many there are; none where the hypervisor knows no such thing. */
const count = async (ask: Promise<number>): Promise<number> => {
  try {
    return await ask
  } catch (error) {
    if (error instanceof LibvirtError || isUnsupported(error)) return 0
    throw error
  }
}

/** Asks the source for all that moving a machine depends on. */
export const readSubject = async ({
  machine,
  connection,
  dom,
}: ReachedMachine): Promise<Subject> => {
  const xmlOf = async (flags: number): Promise<string> => {
    const read = (all: number) => connection.call(remote.domainGetXmlDesc, { dom, flags: all })
    try {
      return (await read(flags | DomainXmlFlags.secure | DomainXmlFlags.migratable)).xml
    } catch (error) {
      if (!isDenied(error)) throw error
      return (await read(flags | DomainXmlFlags.migratable)).xml
    }
  }
  const [
    { active },
    { persistent },
    { autostart },
    { capabilities },
    { hvVer },
    snapshots,
    checkpoints,
  ] = await Promise.all([
    connection.call(remote.domainIsActive, { dom }),
    connection.call(remote.domainIsPersistent, { dom }),
    connection.call(remote.domainGetAutostart, { dom }),
    connection.call(remote.connectGetCapabilities, {}),
    connection.call(remote.connectGetVersion, {}),
    count(connection.call(remote.domainSnapshotNum, { dom, flags: 0 }).then(({ num }) => num)),
    count(
      connection
        .call(remote.domainListAllCheckpoints, { dom, needResults: true, flags: 0 })
        .then((answer) => answer.checkpoints.length),
    ),
  ])
  const liveXml = active ? await xmlOf(0) : undefined
  const configXml = persistent ? await xmlOf(DomainXmlFlags.inactive) : undefined
  const domain = parseXml(liveXml ?? configXml ?? '<domain/>')
  return {
    name: machine.name,
    uuid: machine.uuid,
    isRunning: active,
    isPaused: machine.state === 'paused',
    isPersistent: persistent,
    hasSavedState: machine.state === 'saved',
    startsWithHost: autostart,
    hypervisorVersion: Number(hvVer),
    ...(liveXml !== undefined && { liveXml }),
    ...(configXml !== undefined && { configXml }),
    domain,
    disks: readMovingDisks(domain),
    snapshots,
    checkpoints,
    hostCapabilities: parseXml(capabilities),
  }
}
