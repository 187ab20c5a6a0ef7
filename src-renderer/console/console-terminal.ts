import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { SerializeAddon } from '@xterm/addon-serialize'
import { WebglAddon } from '@xterm/addon-webgl'
import { Terminal } from '@xterm/xterm'
import type { TerminalSize } from '../../src-preload/contract/console'
import { hasFastWebgl } from './fast-webgl'
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
  /** May draw by WebGL where that is fast: of its contexts a window has sixteen at most. */
  readonly hasWebgl: boolean
  /** What the person typed, or (not `isTyped`) what the terminal answers a program. */
  readonly onInput: (bytes: Uint8Array, isTyped: boolean) => void
  readonly onPaste: (bytes: Uint8Array) => void
  readonly onSize: (size: TerminalSize) => void
  /** Whether there is a guest to take keys; without one, Tab moves the focus. */
  readonly hasGuest: () => boolean
}

/** Commands that a guest has no business giving: links (8), and the clipboard (52). */
const UNHEARD = [8, 52] as const

const encoder = new TextEncoder()

/** What a shell's prompt ends with, and nothing typed behind it. */
const PROMPT_END = /[#$%>] ?$/

/** What a terminal sends as "binary" is one byte a character: mouse reports of old programs. */
const bytesOf = (binary: string): Uint8Array =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0) & 0xff)

/**
 * The terminal: xterm.js, drawn by WebGL where a graphics card does it. What a guest prints is hostile: it
 * gets no clipboard, opens no links, names no window, and nothing that it wrote is ever sent back.
 */
export class ConsoleTerminal {
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  readonly search = new SearchAddon()
  #isReplaying = false
  /** What the key that is just pressed types. */
  #typing: string | null = null
  #isPasting = false
  readonly #resizing: ResizeObserver
  readonly #unlisten: () => void

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
    this.#terminal.onKey(({ key }) => {
      this.#typing = key
    })
    this.#terminal.onData((text) => {
      // All that a terminal answers begins with an escape; keys that do were announced.
      const isTyped = !text.startsWith('\x1b') || text === this.#typing
      this.#typing = null
      // Answers to what is only replayed would reach a guest that never asked.
      if (this.#isReplaying && !isTyped) return
      if (this.#isPasting) options.onPaste(encoder.encode(text))
      else options.onInput(encoder.encode(text), isTyped)
    })
    this.#terminal.onBinary((binary) => options.onInput(bytesOf(binary), false))
    this.#terminal.onResize(({ cols, rows }) => options.onSize({ columns: cols, rows }))
    this.#terminal.attachCustomKeyEventHandler(({ key }) => key !== 'Tab' || options.hasGuest())
    this.#terminal.loadAddon(this.#fit)
    this.#terminal.loadAddon(this.search)
    this.#terminal.open(parent)
    if (options.hasWebgl && hasFastWebgl()) this.#drawByWebgl()
    this.#fit.fit()
    options.onSize(this.size)
    this.#resizing = new ResizeObserver(() => this.#fit.fit())
    this.#resizing.observe(parent)
    this.#unlisten = onThemeChange(() => {
      this.#terminal.options.theme = currentTheme()
    })
  }

  get size(): TerminalSize {
    const { cols, rows } = this.#terminal
    return { columns: cols, rows }
  }

  /** A shell seems to wait for a line, and nothing stands behind its prompt. */
  get isAtPrompt(): boolean {
    const { active } = this.#terminal.buffer
    if (active.type !== 'normal') return false
    const line = active.getLine(active.baseY + active.cursorY)?.translateToString(true) ?? ''
    return line.length <= active.cursorX && PROMPT_END.test(line)
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
    this.#isPasting = true
    this.#terminal.paste(text)
    this.#isPasting = false
  }

  /** Sequences that draw what the terminal shows now. */
  screen(): string {
    const serializer = new SerializeAddon()
    this.#terminal.loadAddon(serializer)
    const screen = serializer.serialize({ scrollback: 0 })
    serializer.dispose()
    return screen
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

  dispose(): void {
    this.#resizing.disconnect()
    this.#unlisten()
    this.#terminal.dispose()
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
