import type { PasteProgress } from '../../src-preload/contract/console'

/** Sent at once: four times what a UART holds. */
export const CHUNK_BYTES = 64
/** Between two chunks at least, in ms: 16 KB/s, somewhat more than a line of 115,200 baud carries. */
export const TICK_MS = 4
/** So much may be under way without the guest having said as much in return. */
export const UNHEARD_BYTES = 256
/** A guest that says nothing for this long, in ms, does not echo, as when a password is read. */
const SILENT_MS = 250
/** One that did echo is given longer: it is busy, and what comes too fast now would be lost. */
const BUSY_MS = 2_000
/** Between two chunks to a guest that says nothing, in ms: 3 KB/s. */
export const BLIND_TICK_MS = 20
/** Progress is told no more often, in ms, and not of what is over sooner. */
const TELL_MS = 100

interface PacedInputEvents {
  send(bytes: Uint8Array): void
  /** Null when nothing is left; not called at all for what is over soon. */
  progressed(progress: PasteProgress | null): void
}

/**
 * Input that is sent no faster than the guest takes it: a serial line has no flow control that
 * guests use, so what a busy one can't take is gone. What it says in return, its echo above all,
 * is the sign that it has come so far.
 */
export class PacedInput {
  #waiting: Uint8Array = new Uint8Array()
  #sent = 0
  #total = 0
  /** Of what was sent, what the guest has said as much for. */
  #heard = 0
  #hasEchoed = false
  /** It does not say as much as it is sent, so time alone is the measure. */
  #isBlind = false
  #lastSignAt = 0
  #toldAt = 0
  #hasTold = false
  #timer: NodeJS.Timeout | undefined

  constructor(readonly events: PacedInputEvents) {}

  /** Something waits to be sent, or has only just been: what is to come behind it must be added. */
  get isUnderWay(): boolean {
    return this.#timer !== undefined
  }

  /** Adds to what is sent; `bytes` must not change afterwards. */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    const isIdle = this.#timer === undefined
    this.#waiting = isIdle ? bytes : Buffer.concat([this.#waiting, bytes])
    this.#total += bytes.length
    if (!isIdle) return
    this.#lastSignAt = performance.now()
    this.#toldAt = this.#lastSignAt
    this.#step()
  }

  /** The guest said so much: output of programs counts too, but never for more than was sent. */
  hear(count: number): void {
    if (this.#timer === undefined) return
    this.#heard = Math.min(this.#sent, this.#heard + count)
    this.#hasEchoed = true
    // It has come all the way after all: its echo tells again how far it is.
    if (this.#heard === this.#sent) this.#isBlind = false
    this.#lastSignAt = performance.now()
  }

  /** Throws away what was not sent yet. */
  stop(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting = new Uint8Array()
    this.#sent = 0
    this.#total = 0
    this.#heard = 0
    this.#hasEchoed = false
    this.#isBlind = false
    if (this.#hasTold) this.events.progressed(null)
    this.#hasTold = false
  }

  #step(): void {
    const isClear = this.#sent - this.#heard + CHUNK_BYTES <= UNHEARD_BYTES
    const patience = this.#hasEchoed ? BUSY_MS : SILENT_MS
    // Once it was waited for in vain it is not again: part of an echo can be lost, and each sign of
    // a guest that echoes in part only would begin another wait.
    if (!isClear && performance.now() - this.#lastSignAt > patience) this.#isBlind = true
    if (isClear || this.#isBlind) this.#sendChunk()
    const wait = this.#isBlind && !isClear ? BLIND_TICK_MS : TICK_MS
    this.#timer = setTimeout(() => {
      if (this.#waiting.length > 0) this.#step()
      else this.stop()
    }, wait)
  }

  #sendChunk(): void {
    const chunk = this.#waiting.subarray(0, CHUNK_BYTES)
    this.#waiting = this.#waiting.subarray(CHUNK_BYTES)
    this.#sent += chunk.length
    this.events.send(chunk)
    const now = performance.now()
    if (now - this.#toldAt < TELL_MS) return
    this.#toldAt = now
    this.#hasTold = true
    this.events.progressed({ sent: this.#sent, total: this.#total })
  }
}
