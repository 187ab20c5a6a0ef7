import type { Socket } from 'node:net'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { damage } from './damage'
import type { FrameFault } from './fault'
import { FrameCutter } from './frame-cutter'

/** How many small pieces a packet is split into at most; the rest of it comes at once. */
const MOST_PIECES = 400

/** A packet that waits for others to pass it waits no longer than this, in ms. */
const HELD_MS = 60

export interface LaneOptions {
  readonly from: Socket
  readonly to: Socket
  /** The fault that strikes this packet, if one does. */
  readonly strike: (frame: Buffer) => FrameFault | undefined
  readonly cut: (how: 'end' | 'reset') => void
}

/** One direction of a connection: packets go through in order, but for what strikes them. */
export class Lane {
  readonly #options: LaneOptions
  readonly #cutter = new FrameCutter()
  #waiting: Buffer[] = []
  #isBusy = false
  #deafness: 'swallow' | 'stall' | undefined
  #held: { readonly frame: Buffer; past: number } | undefined
  #heldTimer: NodeJS.Timeout | undefined

  constructor(options: LaneOptions) {
    this.#options = options
    options.from.on('data', (chunk: Buffer) => this.#receive(chunk))
  }

  /** Nothing passes any more, though the connection is open. */
  get isDeaf(): boolean {
    return this.#deafness !== undefined
  }

  /** Takes what piled up, so that an end behind it is noticed; it still goes nowhere. */
  drain(): void {
    if (this.#deafness !== 'stall') return
    this.#deafness = 'swallow'
    this.#waiting = []
    this.#options.from.resume()
  }

  close(): void {
    clearTimeout(this.#heldTimer)
    this.#deafness = 'swallow'
    this.#waiting = []
  }

  #receive(chunk: Buffer): void {
    if (this.#deafness === 'swallow') return
    this.#waiting.push(...this.#cutter.push(chunk))
    if (!this.#isBusy) void this.#pump()
  }

  async #pump(): Promise<void> {
    const { from } = this.#options
    this.#isBusy = true
    from.pause()
    for (let frame = this.#waiting.shift(); frame; frame = this.#waiting.shift()) {
      await this.#pass(frame)
    }
    this.#isBusy = false
    if (this.#deafness !== 'stall') from.resume()
  }

  async #pass(frame: Buffer): Promise<void> {
    const fault = this.#options.strike(frame)
    if (fault) await this.#strike(frame, fault)
    else await this.#write(frame)
    if (this.#held && fault?.kind !== 'reorder' && --this.#held.past <= 0) await this.#release()
  }

  async #strike(frame: Buffer, fault: FrameFault): Promise<void> {
    switch (fault.kind) {
      case 'delay':
        await sleep(fault.ms)
        await this.#write(frame)
        break
      case 'split':
        await this.#writeInPieces(frame, fault.bytes)
        break
      case 'truncate':
        await this.#write(frame.subarray(0, Math.floor(fault.share * frame.length)))
        // What was written should arrive before the end does.
        await sleep(1)
        this.#options.cut('end')
        break
      case 'duplicate':
        await this.#write(frame)
        await this.#write(frame)
        break
      case 'reorder':
        await this.#release()
        this.#held = { frame, past: fault.past }
        this.#heldTimer = setTimeout(() => void this.#release(), HELD_MS)
        break
      case 'cut':
        this.#options.cut(fault.how)
        break
      case 'half-open':
        this.#deafness = fault.how
        this.#waiting = []
        break
      case 'corrupt-length':
      case 'corrupt-header':
      case 'corrupt-payload':
      case 'oversize':
        await this.#write(damage(frame, fault))
    }
  }

  async #release(): Promise<void> {
    const held = this.#held
    this.#held = undefined
    clearTimeout(this.#heldTimer)
    if (held) await this.#write(held.frame)
  }

  async #writeInPieces(frame: Buffer, bytes: number): Promise<void> {
    const pieces = Math.min(MOST_PIECES, Math.ceil(frame.length / bytes))
    for (let i = 0; i < pieces; i++) {
      await this.#write(frame.subarray(i * bytes, (i + 1) * bytes))
      await turn()
    }
    await this.#write(frame.subarray(pieces * bytes))
  }

  #write(bytes: Buffer): Promise<void> {
    const { to } = this.#options
    return new Promise((resolve) => {
      if (this.#deafness || bytes.length === 0 || !to.writable || to.write(bytes)) return resolve()
      const go = (): void => {
        to.off('drain', go).off('close', go)
        resolve()
      }
      to.on('drain', go).on('close', go)
    })
  }
}
