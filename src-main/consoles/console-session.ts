import type {
  ConsoleMessage,
  ConsoleRequest,
  ConsoleStatus,
  TerminalSize,
} from '../../src-preload/contract/console'
import { ConsoleAttachment, type AttachmentOptions } from './console-attachment'
import { ConsoleHistory } from './console-history'
import type { ConsolePort } from './console-port'
import { ConsoleViewer, HIGH_WATER_BYTES } from './console-viewer'
import { OutputBatcher } from './output-batcher'
import { PacedInput } from './paced-input'
import { PLAIN_SCREEN } from './plain-screen'
import type { Recording } from './recording'
import type { TranscriptFile } from './transcript-file'

/** What a machine left set in the terminal when it went is gone when a new one starts. */
const FRESH_LINE = Buffer.from(`${PLAIN_SCREEN}\r\n`)

/** What most terminals have, until a window says better. */
const USUAL_SIZE: TerminalSize = { columns: 80, rows: 24 }

export type SessionOptions = Pick<AttachmentOptions, 'openLine' | 'describeFailure'> & {
  readonly machineRuns: boolean
  /** Takes all output, as long as the session lives. */
  readonly transcript?: TranscriptFile
}

/** Ctrl+C, alone. */
const isInterrupt = (bytes: Uint8Array): boolean => bytes.length === 1 && bytes[0] === 3

/**
 * One console of one machine, for as long as the app (or the machine) lives: windows come and go,
 * its history stays. Several may show it at once; all of them are typed in.
 */
export class ConsoleSession {
  readonly #history = new ConsoleHistory()
  readonly #output = new OutputBatcher((batch) => this.#pass(batch))
  readonly #attachment: ConsoleAttachment
  readonly #viewers = new Set<ConsoleViewer>()
  readonly #paste = new PacedInput({
    send: (bytes) => this.#attachment.send(bytes),
    progressed: (progress) => this.#tell({ type: 'pasting', progress }),
  })
  #size = USUAL_SIZE
  #recording: Recording | null = null
  #hasWaited = false
  #whenUnwatched: (() => void) | null = null

  constructor(readonly options: SessionOptions) {
    this.#attachment = new ConsoleAttachment(
      {
        openLine: options.openLine,
        describeFailure: options.describeFailure,
        received: (bytes) => {
          this.#paste.hear(bytes.length)
          this.#output.add(bytes)
        },
        statusChanged: (status) => this.#statusChanged(status),
      },
      options.machineRuns,
    )
  }

  get status(): ConsoleStatus {
    return this.#attachment.status
  }

  /** Whether a window shows it. */
  get isWatched(): boolean {
    return this.#viewers.size > 0
  }

  /** The terminal's size in the window that told one last. */
  get size(): TerminalSize {
    return this.#size
  }

  /**
   * Shows the console in a window, too: first what was there before, then what comes, no more than
   * `highWater` bytes of it at a time.
   */
  show(port: ConsolePort, highWater = HIGH_WATER_BYTES): void {
    this.#output.flush()
    const viewer: ConsoleViewer = new ConsoleViewer(
      port,
      {
        request: (request) => this.#do(request),
        pressureChanged: () => this.#keepPace(),
        missed: () => {
          this.#output.flush()
          viewer.tell({ type: 'history', bytes: this.#history.snapshot() })
        },
        gone: () => this.#viewerGone(viewer),
      },
      highWater,
    )
    this.#viewers.add(viewer)
    viewer.tell({ type: 'history', bytes: this.#history.snapshot() })
    viewer.tell({ type: 'recording', recording: this.#recording?.state ?? null })
    viewer.tell({ type: 'status', status: this.status })
  }

  /** Puts what was on the console before anybody listened into its history. */
  addPast(bytes: Uint8Array): void {
    this.#output.flush()
    this.#history.append(bytes)
    // As history, because no terminal may answer what was asked long ago.
    this.#tell({ type: 'history', bytes: this.#history.snapshot() })
  }

  /** Records what comes from now on; the recording that was under way ends. */
  async record(recording: Recording): Promise<void> {
    await this.stopRecording()
    this.#recording = recording
    this.#tell({ type: 'recording', recording: recording.state })
  }

  /** Resolves when the recording is on the disk. Rejects with what the disk said. */
  async stopRecording(): Promise<void> {
    const recording = this.#recording
    if (recording === null) return
    this.#output.flush()
    this.#recording = null
    this.#tell({ type: 'recording', recording: null })
    await recording.end()
  }

  machineStarted(): void {
    this.#attachment.machineStarted()
  }

  machineStopped(): void {
    this.#attachment.machineStopped()
  }

  /** Finds out how things stand with a machine that the host no longer lists. */
  machineRemoved(): void {
    this.#attachment.attach(false)
  }

  /** Calls back once no window shows it (any more). */
  onceUnwatched(listener: () => void): void {
    if (this.isWatched) this.#whenUnwatched = listener
    else listener()
  }

  /** Lets the console and its windows go; resolves when others can have the console. */
  async close(): Promise<void> {
    for (const viewer of this.#viewers) viewer.port.close()
    this.#viewers.clear()
    this.#paste.stop()
    this.#keepPace()
    await this.#attachment.close()
    this.#output.flush()
    await Promise.allSettled([this.stopRecording(), this.options.transcript?.close()])
  }

  #do(request: Exclude<ConsoleRequest, { readonly type: 'drawn' }>): void {
    switch (request.type) {
      case 'input':
        // What is typed during a paste was meant for what comes after it, but for the interrupt: with
        // that a terminal throws away what its program has not read yet.
        if (isInterrupt(request.bytes)) this.#paste.stop()
        if (this.#paste.isUnderWay) return this.#paste.add(request.bytes)
        return this.#attachment.send(request.bytes)
      case 'paste':
        return this.#paste.add(request.bytes)
      case 'stopPaste':
        return this.#paste.stop()
      case 'attach':
        return this.#attachment.attach(request.takeOver)
      case 'size':
        this.#size = request.size
        this.#output.flush()
        this.#recording?.resize(request.size)
    }
  }

  #viewerGone(viewer: ConsoleViewer): void {
    if (!this.#viewers.delete(viewer)) return
    this.#keepPace()
    if (this.isWatched) return
    // Nobody would see that it goes on; what the disk says was told while somebody looked.
    this.stopRecording().catch(() => undefined)
    this.#whenUnwatched?.()
  }

  /** The console waits for the slowest of its windows. */
  #keepPace(): void {
    if ([...this.#viewers].some(({ holdsUp }) => holdsUp)) this.#attachment.pause()
    else {
      this.#output.flush()
      this.#attachment.resume()
    }
  }

  #statusChanged(status: ConsoleStatus): void {
    if (status.state !== 'connected') this.#paste.stop()
    if (status.state === 'waiting') this.#hasWaited = true
    if (status.state === 'connected' && this.#hasWaited) {
      this.#hasWaited = false
      this.#output.add(FRESH_LINE)
    }
    // What the guest said before it went belongs before the news that it is gone.
    this.#output.flush()
    this.#tell({ type: 'status', status })
  }

  #tell(message: Exclude<ConsoleMessage, { readonly type: 'data' }>): void {
    for (const viewer of this.#viewers) viewer.tell(message)
  }

  #pass(batch: Uint8Array): void {
    this.#history.append(batch)
    this.options.transcript?.add(batch)
    this.#recording?.output(batch)
    for (const viewer of this.#viewers) viewer.show(batch)
  }
}
