import RFB, { type Credentials } from '@novnc/novnc'
import type { DisplayRefusal, DisplayScaling } from '../../src-preload/contract/display'
import type { KeyEvent } from './key-strokes'
import { LineChannel } from './line-channel'

/** In pixels of the guest's. */
export interface ScreenSize {
  readonly width: number
  readonly height: number
}

/** What a guest's screen tells its window. */
export interface ScreenListener {
  /** Bytes for the display. */
  send(line: number, bytes: Uint8Array): void
  /** The display is let in and draws. */
  shown(): void
  /** The display wants to know who we are: `password`, and a `username` perhaps. */
  asked(line: number, types: readonly string[]): void
  /** The line is of no use. */
  refused(line: number, reason: DisplayRefusal): void
  resized(size: ScreenSize): void
}

/** QEMU takes a key each 10 ms, and drops what waits beyond its queue. In ms. */
const KEY_MS = 12

/** More than anybody copies by hand; the rest is left out. In characters. */
const MAX_CLIPBOARD = 1024 * 1024

/** As much of a server's own words as is passed on. */
const MAX_WORDS = 300

interface Connected {
  readonly line: number
  readonly rfb: RFB
  readonly channel: LineChannel
}

/**
 * The guest's screen, keyboard and mouse: noVNC, on one line to the display after the other. What
 * a display sends is hostile: it gets no clipboard but what a person fetches, names no window, and
 * whatever makes no sense ends its line.
 */
export class GuestScreen {
  #connected: Connected | null = null
  #scaling: DisplayScaling = 'fit'
  #isViewOnly = false
  /** What was copied within the guest last. */
  #clipboard = ''
  /** The keys that are down, by their places. */
  readonly #down = new Set<string>()
  readonly #canvasChanges = new MutationObserver(() => this.#resize())

  constructor(
    /** noVNC draws into it and scales to its size. */
    readonly frame: HTMLElement,
    readonly listener: ScreenListener,
  ) {
    frame.addEventListener('keydown', ({ code }) => this.#down.add(code), { capture: true })
    frame.addEventListener('keyup', ({ code }) => this.#down.delete(code), { capture: true })
    // A key that comes up elsewhere would stay down in the guest.
    frame.addEventListener('focusout', () => this.letGoOfKeys())
    window.addEventListener('resize', () => this.#resize())
  }

  get clipboard(): string {
    return this.#clipboard
  }

  /** A line begins: the display will speak first. */
  begin(line: number): void {
    this.end()
    const channel = new LineChannel((bytes) => this.listener.send(line, bytes))
    const rfb = new RFB(this.frame, channel)
    this.#connected = { line, rfb, channel }
    let words = ''
    let isLetIn = true
    rfb.background = 'transparent'
    rfb.scaleViewport = true
    rfb.resizeSession = this.#scaling === 'guest'
    rfb.viewOnly = this.#isViewOnly
    rfb.addEventListener('connect', () => this.listener.shown())
    rfb.addEventListener('credentialsrequired', ({ detail }) =>
      this.listener.asked(line, detail.types),
    )
    rfb.addEventListener('securityfailure', ({ detail }) => {
      isLetIn = false
      // QEMU sends the zero that ends its words along.
      words = (detail.reason ?? '').replace(/\0+$/, '').slice(0, MAX_WORDS)
    })
    rfb.addEventListener('clipboard', ({ detail }) => {
      this.#clipboard = detail.text.slice(0, MAX_CLIPBOARD)
    })
    rfb.addEventListener('disconnect', () => {
      if (this.#connected?.channel !== channel) return
      this.#connected = null
      this.listener.refused(
        line,
        isLetIn ? { kind: 'not-understood' } : { kind: 'not-let-in', words },
      )
    })
    const canvas = this.#canvas
    if (canvas) {
      this.#canvasChanges.observe(canvas, {
        attributes: true,
        attributeFilter: ['width', 'height'],
      })
    }
  }

  /** Bytes of the display's, on the line that has begun last. */
  receive(line: number, bytes: Uint8Array): void {
    if (this.#connected?.line !== line) return
    try {
      this.#connected.channel.receive(bytes)
    } catch {
      // noVNC throws on what no display would send.
      this.#connected?.rfb.disconnect()
    }
  }

  /** The line has ended. */
  end(): void {
    const ended = this.#connected
    this.#connected = null
    this.#canvasChanges.disconnect()
    ended?.channel.end()
  }

  answer(line: number, credentials: Credentials): void {
    if (this.#connected?.line === line) this.#connected.rfb.sendCredentials(credentials)
  }

  focus(): void {
    this.#connected?.rfb.focus({ preventScroll: true })
  }

  /** No key is down any more, as far as the guest can tell. */
  letGoOfKeys(): void {
    for (const code of this.#down) {
      this.#canvas?.dispatchEvent(new KeyboardEvent('keyup', { code }))
    }
    this.#down.clear()
  }

  set scaling(scaling: DisplayScaling) {
    this.#scaling = scaling
    if (this.#connected) this.#connected.rfb.resizeSession = scaling === 'guest'
    this.#resize()
  }

  set viewOnly(isViewOnly: boolean) {
    // Before: afterwards no key comes up any more.
    this.letGoOfKeys()
    this.#isViewOnly = isViewOnly
    if (this.#connected) this.#connected.rfb.viewOnly = isViewOnly
  }

  send(events: readonly KeyEvent[]): void {
    for (const { keysym, code, down } of events) this.#connected?.rfb.sendKey(keysym, code, down)
  }

  /** Sends keys no faster than a guest takes them; resolves early when the signal says so. */
  async type(
    events: readonly KeyEvent[],
    signal: AbortSignal,
    typed: (count: number) => void,
  ): Promise<void> {
    for (const [index, event] of events.entries()) {
      // A key that is down comes up before anything else happens.
      if (signal.aborted && event.down) break
      this.send([event])
      typed(index + 1)
      await new Promise((resolve) => window.setTimeout(resolve, KEY_MS))
    }
    // One that was stopped may have left Shift down.
    if (signal.aborted) this.send([{ keysym: 0xffe1, code: 'ShiftLeft', down: false }])
  }

  /** What is on the screen now, as a PNG file; null where nothing is. */
  async picture(): Promise<Uint8Array<ArrayBuffer> | null> {
    const rfb = this.#connected?.rfb
    if (!rfb) return null
    const blob = await new Promise<Blob | null>((resolve) => rfb.toBlob(resolve, 'image/png'))
    return blob && new Uint8Array(await blob.arrayBuffer())
  }

  get #canvas(): HTMLCanvasElement | null {
    return this.frame.querySelector('canvas')
  }

  /** One pixel of the guest's on one of the monitor's, however many of those make a CSS pixel. */
  #resize(): void {
    const { width = 0, height = 0 } = this.#canvas ?? {}
    const isActual = this.#scaling === 'actual' && width > 0 && height > 0
    const inPixels = (size: number): string =>
      isActual ? `${size / window.devicePixelRatio}px` : '100%'
    this.frame.style.width = inPixels(width)
    this.frame.style.height = inPixels(height)
    if (width > 0 && height > 0) this.listener.resized({ width, height })
  }
}
