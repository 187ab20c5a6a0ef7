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

/** A part of a system as a file of the database has it. */
interface OsEntry {
  readonly id: string
  readonly parent?: string
  readonly os: Element
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

/** Names in other languages are most of the database, one to a line, and not read here. */
const withoutTranslations = (xml: string): string => xml.replace(/^ *<\w+ xml:lang=.*>\n/gm, '')

const devicesOf = (os: Element): readonly string[] =>
  children(os, 'devices').flatMap((devices) =>
    children(devices, 'device').map((device) => device.getAttribute('id') ?? ''),
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
    os,
    ...known({
      parent: attributeOf(os, 'derives-from', 'id') ?? attributeOf(os, 'clones', 'id'),
    }),
  }))

/** A system's parts, which may stand in several files, then those that it derives from. */
const ancestry = (id: string, byId: ReadonlyMap<string, readonly OsEntry[]>): Element[] => {
  const line: OsEntry[] = []
  for (let at: string | undefined = id; at !== undefined;) {
    const parts: readonly OsEntry[] = byId.get(at) ?? []
    if (parts.some((part) => line.includes(part))) break
    line.push(...parts)
    at = parts.find(({ parent }) => parent !== undefined)?.parent
  }
  return line.map(({ os }) => os)
}

const presetOf = (id: string, byId: ReadonlyMap<string, readonly OsEntry[]>): OsPreset => {
  const own = (byId.get(id) ?? []).map(({ os }) => os)
  const line = ancestry(id, byId)
  const text = (name: string): string | undefined =>
    own.map((os) => textOf(os, name)).find((value) => value !== undefined)
  const first = (name: string): number | undefined =>
    line.map((os) => resource(os, name)).find((value) => value !== undefined)
  const devices = new Set(line.flatMap(devicesOf))
  const has = (ids: readonly string[]): boolean => ids.some((it) => devices.has(it))
  return {
    id,
    shortId: text('short-id') ?? id,
    name: text('name') ?? id,
    hasVirtio: has(virtio.disk) && has(virtio.nic),
    ...known({
      family: text('family'),
      released: text('release-date'),
      endOfLife: text('eol-date'),
      memoryMib: inMib(first('ram')),
      vcpus: first('n-cpus'),
      diskMib: inMib(first('storage')),
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
      // One at a time: between two files, whatever else waits has its turn.
      for (const file of await filesIn(join(folder, 'os'))) {
        try {
          entries.push(...readOsEntries(withoutTranslations(await readFile(file, 'utf8'))))
        } catch (error) {
          this.log.warn({ file, err: error }, 'a file of the osinfo database cannot be read')
        }
      }
    }
    return presetsOf(entries)
  }
}
