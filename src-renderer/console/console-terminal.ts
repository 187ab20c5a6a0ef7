import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { WebglAddon } from '@xterm/addon-webgl'
import { Terminal } from '@xterm/xterm'
import { currentTheme, onThemeChange } from './themes'

/** Lines that can be scrolled back to. */
const SCROLLBACK = 20_000

export interface TerminalOptions {
  /** In CSS pixels. */
  readonly fontSize: number
  readonly screenReader: boolean
  /** What the person typed, or what the terminal answers a program. */
  readonly onInput: (bytes: Uint8Array) => void
  /** Decides on a key before the guest gets it: true where the window took it. */
  readonly onKey: (event: KeyboardEvent) => boolean
}

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
      fontFamily: "ui-monospace, 'Source Code Pro', 'DejaVu Sans Mono', monospace",
      fontSize: options.fontSize,
      scrollback: SCROLLBACK,
      screenReaderMode: options.screenReader,
      theme: currentTheme(),
      minimumContrastRatio: 4.5,
      // A link that a guest prints is text.
      linkHandler: { activate: () => {} },
      allowProposedApi: true,
    })
    const send = (bytes: Uint8Array): void => {
      // Answers to what is only replayed would reach a guest that never asked.
      if (!this.#isReplaying) options.onInput(bytes)
    }
    this.#terminal.onData((text) => send(encoder.encode(text)))
    this.#terminal.onBinary((binary) => send(bytesOf(binary)))
    this.#terminal.attachCustomKeyEventHandler((event) => !options.onKey(event))
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

  get columns(): number {
    return this.#terminal.cols
  }

  get rows(): number {
    return this.#terminal.rows
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
    this.#isReplaying = true
    this.#terminal.reset()
    await this.write(bytes)
    this.#isReplaying = false
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
