import type { ConsoleMessage, ConsoleRequest } from '../../src-preload/contract/console'
import { readConsoleRequest, type ConsolePort } from './console-port'

/**
 * So much output may be under way to a window, in bytes: enough to keep a terminal drawing while
 * the next batch travels, and little enough that what follows a Ctrl+C shows within a blink.
 */
export const HIGH_WATER_BYTES = 768 * 1024
/** So much to a tile: a flooded one among many waits soon, and leaves the processor to the others. */
export const TILE_HIGH_WATER_BYTES = 12 * 1024
/** The console is read again when the window has drawn all but a third of it. */
const lowWaterOf = (highWater: number): number => highWater / 3
/**
 * A window that draws nothing for this long, in ms, is hidden or stuck: the console goes on
 * without it, lest the guest stand still and the daemon take us for dead.
 */
export const STALLED_MS = 10_000

interface ViewerEvents {
  request(request: Exclude<ConsoleRequest, { readonly type: 'drawn' }>): void
  /** Whether the console must wait for the window has changed. */
  pressureChanged(): void
  /** The window draws again, and has missed output. */
  missed(): void
  gone(): void
}

/** A window that shows a console, and the account of what it has yet to draw. */
export class ConsoleViewer {
  #undrawn = 0
  #isBehind = false
  /** It has missed output, and is shown the history when it draws again. */
  #isStalled = false
  #stallTimer: NodeJS.Timeout | undefined

  constructor(
    readonly port: ConsolePort,
    readonly events: ViewerEvents,
    /** See {@link HIGH_WATER_BYTES}. */
    readonly highWater: number,
  ) {
    port.on('message', ({ data }) => this.#receive(data))
    port.on('close', () => {
      clearTimeout(this.#stallTimer)
      events.gone()
    })
    port.start()
  }

  /** The window has more than it can draw, and is still waited for. */
  get holdsUp(): boolean {
    return this.#isBehind && !this.#isStalled
  }

  /** Sends what the window need not account for. */
  tell(message: Exclude<ConsoleMessage, { readonly type: 'data' }>): void {
    this.#post(message)
  }

  /** Sends output, unless the window is stalled; `batch` is copied. */
  show(batch: Uint8Array): void {
    if (this.#isStalled) return
    // A structured clone takes the whole buffer under a view: hand over one of just this size.
    this.#post({ type: 'data', bytes: batch.slice() })
    this.#undrawn += batch.length
    if (this.#isBehind || this.#undrawn < this.highWater) return
    this.#isBehind = true
    this.#stallTimer = setTimeout(() => this.#stall(), STALLED_MS)
    this.events.pressureChanged()
  }

  #post(message: ConsoleMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
    this.port.postMessage(message)
  }

  #receive(data: unknown): void {
    const request = readConsoleRequest(data)
    if (request === null) return
    if (request.type === 'drawn') this.#drew(request.count)
    else this.events.request(request)
  }

  #stall(): void {
    this.#isStalled = true
    this.events.pressureChanged()
  }

  #drew(count: number): void {
    this.#undrawn = Math.max(0, this.#undrawn - count)
    if (!this.#isBehind || this.#undrawn > lowWaterOf(this.highWater)) return
    clearTimeout(this.#stallTimer)
    if (this.#isStalled) this.events.missed()
    this.#isBehind = false
    this.#isStalled = false
    this.events.pressureChanged()
  }
}
