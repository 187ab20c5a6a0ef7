import type { Storage } from '../../storage/make-storage'
import { findVolume } from '../../storage/read-volumes'
import { nameUsers } from '../../storage/volume-users'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find } from '../../xml/select-elements'
import { readDefinitions, type ReachedMachine } from '../definition/machine-definitions'
import { hasEmulatedTpm } from '../removal/removal-facts'
import { readResources } from '../usage/machine-resources'
import { readSnapshots, type KnownSnapshots } from './read-snapshots'
import { filesOf } from './snapshot-tree'

/** A disk that a machine writes to, as far as snapshots are concerned. */
export interface WrittenDisk {
  readonly target: string
  readonly path?: string
  /** Such as `qcow2`; absent where the host is to find out. */
  readonly format?: string
  /** It is a file of the host's, beside which others can be. */
  readonly isFile: boolean
  readonly size?: number
  /** Its image and what that lies on, with what else needs each: other machines, other images. */
  readonly images: readonly { readonly path: string; readonly neededBy: readonly string[] }[]
}

/** All that must be known of a machine before a snapshot of it is taken, reverted to or deleted. */
export interface MachineFacts extends KnownSnapshots {
  readonly name: string
  readonly isRunning: boolean
  readonly isPersistent: boolean
  readonly disks: readonly WrittenDisk[]
  /** Disks that no snapshot keeps: media, and what is only read. */
  readonly leftOut: readonly string[]
  readonly firmware: { readonly isFlash: boolean; readonly path?: string; readonly format: string }
  readonly hasTpm: boolean
  readonly hasAgent: boolean
  /** Sizes of files, in bytes, where running pools show them. */
  readonly sizes: ReadonlyMap<string, number>
  /** Such as 9000000 for 9.0.0. */
  readonly daemonVersion: number
}

/** How many files are looked up for their sizes: three questions to the host each. */
const SIZES_SHOWN = 24

/** The sizes of files that snapshots made, of the newest ones where there are many. */
export const readSizes = async (
  { machine, connection }: ReachedMachine,
  { snapshots }: KnownSnapshots,
): Promise<ReadonlyMap<string, number>> => {
  const paths = [...snapshots].sort((a, b) => b.createdAt - a.createdAt).flatMap(filesOf)
  const found = await Promise.all(
    [...new Set(paths)].slice(0, SIZES_SHOWN).map(async (path) => {
      const volume = await findVolume({ hostId: machine.hostId, connection }, { path })
      return volume ? [[path, volume.allocation] as const] : []
    }),
  )
  return new Map(found.flat())
}

const readFirmware = (xml: string): MachineFacts['firmware'] => {
  const domain = parseXml(xml)
  const nvram = find(domain, 'os/nvram')
  const path = attributeOf(domain, 'os/nvram/source', 'file') ?? nvram?.textContent?.trim()
  return {
    isFlash:
      attributeOf(domain, 'os/loader', 'type') === 'pflash' ||
      attributeOf(domain, 'os', 'firmware') === 'efi',
    ...(path && { path }),
    format: nvram?.getAttribute('format') ?? 'raw',
  }
}

const hasAgentChannel = (xml: string): boolean => {
  const devices = find(parseXml(xml), 'devices')
  return (devices ? children(devices, 'channel') : []).some(
    (channel) => attributeOf(channel, 'target', 'name') === 'org.qemu.guest_agent.0',
  )
}

const readDisks = async (
  { machine, connection }: ReachedMachine,
  xml: string,
  { users, backing }: Storage,
  own: ReadonlySet<string>,
): Promise<WrittenDisk[]> => {
  const { hostId } = machine
  backing.forget(hostId)
  const written = readResources(xml).disks.filter((disk) => !disk.isReadOnly)
  const usersOf = await users.ofImages(
    hostId,
    written.map(({ path = '', pool, volume }) => ({ path, pool, volume })),
  )
  return Promise.all(
    written.map(async (disk, at): Promise<WrittenDisk> => {
      const volume = await findVolume({ hostId, connection }, disk)
      const path = volume?.path ?? disk.path
      const format = disk.format ?? volume?.format
      const chain = volume ? await backing.chain(volume.poolId, volume.name) : null
      const paths =
        chain?.links.map((link) => link.path) ?? (path === undefined ? [] : [path, ...disk.backing])
      const others = (usersOf[at] ?? []).filter(({ machineId }) => machineId !== machine.id)
      const images = await Promise.all(
        paths.map(async (image, depth) => {
          const overlays = await backing.overlaysOf(hostId, image)
          const foreign = overlays
            .map((overlay) => overlay.volume.path)
            .filter((overlay) => !own.has(overlay) && !paths.includes(overlay))
          return {
            path: image,
            neededBy: [
              ...(depth === 0 && others.length > 0 ? [nameUsers(others)] : []),
              ...foreign,
            ],
          }
        }),
      )
      return {
        target: disk.target,
        ...(path !== undefined && { path }),
        ...(format !== undefined && { format }),
        isFile: path?.startsWith('/') === true && !path.startsWith('/dev/'),
        ...(volume && { size: volume.allocation }),
        images,
      }
    }),
  )
}

/** Asks a host for all that a plan must know. */
export const readMachineFacts = async (
  reached: ReachedMachine,
  storage: Storage,
): Promise<MachineFacts> => {
  const [{ nextBoot, live, isPersistent }, known] = await Promise.all([
    readDefinitions(reached),
    readSnapshots(reached),
  ])
  const xml = live ?? nextBoot
  const own = new Set(known.snapshots.flatMap(filesOf))
  const [disks, sizes] = await Promise.all([
    readDisks(reached, xml, storage, own),
    readSizes(reached, known),
  ])
  const kept = new Set(disks.map(({ target }) => target))
  return {
    ...known,
    name: reached.machine.name,
    isRunning: live !== undefined,
    isPersistent,
    disks,
    leftOut: readResources(xml)
      .disks.map(({ target }) => target)
      .filter((target) => !kept.has(target)),
    firmware: readFirmware(xml),
    hasTpm: hasEmulatedTpm(xml),
    hasAgent: hasAgentChannel(xml),
    sizes,
    daemonVersion: reached.connection.facts.daemonVersion,
  }
}
