import type { Element } from 'slimdom'
import type { DiskImage, DiskJob, MachineDisk } from '../../../src-preload/contract/disk'
import { remote } from '../../libvirt'
import { BlockJobType } from '../../libvirt/procedures/states'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find } from '../../xml/select-elements'
import type { ReachedMachine } from '../definition/machine-definitions'

/** How deep a chain is shown. */
const MOST_IMAGES = 200

const kinds: Readonly<Record<number, DiskJob['kind']>> = {
  [BlockJobType.pull]: 'pull',
  [BlockJobType.copy]: 'copy',
  [BlockJobType.commit]: 'commit',
  [BlockJobType.activeCommit]: 'commit',
  [BlockJobType.backup]: 'backup',
}

const imageOf = (element: Element, format: string | undefined): DiskImage | null => {
  const source = find(element, 'source')
  const path = ['file', 'dev', 'name', 'volume']
    .map((name) => source?.getAttribute(name))
    .find(Boolean)
  return path ? { path, ...(format !== undefined && { format }) } : null
}

/** A disk element's images, from the one that is written to downwards. */
const imagesOf = (disk: Element): DiskImage[] => {
  const top = imageOf(disk, attributeOf(disk, 'driver', 'type'))
  const images = top ? [top] : []
  let at = find(disk, 'backingStore')
  while (at && images.length < MOST_IMAGES) {
    const below = imageOf(at, attributeOf(at, 'format', 'type'))
    if (!below) break
    images.push(below)
    at = find(at, 'backingStore')
  }
  return images
}

/** Disks that a machine writes to, as its XML tells. */
export const writtenDisks = (
  xml: string,
): readonly (Pick<MachineDisk, 'target' | 'images'> & { readonly isReady: boolean })[] => {
  const devices = find(parseXml(xml), 'devices')
  return (devices ? children(devices, 'disk') : []).flatMap((disk) => {
    const device = disk.getAttribute('device') ?? 'disk'
    const target = attributeOf(disk, 'target', 'dev')
    if (device !== 'disk' || target === undefined || find(disk, 'readonly')) return []
    const isReady = attributeOf(disk, 'mirror', 'ready') === 'yes'
    return [{ target, images: imagesOf(disk), isReady }]
  })
}

/** A disk's size in bytes; undefined where the host can't tell. */
export const capacityOf = async (
  { connection, dom }: ReachedMachine,
  target: string,
): Promise<number | undefined> => {
  try {
    const asked = { dom, path: target, flags: 0 }
    return Number((await connection.call(remote.domainGetBlockInfo, asked)).capacity)
  } catch {
    return undefined
  }
}

/** Reads a machine's disks with what moves their data now. */
export const readDisks = async (
  reached: ReachedMachine,
  xml: string,
  isRunning: boolean,
): Promise<MachineDisk[]> => {
  const { connection, dom } = reached
  return Promise.all(
    writtenDisks(xml).map(async ({ target, images, isReady }): Promise<MachineDisk> => {
      const asked = { dom, path: target, flags: 0 }
      const [capacity, job] = await Promise.all([
        capacityOf(reached, target),
        isRunning ? connection.call(remote.domainGetBlockJobInfo, asked).catch(() => null) : null,
      ])
      return {
        target,
        images,
        ...(capacity !== undefined && { capacity }),
        ...(job?.found && {
          job: {
            kind: kinds[job.type] ?? 'other',
            done: Number(job.cur),
            total: Number(job.end),
            isReady,
          },
        }),
      }
    }),
  )
}
