import type { ConsoleMessage, ConsoleRequest } from '../../src-preload/contract/console'
import { readConsoleRequest, type ConsolePort } from './console-port'

/**
 * So much output may be under way to a window, in bytes: enough to keep a terminal drawing while
 * the next batch travels, and little enough that what follows a Ctrl+C shows within a blink.
 */
export const HIGH_WATER_BYTES = 256 * 1024
/** The console is read again when the window has drawn all but this much. */
export const LOW_WATER_BYTES = 64 * 1024

interface ViewerEvents {
  request(request: Exclude<ConsoleRequest, { readonly type: 'drawn' }>): void
  /** The window has more than it can draw (true), or has caught up (false). */
  behind(isBehind: boolean): void
  gone(): void
}

/** A window that shows a console, and the account of what it has yet to draw. */
export class ConsoleViewer {
  #undrawn = 0
  #behind = false

  constructor(
    readonly port: ConsolePort,
    readonly events: ViewerEvents,
  ) {
    port.on('message', ({ data }) => this.#receive(data))
    port.on('close', () => events.gone())
    port.start()
  }

  /** Sends what the window need not account for. */
  tell(message: Exclude<ConsoleMessage, { readonly type: 'data' }>): void {
    this.#post(message)
  }

  /** Sends output; `batch` is copied. */
  show(batch: Uint8Array): void {
    // A structured clone takes the whole buffer under a view: hand over one of just this size.
    this.#post({ type: 'data', bytes: batch.slice() })
    this.#undrawn += batch.length
    if (!this.#behind && this.#undrawn >= HIGH_WATER_BYTES) this.#setBehind(true)
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

  #drew(count: number): void {
    this.#undrawn = Math.max(0, this.#undrawn - count)
    if (this.#behind && this.#undrawn <= LOW_WATER_BYTES) this.#setBehind(false)
  }

  #setBehind(isBehind: boolean): void {
    this.#behind = isBehind
    this.events.behind(isBehind)
  }
}
