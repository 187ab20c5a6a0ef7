import type { TimelineEntry, TimelineSearch } from '../../src-preload/contract/timeline'
import { message, spokenLanguage, t } from '../../src-preload/language/t'
import { Listeners } from '../listeners'
import type { TimelineFile } from './timeline-file'

/** Entries that can be searched; older ones are only in the file. */
const KEPT = 50_000
/** How long entries are gathered before they are told, in ms. */
const GATHER_MS = 100

/** English says these alike of what is to be done and of what has happened; others do not. */
const happened: Readonly<Record<string, string>> = { 'Shut down': message('Has shut down') }

/** What is kept is a message of the catalogue. */
const textOf = ({ text }: TimelineEntry): string =>
  spokenLanguage() === 'en' ? text : t(happened[text] ?? text)

/** An entry as people read it. */
const told = (entry: TimelineEntry): TimelineEntry => ({ ...entry, text: textOf(entry) })

const matches = (
  entry: TimelineEntry,
  words: readonly string[],
  search: TimelineSearch,
): boolean => {
  if (search.hostId !== undefined && entry.hostId !== search.hostId) return false
  if (search.machineId !== undefined && entry.machineId !== search.machineId) return false
  if (search.before !== undefined && entry.at >= search.before) return false
  if (words.length === 0) return true
  const text = `${entry.machineName ?? ''} ${textOf(entry)}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** What happened on all hosts: searchable, and kept from start to start. */
export class Timeline {
  readonly #added = new Listeners<readonly TimelineEntry[]>()
  readonly #file: TimelineFile
  #entries: TimelineEntry[] = []
  #untold: TimelineEntry[] = []
  #timer: NodeJS.Timeout | null = null

  /** Resolves when what earlier starts kept can be searched. */
  readonly loaded: Promise<void>

  constructor(file: TimelineFile) {
    this.#file = file
    this.loaded = this.#load()
  }

  /** Hears of new entries, in batches and in the spoken language. */
  onDidAdd(listener: (entries: readonly TimelineEntry[]) => void): () => void {
    return this.#added.add(listener)
  }

  add(entry: TimelineEntry): void {
    this.#entries.push(entry)
    // Cut rarely: moving fifty thousand entries for each new one would cost more than they do.
    if (this.#entries.length > KEPT * 1.1) this.#entries = this.#entries.slice(-KEPT)
    this.#file.append(entry)
    this.#untold.push(entry)
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS)
  }

  /** What matches, newest first, in the spoken language. */
  async search(search: TimelineSearch): Promise<readonly TimelineEntry[]> {
    await this.loaded
    const words = search.text.toLowerCase().split(/\s+/).filter(Boolean)
    const found: TimelineEntry[] = []
    for (let i = this.#entries.length - 1; i >= 0 && found.length < search.limit; i--) {
      const entry = this.#entries[i]
      if (entry && matches(entry, words, search)) found.push(told(entry))
    }
    return found
  }

  /** Everything on disk as JSON lines, oldest first; in English, for scripts. */
  async export(): Promise<string> {
    await this.#file.flush()
    return (await this.#file.read()).map((entry) => `${JSON.stringify(entry)}\n`).join('')
  }

  /** Writes what is not on disk yet. */
  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    await this.#file.flush()
  }

  async #load(): Promise<void> {
    const earlier = await this.#file.read()
    this.#entries = [...earlier, ...this.#entries].slice(-KEPT)
  }

  #tell(): void {
    this.#timer = null
    const entries = this.#untold.map(told)
    this.#untold = []
    this.#added.tell(entries)
  }
}
