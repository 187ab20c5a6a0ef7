import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Element } from 'slimdom'
import type { OsPreset } from '../../../src-preload/contract/os-preset'
import type { Log } from '../../log/log'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, textOf } from '../../xml/select-elements'
import { known } from '../hardware/read-values'

const MIB = 2 ** 20

/** PCI ids of virtio's disks and network cards, before version 1.0 and since. */
const virtio = {
  disk: ['http://pcisig.com/pci/1af4/1001', 'http://pcisig.com/pci/1af4/1042'],
  nic: ['http://pcisig.com/pci/1af4/1000', 'http://pcisig.com/pci/1af4/1041'],
} as const

/** What a part of a system in a file of the database says; of its XML nothing is kept. */
interface OsEntry {
  readonly id: string
  readonly parent?: string
  readonly shortId?: string
  readonly name?: string
  readonly family?: string
  readonly released?: string
  readonly endOfLife?: string
  /** What it needs; memory and disk in bytes. */
  readonly ram?: number
  readonly cpus?: number
  readonly storage?: number
  /** Devices by their ids, and whether it has them: it may take back what those before it had. */
  readonly devices: readonly (readonly [string, boolean])[]
}

/** The names and folders of the database, the later over the earlier. */
const databaseFolders = (environment: Readonly<Record<string, string | undefined>>): string[] => [
  environment['OSINFO_SYSTEM_DIR'] ?? '/usr/share/osinfo',
  environment['OSINFO_LOCAL_DIR'] ?? '/etc/osinfo',
]

/** All XML files below a folder; none where it does not exist. */
const filesIn = async (folder: string): Promise<string[]> => {
  const files: string[] = []
  // Not installed: there are no presets then.
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(await filesIn(path)))
    else if (entry.name.endsWith('.xml')) files.push(path)
  }
  return files
}

/** How many files are read at once; they are parsed one by one. */
const READ_AT_ONCE = 32

const elsewhere =
  /<(media|tree|image|installer|driver|firmware|variant)\b[^>]*?(?:\/>|>.*?<\/\1>)/gs

/**
 * A file without what no preset is made of, which is four fifths of the database and would be most
 * of the time that its parser takes: names in other languages, one to a line, what there is to
 * install from, and comments.
 */
const onlyNeeded = (xml: string): string =>
  xml
    .replace(/^ *<\w+ xml:lang=.*>\n/gm, '')
    .replace(/<!--.*?-->/gs, '')
    .replace(elsewhere, '')

const devicesOf = (os: Element): OsEntry['devices'] =>
  children(os, 'devices').flatMap((devices) =>
    children(devices, 'device').map(
      (device) =>
        [device.getAttribute('id') ?? '', device.getAttribute('supported') !== 'false'] as const,
    ),
  )

/** How well a list of resources fits this app's machines; the best is 0. */
const arches = ['x86_64', 'all']
const strangeness = (resources: Element): number => {
  const place = arches.indexOf(resources.getAttribute('arch') ?? 'all')
  return place === -1 ? arches.length : place
}

/** A resource by its recommendation, else by its minimum. */
const resource = (os: Element, name: string): number | undefined => {
  const lists = [...children(os, 'resources')].sort((a, b) => strangeness(a) - strangeness(b))
  for (const level of ['recommended', 'minimum']) {
    for (const resources of lists) {
      const value = Number(textOf(resources, `${level}/${name}`))
      if (value > 0) return value
    }
  }
  return undefined
}

const inMib = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : Math.ceil(bytes / MIB)

/** Reads the systems of a file of the database. */
export const readOsEntries = (xml: string): OsEntry[] =>
  children(parseXml(xml), 'os').map((os) => ({
    id: os.getAttribute('id') ?? '',
    devices: devicesOf(os),
    ...known({
      parent: attributeOf(os, 'derives-from', 'id') ?? attributeOf(os, 'clones', 'id'),
      shortId: textOf(os, 'short-id'),
      name: textOf(os, 'name'),
      family: textOf(os, 'family'),
      released: textOf(os, 'release-date'),
      endOfLife: textOf(os, 'eol-date'),
      ram: resource(os, 'ram'),
      cpus: resource(os, 'n-cpus'),
      storage: resource(os, 'storage'),
    }),
  }))

type EntriesById = ReadonlyMap<string, readonly OsEntry[]>

/** A system's parts, which may stand in several files, then those that it derives from. */
const ancestry = (id: string, byId: EntriesById): readonly OsEntry[] => {
  const line: OsEntry[] = []
  for (let at: string | undefined = id; at !== undefined;) {
    const parts: readonly OsEntry[] = byId.get(at) ?? []
    if (parts.some((part) => line.includes(part))) break
    line.push(...parts)
    at = parts.find(({ parent }) => parent !== undefined)?.parent
  }
  return line
}

const firstOf = <K extends keyof OsEntry>(line: readonly OsEntry[], key: K): OsEntry[K] =>
  line.map((entry) => entry[key]).find((value) => value !== undefined) as OsEntry[K]

const presetOf = (id: string, byId: EntriesById): OsPreset => {
  const own = byId.get(id) ?? []
  const line = ancestry(id, byId)
  // The nearest has the last word.
  const devices = new Map([...line].reverse().flatMap((entry) => entry.devices))
  const has = (ids: readonly string[]): boolean => ids.some((it) => devices.get(it) === true)
  return {
    id,
    shortId: firstOf(own, 'shortId') ?? id,
    name: firstOf(own, 'name') ?? id,
    hasVirtio: has(virtio.disk) && has(virtio.nic),
    ...known({
      family: firstOf(own, 'family'),
      released: firstOf(own, 'released'),
      endOfLife: firstOf(own, 'endOfLife'),
      memoryMib: inMib(firstOf(line, 'ram')),
      vcpus: firstOf(line, 'cpus'),
      diskMib: inMib(firstOf(line, 'storage')),
    }),
  }
}

/** All systems, newest first, from their entries. */
export const presetsOf = (entries: readonly OsEntry[]): OsPreset[] => {
  const byId = new Map<string, OsEntry[]>()
  for (const entry of entries) byId.set(entry.id, [...(byId.get(entry.id) ?? []), entry])
  return [...byId.keys()]
    .map((id) => presetOf(id, byId))
    .sort(
      (a, b) => (b.released ?? '').localeCompare(a.released ?? '') || a.name.localeCompare(b.name),
    )
}

/** The osinfo database of this computer, read when it is first asked for. */
export class OsPresets {
  #presets: Promise<OsPreset[]> | null = null

  constructor(
    readonly environment: Readonly<Record<string, string | undefined>>,
    readonly log: Log,
  ) {}

  /** Empty where the database is not installed. */
  list(): Promise<readonly OsPreset[]> {
    this.#presets ??= this.#read()
    return this.#presets
  }

  async get(id: string): Promise<OsPreset | undefined> {
    return (await this.list()).find((preset) => preset.id === id)
  }

  async #read(): Promise<OsPreset[]> {
    const entries: OsEntry[] = []
    for (const folder of databaseFolders(this.environment)) {
      const files = await filesIn(join(folder, 'os'))
      for (let at = 0; at < files.length; at += READ_AT_ONCE) {
        const some = files.slice(at, at + READ_AT_ONCE)
        const texts = await Promise.allSettled(some.map((file) => readFile(file, 'utf8')))
        for (const [i, text] of texts.entries()) {
          try {
            if (text.status === 'rejected') throw text.reason
            entries.push(...readOsEntries(onlyNeeded(text.value)))
          } catch (error) {
            const file = some[i]
            this.log.warn({ file, err: error }, 'a file of the osinfo database cannot be read')
          }
          // Between two files, whatever else waits has its turn.
          await new Promise(setImmediate)
        }
      }
    }
    return presetsOf(entries)
  }
}
