import type { ConsoleStatus } from '../../src-preload/contract/console'
import { ConsoleAttachment, type AttachmentOptions } from './console-attachment'
import { ConsoleHistory } from './console-history'
import type { ConsolePort } from './console-port'
import { ConsoleViewer } from './console-viewer'
import { OutputBatcher } from './output-batcher'

/** What a machine left set in the terminal when it went: a new one starts with a plain screen. */
const PLAIN_SCREEN = Buffer.from('\x1b[!p\x1b[?1049l\x1b[?1000;1002;1003;1004;2004l\x1b[0m\r\n')

/**
 * A window that draws nothing for this long, in ms, is hidden or stuck: the console goes on
 * without it, lest the guest stand still and the daemon take us for dead.
 */
export const STALLED_MS = 10_000

export type SessionOptions = Pick<AttachmentOptions, 'openLine' | 'describeFailure'> & {
  readonly machineRuns: boolean
}

/**
 * One console of one machine, for as long as the app (or the machine) lives: windows come and go,
 * its history stays.
 */
export class ConsoleSession {
  readonly #history = new ConsoleHistory()
  readonly #output = new OutputBatcher((batch) => this.#pass(batch))
  readonly #attachment: ConsoleAttachment
  #viewer: ConsoleViewer | null = null
  /** The viewer has missed output and will be shown the history again. */
  #isStalled = false
  #stallTimer: NodeJS.Timeout | undefined
  #hasWaited = false
  #whenUnwatched: (() => void) | null = null

  constructor(options: SessionOptions) {
    this.#attachment = new ConsoleAttachment(
      {
        openLine: options.openLine,
        describeFailure: options.describeFailure,
        received: (bytes) => this.#output.add(bytes),
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
    return this.#viewer !== null
  }

  /**
   * Shows the console in the window at the other end of `port`: first what was there before, then
   * what comes. A window that was there before is let go.
   */
  show(port: ConsolePort): void {
    this.#output.flush()
    this.#viewer?.port.close()
    const viewer = new ConsoleViewer(port, {
      request: (request) => {
        if (this.#viewer !== viewer) return
        if (request.type === 'input') this.#attachment.send(request.bytes)
        else this.#attachment.attach(request.takeOver)
      },
      behind: (isBehind) => {
        if (this.#viewer === viewer) this.#viewerIsBehind(isBehind)
      },
      gone: () => {
        if (this.#viewer === viewer) this.#unwatched()
      },
    })
    this.#viewer = viewer
    this.#catchUp()
    viewer.tell({ type: 'history', bytes: this.#history.snapshot() })
    viewer.tell({ type: 'status', status: this.status })
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

  /** Lets the console and its window go; resolves when others can have the console. */
  async close(): Promise<void> {
    this.#viewer?.port.close()
    this.#viewer = null
    this.#catchUp()
    await this.#attachment.close()
    this.#output.flush()
  }

  #unwatched(): void {
    this.#viewer = null
    this.#catchUp()
    this.#whenUnwatched?.()
  }

  #viewerIsBehind(isBehind: boolean): void {
    if (isBehind && !this.#isStalled) {
      this.#attachment.pause()
      this.#stallTimer = setTimeout(() => {
        this.#isStalled = true
        this.#attachment.resume()
      }, STALLED_MS)
    }
    if (!isBehind) {
      this.#output.flush()
      if (this.#isStalled) this.#viewer?.tell({ type: 'history', bytes: this.#history.snapshot() })
      this.#catchUp()
    }
  }

  /** Nobody has to be waited for (any more). */
  #catchUp(): void {
    clearTimeout(this.#stallTimer)
    this.#isStalled = false
    this.#attachment.resume()
  }

  #statusChanged(status: ConsoleStatus): void {
    if (status.state === 'waiting') this.#hasWaited = true
    if (status.state === 'connected' && this.#hasWaited) {
      this.#hasWaited = false
      this.#output.add(PLAIN_SCREEN)
    }
    // What the guest said before it went belongs before the news that it is gone.
    this.#output.flush()
    this.#viewer?.tell({ type: 'status', status })
  }

  #pass(batch: Uint8Array): void {
    this.#history.append(batch)
    if (!this.#isStalled) this.#viewer?.show(batch)
  }
}
