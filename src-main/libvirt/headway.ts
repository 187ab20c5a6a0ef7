/** So much of a packet that is still coming counts as a sign of life. */
const STEP_BYTES = 4096

/** A packet that takes longer than this is no sign of life any more, however it grows: ms. */
const LONGEST_PACKET_MS = 60_000

/** Tells a long packet on a slow way, which is a sign of life, from one that never ends. */
export class Headway {
  #bytes = 0
  #began: number | undefined

  /** Notes bytes of a packet that is not whole yet; answers whether they prove that the peer lives. */
  made(bytes: number): boolean {
    this.#began ??= performance.now()
    this.#bytes += bytes
    if (this.#bytes < STEP_BYTES) return false
    this.#bytes = 0
    return performance.now() - this.#began <= LONGEST_PACKET_MS
  }

  /** The packet is whole. */
  ended(): void {
    this.#bytes = 0
    this.#began = undefined
  }
}
