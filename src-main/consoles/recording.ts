import { createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { StringDecoder } from 'node:string_decoder'
import { finished } from 'node:stream/promises'
import type { ConsoleRecording, TerminalSize } from '../../src-preload/contract/console'

/** What a recording begins with. */
export interface RecordingStart {
  readonly path: string
  readonly size: TerminalSize
  /** Whose console it is. */
  readonly title: string
  /** What the terminal shows already, as sequences that draw it. */
  readonly screen: string
}

/** Seconds with a microsecond's digits, as in asciinema's own recordings. */
const seconds = (ms: number): number => Math.round(ms * 1000) / 1_000_000

/**
 * Records a console as an asciicast, version 2 (https://docs.asciinema.org/manual/asciicast/v2/):
 * a header, then a line for each piece of output and each change of the terminal's size.
 */
export class Recording {
  readonly state: ConsoleRecording
  readonly #file: WriteStream
  readonly #startedAt = performance.now()
  /** Holds back a character whose last bytes have yet to come. */
  readonly #decoder = new StringDecoder('utf8')
  #size: TerminalSize
  /** What the disk said first. */
  #failure: Error | null = null

  private constructor({ path, size, title, screen }: RecordingStart, file: WriteStream) {
    this.state = { path, since: Date.now() }
    this.#file = file
    this.#size = size
    file.on('error', (error) => (this.#failure ??= error))
    this.#write({
      version: 2,
      width: size.columns,
      height: size.rows,
      timestamp: Math.floor(this.state.since / 1000),
      title,
      env: { TERM: 'xterm-256color' },
    })
    if (screen !== '') this.#event('o', screen)
  }

  /** Begins a recording in a file of this user's own. Rejects with what the disk says. */
  static async start(start: RecordingStart): Promise<Recording> {
    const file = createWriteStream(start.path, { mode: 0o600 })
    await once(file, 'open')
    return new Recording(start, file)
  }

  output(bytes: Uint8Array): void {
    const text = this.#decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    if (text !== '') this.#event('o', text)
  }

  resize(size: TerminalSize): void {
    if (size.columns === this.#size.columns && size.rows === this.#size.rows) return
    this.#size = size
    this.#event('r', `${size.columns}x${size.rows}`)
  }

  /** Resolves when all of it is on the disk. Rejects with what the disk said, however early. */
  async end(): Promise<void> {
    const rest = this.#decoder.end()
    if (rest !== '') this.#event('o', rest)
    if (this.#failure) throw this.#failure
    this.#file.end()
    await finished(this.#file)
  }

  #event(kind: 'o' | 'r', text: string): void {
    this.#write([seconds(performance.now() - this.#startedAt), kind, text])
  }

  #write(line: unknown): void {
    if (!this.#failure) this.#file.write(`${JSON.stringify(line)}\n`)
  }
}
