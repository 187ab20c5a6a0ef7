import { createReadStream } from 'node:fs'
import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import type { Log } from '../log/log'

/** A file that grew beyond this is put aside, and the one before it goes: twice this is the bound. */
const MAX_BYTES = 8 * 1024 * 1024
/** How long entries are gathered before they are written, in ms. */
const GATHER_MS = 500

const entry = z.object({
  at: z.number(),
  hostId: z.string(),
  machineId: z.string().optional(),
  machineName: z.string().optional(),
  state: z.string().optional(),
  text: z.string(),
  askedBy: z.enum(['here', 'elsewhere', 'nobody']),
  alarm: z.enum(['crash', 'ioError', 'hostLost']).optional(),
})

/** The history on disk: JSON lines, appended to. A line that was torn by a crash is passed over. */
export class TimelineFile {
  #waiting: string[] = []
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(
    readonly path: string,
    readonly log: Log,
  ) {}

  /** Everything kept, oldest first; nothing where there is no file yet. */
  async read(): Promise<TimelineEntry[]> {
    return [...(await this.#readOne(`${this.path}.1`)), ...(await this.#readOne(this.path))]
  }

  append(added: TimelineEntry): void {
    this.#waiting.push(JSON.stringify(added))
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS)
  }

  /** Writes what waits. Never rejects: a history that can't be written is said in the log. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#waiting.length > 0) {
      const lines = `${this.#waiting.join('\n')}\n`
      this.#waiting = []
      this.#writing = this.#writing.then(() => this.#write(lines))
    }
    return this.#writing
  }

  async #write(lines: string): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
      const size = await stat(this.path).then(
        (found) => found.size,
        () => 0,
      )
      if (size > MAX_BYTES) await rename(this.path, `${this.path}.1`)
      // After a torn line a new one begins, so that only the torn one is lost.
      await appendFile(this.path, size > 0 && this.#isFirst ? `\n${lines}` : lines, { mode: 0o600 })
      this.#isFirst = false
    } catch (error) {
      this.log.warn({ path: this.path, err: error }, 'the history cannot be written')
    }
  }

  #isFirst = true

  async #readOne(path: string): Promise<TimelineEntry[]> {
    const entries: TimelineEntry[] = []
    try {
      for await (const line of createInterface({ input: createReadStream(path) })) {
        const parsed = parse(line)
        if (parsed) entries.push(parsed)
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.log.warn({ path, err: error }, 'the history cannot be read')
      }
    }
    return entries
  }
}

const parse = (line: string): TimelineEntry | null => {
  try {
    return (entry.safeParse(JSON.parse(line)).data as TimelineEntry | undefined) ?? null
  } catch {
    return null
  }
}
