const LENGTH_BYTES = 4

/** Cuts bytes into whole packets, without reading more of them than their length. */
export class FrameCutter {
  #held: Buffer = Buffer.alloc(0)

  /** Takes bytes; returns the packets that are whole now. */
  push(chunk: Buffer): Buffer[] {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const frames: Buffer[] = []
    while (this.#held.length >= LENGTH_BYTES) {
      const length = Math.max(this.#held.readUInt32BE(0), LENGTH_BYTES)
      if (this.#held.length < length) break
      frames.push(this.#held.subarray(0, length))
      this.#held = this.#held.subarray(length)
    }
    return frames
  }
}
