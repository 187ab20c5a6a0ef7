/** How much of a console's past is kept, in bytes. */
export const HISTORY_BYTES = 4 * 1024 * 1024

const FIRST_BYTES = 64 * 1024
/** A first line longer than this is no line to cut at, but a screen drawn without line ends. */
const LONGEST_CUT_BYTES = 64 * 1024
const LINE_FEED = 0x0a

/**
 * The last bytes of a console exactly as they came: what a window that opens later gets to see.
 *
 * A ring that grows up to `capacity` bytes and then overwrites its oldest ones.
 */
export class ConsoleHistory {
  #ring: Uint8Array
  /** Where the oldest byte lies. */
  #start = 0
  #size = 0
  #overfull = false

  constructor(readonly capacity: number = HISTORY_BYTES) {
    this.#ring = new Uint8Array(Math.min(FIRST_BYTES, capacity))
  }

  /** Copies `bytes` to the end. */
  append(bytes: Uint8Array): void {
    const tail = bytes.length > this.capacity ? bytes.subarray(-this.capacity) : bytes
    this.#growFor(this.#size + tail.length)
    const room = this.#ring.length
    const end = (this.#start + this.#size) % room
    const beforeWrap = Math.min(tail.length, room - end)
    this.#ring.set(tail.subarray(0, beforeWrap), end)
    this.#ring.set(tail.subarray(beforeWrap), 0)

    const lost = Math.max(0, this.#size + tail.length - room)
    if (lost > 0 || tail !== bytes) this.#overfull = true
    this.#start = (this.#start + lost) % room
    this.#size = this.#size + tail.length - lost
  }

  /** A copy of what is kept; it begins with a whole line where older bytes were let go. */
  snapshot(): Uint8Array {
    const all = this.#unrolled(this.#size)
    if (!this.#overfull) return all
    const cut = all.subarray(0, LONGEST_CUT_BYTES).indexOf(LINE_FEED)
    return all.slice(cut + 1)
  }

  #growFor(size: number): void {
    if (size <= this.#ring.length || this.#ring.length === this.capacity) return
    let room = this.#ring.length
    while (room < size && room < this.capacity) room = Math.min(room * 2, this.capacity)
    this.#ring = this.#unrolled(room)
    this.#start = 0
  }

  #unrolled(room: number): Uint8Array {
    const copy = new Uint8Array(room)
    const beforeWrap = Math.min(this.#size, this.#ring.length - this.#start)
    copy.set(this.#ring.subarray(this.#start, this.#start + beforeWrap), 0)
    copy.set(this.#ring.subarray(0, this.#size - beforeWrap), beforeWrap)
    return copy
  }
}
