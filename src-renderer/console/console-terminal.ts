import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { WebglAddon } from '@xterm/addon-webgl'
import { Terminal } from '@xterm/xterm'
import { currentTheme, onThemeChange } from './themes'

/** Lines that can be scrolled back to. */
const SCROLLBACK = 20_000

/** Ends whatever sequence is half through, and clears the screen, the scrollback and all modes. */
const FULL_RESET = '\x18\x1bc'

/** The terminal draws between such pieces of a replay, so that the window stays alive. */
const PIECE_BYTES = 64 * 1024

export interface TerminalOptions {
  /** In CSS pixels. */
  readonly fontSize: number
  readonly screenReader: boolean
  /** What the person typed, or what the terminal answers a program. */
  readonly onInput: (bytes: Uint8Array) => void
  /** Whether there is a guest to take keys; without one, Tab moves the focus. */
  readonly hasGuest: () => boolean
}

/** Commands that a guest has no business giving: links (8), and the clipboard (52). */
const UNHEARD = [8, 52] as const

const encoder = new TextEncoder()

/** What a terminal sends as "binary" is one byte a character: mouse reports of old programs. */
const bytesOf = (binary: string): Uint8Array =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0) & 0xff)

/**
 * The terminal: xterm.js, drawn by WebGL where it can be had. What a guest prints is hostile: it
 * gets no clipboard, opens no links, names no window, and nothing that it wrote is ever sent back.
 */
export class ConsoleTerminal {
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  readonly search = new SearchAddon()
  #isReplaying = false

  constructor(parent: HTMLElement, options: TerminalOptions) {
    this.#terminal = new Terminal({
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono'),
      fontSize: options.fontSize,
      scrollback: SCROLLBACK,
      screenReaderMode: options.screenReader,
      theme: currentTheme(),
      minimumContrastRatio: 4.5,
      allowProposedApi: true,
    })
    for (const command of UNHEARD) this.#terminal.parser.registerOscHandler(command, () => true)
    const send = (bytes: Uint8Array): void => {
      // Answers to what is only replayed would reach a guest that never asked.
      if (!this.#isReplaying) options.onInput(bytes)
    }
    this.#terminal.onData((text) => send(encoder.encode(text)))
    this.#terminal.onBinary((binary) => send(bytesOf(binary)))
    this.#terminal.attachCustomKeyEventHandler(({ key }) => key !== 'Tab' || options.hasGuest())
    this.#terminal.loadAddon(this.#fit)
    this.#terminal.loadAddon(this.search)
    this.#terminal.open(parent)
    this.#drawByWebgl()
    this.#fit.fit()
    new ResizeObserver(() => this.#fit.fit()).observe(parent)
    onThemeChange(() => {
      this.#terminal.options.theme = currentTheme()
    })
  }

  get selection(): string {
    return this.#terminal.getSelection()
  }

  /** Resolves when the terminal has taken it in. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(bytes, resolve))
  }

  /** Shows a console's past from a clean screen; the terminal answers none of it. */
  async replay(bytes: Uint8Array): Promise<void> {
    // In the stream of what is drawn, because older output may still be waiting there.
    this.#terminal.write(FULL_RESET, () => {
      this.#isReplaying = true
    })
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      this.#terminal.write(bytes.subarray(at, at + PIECE_BYTES))
    }
    await new Promise<void>((resolve) =>
      this.#terminal.write('', () => {
        this.#isReplaying = false
        resolve()
      }),
    )
  }

  /** The program that runs can tell a paste from typing, and runs nothing of it by itself. */
  get knowsPastes(): boolean {
    return this.#terminal.modes.bracketedPasteMode
  }

  /** As if it were typed; programs that ask for it get it bracketed. */
  paste(text: string): void {
    this.#terminal.paste(text)
  }

  focus(): void {
    this.#terminal.focus()
  }

  setFontSize(fontSize: number): void {
    this.#terminal.options.fontSize = fontSize
    this.#fit.fit()
  }

  /** All lines as text, without colours. Lines that were only wrapped are one. */
  transcript(): string {
    const buffer = this.#terminal.buffer.normal
    const lines: string[] = []
    for (let i = 0; i < buffer.length; i++) {
      const line = buffer.getLine(i)
      if (!line) continue
      const isWrapped = line.isWrapped && lines.length > 0
      const text = line.translateToString(!buffer.getLine(i + 1)?.isWrapped)
      if (isWrapped) lines[lines.length - 1] += text
      else lines.push(text)
    }
    return `${lines.join('\n').trimEnd()}\n`
  }

  #drawByWebgl(): void {
    try {
      const webgl = new WebglAddon()
      // Without it the terminal draws by the document, slower and just as right.
      webgl.onContextLoss(() => webgl.dispose())
      this.#terminal.loadAddon(webgl)
    } catch {
      // No WebGL here: the document it is.
    }
  }
}
