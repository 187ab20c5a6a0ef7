import type { Volume, VolumeUser } from '../../../src-preload/contract/storage'
import { isUnsupported, remote } from '../../libvirt'
import { DomainXmlFlags, SnapshotListFlags } from '../../libvirt/procedures/flags'
import type { Storage } from '../../storage/make-storage'
import { findVolume } from '../../storage/read-volumes'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find } from '../../xml/select-elements'
import { readDefinitions, type ReachedMachine } from '../definition/machine-definitions'
import { findNvram, type Nvram } from './find-nvram'
import { mergeResources, readResources, type DiskUse } from '../usage/machine-resources'

/** An image that a machine's disk is, or lies on. */
export interface ImageFacts {
  readonly disk: DiskUse
  /** 0 is the disk itself, 1 what it lies on, and so on. */
  readonly depth: number
  /** Null where no running pool holds it. */
  readonly volume: Volume | null
  readonly path: string
  /** Other machines that use it. */
  readonly users: readonly VolumeUser[]
  /** Volumes that lie on it, but for this machine's own. */
  readonly overlays: readonly string[]
}

interface SnapshotFacts {
  readonly name: string
  readonly xml: string
  readonly memoryFile?: string
}

/** All that must be known of a machine before it may be removed. */
export interface RemovalFacts {
  readonly isRunning: boolean
  readonly isPersistent: boolean
  /** What it would start from next, with its passwords. */
  readonly xml: string
  readonly images: readonly ImageFacts[]
  readonly nvram: Nvram | null
  readonly hasTpm: boolean
  readonly hasManagedSave: boolean
  /** Parents before children. */
  readonly snapshots: readonly SnapshotFacts[]
  readonly currentSnapshot: string | null
  readonly checkpoints: readonly string[]
  /** The daemon keeps a TPM's state when asked to. Since libvirt 8.9. */
  readonly canKeepTpm: boolean
  readonly autostart: boolean
}

const KEEPS_TPM = 8_009_000

/** Answers that a driver can't give are none. */
const orElse = async <T>(question: Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await question
  } catch (error) {
    if (isUnsupported(error)) return otherwise
    throw error
  }
}

const readSnapshots = async ({ connection, dom }: ReachedMachine): Promise<SnapshotFacts[]> => {
  const flags = SnapshotListFlags.topological
  const snapshots = await orElse(
    connection
      .call(remote.domainListAllSnapshots, { dom, needResults: true, flags })
      .then((answer) => answer.snapshots),
    [],
  )
  return Promise.all(
    snapshots.map(async (snap) => {
      const { xml } = await connection.call(remote.domainSnapshotGetXmlDesc, {
        snap,
        flags: DomainXmlFlags.secure,
      })
      const memoryFile = attributeOf(parseXml(xml), 'memory', 'file')
      return { name: snap.name, xml, ...(memoryFile !== undefined && { memoryFile }) }
    }),
  )
}

const readCurrentSnapshot = async ({ connection, dom }: ReachedMachine): Promise<string | null> => {
  const { result } = await orElse(
    connection.call(remote.domainHasCurrentSnapshot, { dom, flags: 0 }),
    { result: false },
  )
  if (!result) return null
  const { snap } = await connection.call(remote.domainSnapshotCurrent, { dom, flags: 0 })
  return snap.name
}

const readCheckpoints = ({ connection, dom }: ReachedMachine): Promise<string[]> =>
  orElse(
    connection
      .call(remote.domainListAllCheckpoints, { dom, needResults: true, flags: 0 })
      .then(({ checkpoints }) => checkpoints.map(({ name }) => name)),
    [],
  )

/** It has a TPM whose state the host keeps in files. */
export const hasEmulatedTpm = (xml: string): boolean => {
  const devices = find(parseXml(xml), 'devices')
  return (devices ? children(devices, 'tpm') : []).some(
    (tpm) => attributeOf(tpm, 'backend', 'type') === 'emulator',
  )
}

/** The images of each disk, from the disk itself down to what lies on nothing. */
const readImages = async (
  { machine, connection }: ReachedMachine,
  disks: readonly DiskUse[],
  { users, backing }: Storage,
): Promise<ImageFacts[]> => {
  const { hostId } = machine
  backing.forget(hostId)
  const images = (
    await Promise.all(
      disks.map(async (disk): Promise<Omit<ImageFacts, 'users' | 'overlays'>[]> => {
        const volume = await findVolume({ hostId, connection }, disk)
        if (!volume)
          return disk.path === undefined ? [] : [{ disk, depth: 0, volume, path: disk.path }]
        const { links } = await backing.chain(volume.poolId, volume.name)
        return Promise.all(
          links.map(async ({ path }, depth) => ({
            disk,
            depth,
            path,
            volume: depth === 0 ? volume : await findVolume({ hostId, connection }, { path }),
          })),
        )
      }),
    )
  ).flat()
  const own = new Set(images.map(({ path }) => path))
  const usersOf = await users.ofImages(
    hostId,
    images.map(({ path, disk: { pool, volume }, depth }) =>
      depth === 0 ? { path, pool, volume } : { path },
    ),
  )
  return Promise.all(
    images.map(async (image, at) => {
      const overlays = await backing.overlaysOf(hostId, image.path)
      return {
        ...image,
        users: (usersOf[at] ?? []).filter(({ machineId }) => machineId !== machine.id),
        overlays: overlays.map(({ volume }) => volume.path).filter((path) => !own.has(path)),
      }
    }),
  )
}

/** Asks a host for everything that a machine has. */
export const readRemovalFacts = async (
  reached: ReachedMachine,
  storage: Storage,
): Promise<RemovalFacts> => {
  const { connection, dom } = reached
  const { nextBoot, live, isPersistent } = await readDefinitions(reached)
  const next = readResources(nextBoot)
  const resources = live === undefined ? next : mergeResources(readResources(live), next)
  // One disk as it runs and as it will start next may differ in details; where it is counts.
  const disks = new Map(
    resources.disks.map((disk) => [JSON.stringify([disk.path, disk.pool, disk.volume]), disk]),
  )
  const [images, nvram, saved, snapshots, currentSnapshot, checkpoints, autostart] =
    await Promise.all([
      readImages(reached, [...disks.values()], storage),
      findNvram(connection, live ?? nextBoot),
      orElse(connection.call(remote.domainHasManagedSaveImage, { dom, flags: 0 }), {
        result: false,
      }),
      readSnapshots(reached),
      readCurrentSnapshot(reached),
      readCheckpoints(reached),
      isPersistent
        ? connection.call(remote.domainGetAutostart, { dom })
        : Promise.resolve({ autostart: false }),
    ])
  return {
    isRunning: live !== undefined,
    isPersistent,
    xml: nextBoot,
    images,
    nvram,
    hasTpm: hasEmulatedTpm(nextBoot),
    hasManagedSave: saved.result,
    snapshots,
    currentSnapshot,
    checkpoints,
    canKeepTpm: connection.facts.daemonVersion >= KEEPS_TPM,
    autostart: autostart.autostart,
  }
}
