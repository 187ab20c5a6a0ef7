/** What output is fed to: a terminal. */
export interface Drawer {
  /** Resolves when it has taken them in; it draws with the next frame. */
  write(bytes: Uint8Array): Promise<void>
}

/** Fed in one frame to all terminals together, in bytes: some milliseconds' work. */
const FRAME_BYTES = 64 * 1024
/** Little output after a pause, in ms, goes straight on: it is an echo, and somebody waits for it. */
const SMALL_BYTES = 2 * 1024
const PAUSE_MS = 250
/** A frame that took longer was too much, in ms; one shorter leaves room. */
const LONG_FRAME_MS = 26
const SHORT_FRAME_MS = 19
/** Terminals fed in a frame: at least one in so many frames, where even one makes a frame long. */
const FEWEST = 1 / 8
const MOST = 16

interface Piece {
  readonly bytes: Uint8Array
  readonly taken: () => void
}

const writeWhole = async (drawer: Drawer, { bytes, taken }: Piece): Promise<void> => {
  await drawer.write(bytes)
  taken()
}

/**
 * Shares a window's time among terminals that are flooded at once. Each frame feeds a few of them,
 * in turn, and only those draw; how many, frames themselves tell: fewer when they get long, down to
 * one in several frames where guests leave the window little of the processor.
 */
export class FairFeed {
  readonly #queues = new Map<Drawer, Piece[]>()
  #perFrame = 2
  #isRunning = false
  #lastFedAt = 0
  #framesSinceFed = 0
  /** When each terminal was last given something, in ms. */
  readonly #lastWrittenAt = new WeakMap<Drawer, number>()

  constructor(
    readonly nextFrame: (step: (now: number) => void) => void = (step) => {
      // A window that is not seen has no frames.
      if (document.hidden) setTimeout(() => step(performance.now()), 100)
      else requestAnimationFrame(step)
    },
  ) {}

  /** Feeds a terminal when its turn comes; resolves when it has taken it in. */
  async write(drawer: Drawer, bytes: Uint8Array): Promise<void> {
    const queue = this.#queues.get(drawer)
    const now = performance.now()
    const hasPaused = now - (this.#lastWrittenAt.get(drawer) ?? -Infinity) > PAUSE_MS
    this.#lastWrittenAt.set(drawer, now)
    if (queue === undefined && hasPaused && bytes.length <= SMALL_BYTES) return drawer.write(bytes)
    await new Promise<void>((taken) => {
      if (queue) queue.push({ bytes, taken })
      else this.#queues.set(drawer, [{ bytes, taken }])
      if (!this.#isRunning) this.#start()
    })
  }

  /** Takes a terminal that is gone out of the turns. */
  forget(drawer: Drawer): void {
    for (const { taken } of this.#queues.get(drawer) ?? []) taken()
    this.#queues.delete(drawer)
  }

  #start(): void {
    this.#isRunning = true
    this.#lastFedAt = 0
    // What begins is fed with the next frame.
    this.#framesSinceFed = 1 / FEWEST
    this.nextFrame((now) => void this.#frame(now))
  }

  async #frame(now: number): Promise<void> {
    this.#framesSinceFed++
    const hasWork = this.#queues.size > 0
    if (hasWork && this.#framesSinceFed * this.#perFrame >= 1) await this.#feedSome(now)
    // A flood has its gaps: what frames have told holds through them.
    if (!hasWork && this.#framesSinceFed > 1 / FEWEST) this.#isRunning = false
    else this.nextFrame((next) => void this.#frame(next))
  }

  async #feedSome(now: number): Promise<void> {
    this.#adapt((now - this.#lastFedAt) / this.#framesSinceFed)
    this.#lastFedAt = now
    this.#framesSinceFed = 0
    const turn = [...this.#queues].slice(0, Math.ceil(this.#perFrame))
    const most = Math.floor((FRAME_BYTES * Math.min(1, this.#perFrame)) / Math.max(1, turn.length))
    await Promise.all(turn.map(([drawer, queue]) => this.#feed(drawer, queue, most)))
  }

  /** Feeds one terminal its share, and puts it behind the others. */
  async #feed(drawer: Drawer, queue: Piece[], most: number): Promise<void> {
    this.#queues.delete(drawer)
    let room = most
    const fed: Promise<void>[] = []
    while (room > 0) {
      const piece = queue.shift()
      if (piece === undefined) break
      const { bytes } = piece
      if (bytes.length <= room) fed.push(writeWhole(drawer, piece))
      else {
        queue.unshift({ ...piece, bytes: bytes.subarray(room) })
        fed.push(drawer.write(bytes.subarray(0, room)))
      }
      room -= bytes.length
    }
    if (queue.length > 0) this.#queues.set(drawer, queue)
    await Promise.all(fed)
  }

  /** `took` is how long frames have been on the average since terminals were last fed, in ms. */
  #adapt(took: number): void {
    if (this.#lastFedAt === 0) return
    const some = this.#perFrame
    if (took > LONG_FRAME_MS) this.#perFrame = some > 1 ? some - 1 : Math.max(FEWEST, some / 2)
    if (took < SHORT_FRAME_MS) this.#perFrame = some < 1 ? some * 2 : Math.min(MOST, some + 1)
  }
}
