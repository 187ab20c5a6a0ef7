import { mkdir, open, rename, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Log } from '../log/log'

/** Output waits for the disk no longer than this, in ms: what a killed app may lose. */
export const FLUSH_MS = 500
/** More than this waiting for a slow disk is not kept, in bytes: memory has an end. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024

/** How transcripts are kept, as of now: the settings may change at any time. */
export interface TranscriptRules {
  readonly isOn: boolean
  /** So much is kept of each console, in bytes: the file and the one before it together. */
  readonly mostBytes: number
}

/**
 * What a console said, in a file, escape sequences and all. A file that has reached half of what
 * is kept is put aside as `….1` in place of the one before, so that the newer half always stays.
 */
export class TranscriptFile {
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #timer: NodeJS.Timeout | undefined
  #file: FileHandle | null = null
  #size = 0
  /** Resolves when the disk has all that it was given. */
  #written: Promise<void> = Promise.resolve()
  #hasFailed = false

  constructor(
    readonly path: string,
    readonly rules: () => TranscriptRules,
    readonly log: Log,
  ) {}

  /** Copies `bytes`; they are on the disk within {@link FLUSH_MS}. */
  add(bytes: Uint8Array): void {
    if (!this.rules().isOn || this.#waitingBytes + bytes.length > MOST_WAITING_BYTES) return
    this.#waiting.push(bytes.slice())
    this.#waitingBytes += bytes.length
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS)
  }

  /** Resolves when everything is on the disk, or never will be. */
  async close(): Promise<void> {
    if (this.#timer !== undefined) this.#flush()
    await this.#written
    await this.#file?.close()
    this.#file = null
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    this.#written = this.#writeAfter(this.#written, bytes)
  }

  async #writeAfter(earlier: Promise<void>, bytes: Buffer): Promise<void> {
    await earlier
    try {
      await this.#write(bytes)
    } catch (error) {
      await this.#fail(error)
    }
  }

  async #write(bytes: Buffer): Promise<void> {
    const half = Math.floor(this.rules().mostBytes / 2)
    for (let rest = bytes; rest.length > 0;) {
      this.#file ??= await this.#open()
      const room = half - this.#size
      if (room <= 0) await this.#rotate()
      else {
        const piece = rest.subarray(0, room)
        await this.#file.appendFile(piece)
        this.#size += piece.length
        rest = rest.subarray(piece.length)
      }
    }
    this.#hasFailed = false
  }

  async #open(): Promise<FileHandle> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
    const file = await open(this.path, 'a', 0o600)
    this.#size = (await file.stat()).size
    return file
  }

  async #rotate(): Promise<void> {
    await this.#file?.close()
    this.#file = null
    await rename(this.path, `${this.path}.1`)
  }

  /** The console matters more than its transcript: it goes on, and the next piece is tried again. */
  async #fail(reason: unknown): Promise<void> {
    const file = this.#file
    this.#file = null
    await file?.close().catch(() => undefined)
    if (this.#hasFailed) return
    this.#hasFailed = true
    this.log.warn({ path: this.path, err: reason }, 'a console’s transcript cannot be written')
  }
}
