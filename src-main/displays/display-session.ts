import type {
  DisplayMessage,
  DisplayRefusal,
  DisplayRequest,
  DisplayStatus,
} from '../../src-preload/contract/display'
import type { ConsoleStatus } from '../../src-preload/contract/console'
import type { Failure } from '../../src-preload/contract/failure'
import { ConsoleAttachment } from '../consoles/console-attachment'
import { readDisplayRequest, type DisplayPort } from './display-port'
import type { DisplayLine } from './open-display-line'

/** So much may be under way to a window, in bytes: some frames of a busy screen. */
export const HIGH_WATER_BYTES = 2 * 1024 * 1024
/** The display is read again when the window has taken in all but this much. */
export const LOW_WATER_BYTES = 512 * 1024

export interface DisplaySessionOptions {
  /** Opens a line; rejects with a `ConsoleRefused`. */
  readonly openLine: () => Promise<DisplayLine>
  /** Never rejects; null where nobody but the person can know it. */
  readonly readPassword: () => Promise<string | null>
  readonly describeFailure: (refusal: unknown) => Failure
  readonly describeRefusal: (refusal: DisplayRefusal) => Failure
  readonly machineRuns: boolean
  readonly port: DisplayPort
  /** The window has gone. */
  readonly ended: () => void
}

/**
 * One machine's display in one window: keeps a line to it for as long as the machine runs, and
 * passes its bytes on as fast as the window takes them. What they mean is the window's business,
 * where a hostile display meets the browser's sandbox.
 */
export class DisplaySession {
  readonly #options: DisplaySessionOptions
  readonly #attachment: ConsoleAttachment
  #line = 0
  #isPrivate = false
  #untaken = 0
  /** The definition's password was refused: it is not tried twice. */
  #isPasswordWrong = false

  constructor(options: DisplaySessionOptions) {
    this.#options = options
    this.#attachment = new ConsoleAttachment(
      {
        openLine: async () => {
          const line = await options.openLine()
          this.#isPrivate = line.isPrivate
          return line
        },
        describeFailure: options.describeFailure,
        received: (bytes) => this.#pass(bytes),
        statusChanged: (status) => this.#statusChanged(status),
      },
      options.machineRuns,
    )
    options.port.on('message', ({ data }) => this.#hear(data))
    options.port.on('close', options.ended)
    options.port.start()
    this.#say(this.#attachment.status)
  }

  machineStarted(): void {
    this.#isPasswordWrong = false
    this.#attachment.machineStarted()
  }

  machineStopped(): void {
    this.#attachment.machineStopped()
  }

  /** Finds out how things stand with a machine that the host no longer lists. */
  machineRemoved(): void {
    this.#attachment.attach(false)
  }

  async close(): Promise<void> {
    this.#options.port.close()
    await this.#attachment.close()
  }

  #statusChanged(status: ConsoleStatus): void {
    if (status.state === 'connected') {
      this.#line += 1
      this.#untaken = 0
      this.#attachment.resume()
    }
    this.#say(status)
  }

  #say(status: ConsoleStatus): void {
    // Displays are shared: nobody's is in use.
    if (status.state === 'in-use') return
    const told: DisplayStatus =
      status.state === 'connected'
        ? { ...status, line: this.#line, isPrivate: this.#isPrivate }
        : status
    this.#post({ type: 'status', status: told })
  }

  #pass(bytes: Uint8Array): void {
    // A structured clone takes the whole buffer under a view: hand over one of just this size.
    this.#post({ type: 'data', line: this.#line, bytes: bytes.slice() })
    this.#untaken += bytes.length
    if (this.#untaken >= HIGH_WATER_BYTES) this.#attachment.pause()
  }

  #hear(data: unknown): void {
    const request = readDisplayRequest(data)
    if (request === null) return
    if (request.type === 'open') this.#attachment.attach(false)
    else if (request.line === this.#line) void this.#obey(request)
  }

  async #obey(request: Exclude<DisplayRequest, { readonly type: 'open' }>): Promise<void> {
    const { line } = request
    switch (request.type) {
      case 'input':
        this.#attachment.send(request.bytes)
        return
      case 'taken':
        this.#untaken = Math.max(0, this.#untaken - request.count)
        if (this.#untaken <= LOW_WATER_BYTES) this.#attachment.resume()
        return
      case 'password': {
        const password = this.#isPasswordWrong ? null : await this.#options.readPassword()
        this.#post({ type: 'password', line, password })
        return
      }
      case 'refuse':
        this.#isPasswordWrong = true
        this.#attachment.giveUp(this.#options.describeRefusal(request.reason))
    }
  }

  #post(message: DisplayMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
    this.#options.port.postMessage(message)
  }
}
