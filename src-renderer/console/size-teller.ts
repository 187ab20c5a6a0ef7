import type { SizeConsent, TerminalSize } from '../../src-preload/contract/console'

/** A window that is being dragged has many sizes; the last one counts, after so many ms. */
const SETTLE_MS = 400

interface SizeTellerOptions {
  /** The person is to be asked about this size; null takes the question back. */
  readonly offer: (size: TerminalSize | null) => void
  readonly type: (line: string) => void
  /** A shell waits for a line: only then is anything typed that nobody has just asked for. */
  readonly isAtPrompt: () => boolean
}

/** The line that sets a guest's terminal; the blank keeps it out of most shells' history. */
export const sizeLine = ({ columns, rows }: TerminalSize): string =>
  ` stty rows ${rows} cols ${columns}\r`

/**
 * Lets the guest know how large the terminal is: a serial line carries no such news, so programs
 * draw for 80 × 24 until somebody types a line. That somebody asks first.
 */
export class SizeTeller {
  #size: TerminalSize | null = null
  /** What the guest was last told, or what the window had at first: no reason to ask. */
  #settled: TerminalSize | null = null
  /** To be told as soon as a shell waits. */
  #due = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    public consent: SizeConsent,
    readonly options: SizeTellerOptions,
  ) {}

  changed(size: TerminalSize): void {
    this.#size = size
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#consider(), SETTLE_MS)
  }

  /** Tells it now, because the person said so. */
  tell(): void {
    this.options.offer(null)
    this.#due = false
    if (this.#size === null) return
    this.#settled = this.#size
    this.options.type(sizeLine(this.#size))
  }

  /** The guest does not need to know this size. */
  leave(): void {
    this.options.offer(null)
    this.#due = false
    this.#settled = this.#size
  }

  /** The guest has said something: perhaps it waits for a line now. */
  heard(): void {
    if (this.#due && this.options.isAtPrompt()) this.tell()
  }

  #consider(): void {
    this.#settled ??= this.#size
    const isNew =
      this.#size?.columns !== this.#settled?.columns || this.#size?.rows !== this.#settled?.rows
    if (!isNew) this.options.offer(null)
    else if (this.consent === 'ask') this.options.offer(this.#size)
    else if (this.consent === 'always') {
      this.#due = true
      this.heard()
    }
  }
}
