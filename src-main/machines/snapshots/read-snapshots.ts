import { isUnsupported, remote } from '../../libvirt'
import { parseXml } from '../../xml/parse-xml'
import { scanXml } from '../../xml/scan-xml'
import { attributeOf, children, find } from '../../xml/select-elements'
import type { ReachedMachine } from '../definition/machine-definitions'

/** How a snapshot keeps a disk. */
interface SnapshotDisk {
  /** Such as `vda`. */
  readonly target: string
  readonly how: 'internal' | 'external' | 'no'
  /** The file that the machine went on to write to, of an external one. */
  readonly overlay?: string
}

/** A snapshot as its host describes it. */
export interface SnapshotFacts {
  readonly name: string
  readonly description?: string
  readonly parent: string | null
  /** In ms since the epoch. */
  readonly createdAt: number
  readonly state: string
  readonly memory: 'internal' | 'external' | 'no'
  readonly memoryFile?: string
  readonly disks: readonly SnapshotDisk[]
  /** With the machine's XML of its time. */
  readonly xml: string
}

const keeping = (text: string | undefined): 'internal' | 'external' | 'no' =>
  text === 'internal' || text === 'external' ? text : 'no'

/**
 * The description without the machine's XML of that time, which stands last and is most of it. In
 * what libvirt writes a bare `<` only begins an element, so it is found without parsing.
 */
const withoutDomain = (xml: string): string => {
  const at = xml.search(/<domain[\s>]/)
  return at === -1 ? xml : `${xml.slice(0, at)}</domainsnapshot>`
}

/** Reads a snapshot's XML. Throws a `Problem` when it is none. */
export const readSnapshot = (xml: string): SnapshotFacts => {
  const texts = new Map<string, string>()
  const disks: SnapshotDisk[] = []
  let memory: SnapshotFacts['memory'] = 'no'
  let memoryFile: string | undefined
  let overlay: string | undefined
  scanXml(withoutDomain(xml), ({ path, attribute, text }) => {
    switch (path) {
      case 'domainsnapshot/memory':
        memory = keeping(attribute('snapshot'))
        memoryFile = attribute('file')
        break
      case 'domainsnapshot/disks/disk/source':
        overlay = attribute('file') ?? attribute('dev')
        break
      case 'domainsnapshot/disks/disk':
        disks.push({
          target: attribute('name') ?? '',
          how: keeping(attribute('snapshot')),
          ...(overlay !== undefined && { overlay }),
        })
        overlay = undefined
        break
      default:
        if (text !== '') texts.set(path, text)
    }
  })
  const description = texts.get('domainsnapshot/description')?.trim()
  return {
    // Names as they are: blanks and marks around one belong to it.
    name: texts.get('domainsnapshot/name') ?? '',
    ...(description !== undefined && { description }),
    parent: texts.get('domainsnapshot/parent/name') ?? null,
    createdAt: Number(texts.get('domainsnapshot/creationTime') ?? 0) * 1000,
    state: texts.get('domainsnapshot/state')?.trim() ?? '',
    memory,
    ...(memoryFile !== undefined && { memoryFile }),
    disks,
    xml,
  }
}

/** The images that an external snapshot's overlays were laid on, each with its disk's target. */
export const imagesBelow = ({ xml, disks }: SnapshotFacts): ReadonlyMap<string, string> => {
  const devices = find(parseXml(xml), 'domain/devices')
  const external = new Set(disks.flatMap(({ target, how }) => (how === 'external' ? target : [])))
  return new Map(
    (devices ? children(devices, 'disk') : []).flatMap((disk) => {
      const target = attributeOf(disk, 'target', 'dev') ?? ''
      const path = attributeOf(disk, 'source', 'file') ?? attributeOf(disk, 'source', 'dev')
      return path !== undefined && external.has(target) ? [[path, target] as const] : []
    }),
  )
}

/** What a host knows of a machine's snapshots. */
export interface KnownSnapshots {
  readonly snapshots: readonly SnapshotFacts[]
  readonly current: string | null
}

const readCurrent = async ({ connection, dom }: ReachedMachine): Promise<string | null> => {
  const { result } = await connection.call(remote.domainHasCurrentSnapshot, { dom, flags: 0 })
  if (!result) return null
  return (await connection.call(remote.domainSnapshotCurrent, { dom, flags: 0 })).snap.name
}

/** Asks for all snapshots at once; a driver that knows none answers none. */
export const readSnapshots = async (reached: ReachedMachine): Promise<KnownSnapshots> => {
  const { connection, dom } = reached
  try {
    const current = readCurrent(reached)
    // Heard of below; until then its failure is nobody's.
    current.catch(() => undefined)
    const all = { dom, needResults: true, flags: 0 }
    const { snapshots } = await connection.call(remote.domainListAllSnapshots, all)
    const xmls = await Promise.all(
      snapshots.map((snap) => connection.call(remote.domainSnapshotGetXmlDesc, { snap, flags: 0 })),
    )
    return { snapshots: xmls.map(({ xml }) => readSnapshot(xml)), current: await current }
  } catch (error) {
    if (isUnsupported(error)) return { snapshots: [], current: null }
    throw error
  }
}
