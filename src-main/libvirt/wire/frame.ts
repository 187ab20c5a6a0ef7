/**
 * Packets on the wire: a length that counts itself, a header of six words, and a payload.
 *
 *     u32 length | u32 program | u32 version | i32 procedure | i32 type | u32 serial | i32 status
 */
import { XdrWriter, type Codec } from './xdr'

/** What a packet is; the serial means something else for each. */
export const MessageType = {
  call: 0,
  reply: 1,
  /** An event or a keepalive: nobody asked for it and its serial is no call's. */
  message: 2,
  stream: 3,
  callWithDescriptors: 4,
  replyWithDescriptors: 5,
  streamHole: 6,
} as const

export const MessageStatus = { ok: 0, error: 1, continue: 2 } as const

/** The length and the header. */
export const HEADER_BYTES = 28

/** A packet longer than this gets bytes of its own, which whoever takes it may keep. */
export const LENT_BYTES = 16_384

/** VIR_NET_MESSAGE_MAX does not count the length word itself. */
export const MAX_FRAME_BYTES = 33_554_432 + 4

export interface FrameHeader {
  readonly program: number
  readonly procedure: number
  readonly type: number
  readonly serial: number
  readonly status: number
}

export interface Frame extends FrameHeader {
  readonly version: number
  /**
   * Up to {@link LENT_BYTES} a view of bytes that are overwritten once the handler has returned:
   * copy what outlives it. What is longer has bytes of its own.
   */
  readonly payload: Buffer
}

/** The peer's bytes make no sense, so nothing that follows them can be trusted. */
export class FramingError extends Error {
  override readonly name = 'FramingError'
}

const readFrame = (bytes: Buffer, start: number, end: number): Frame => {
  const frame: Frame = {
    program: bytes.readUInt32BE(start + 4),
    version: bytes.readUInt32BE(start + 8),
    procedure: bytes.readInt32BE(start + 12),
    type: bytes.readInt32BE(start + 16),
    serial: bytes.readUInt32BE(start + 20),
    status: bytes.readInt32BE(start + 24),
    payload: bytes.subarray(start + HEADER_BYTES, end),
  }
  if (frame.type < MessageType.call || frame.type > MessageType.streamHole) {
    throw new FramingError(`packet type ${frame.type} does not exist`)
  }
  if (frame.status < MessageStatus.ok || frame.status > MessageStatus.continue) {
    throw new FramingError(`packet status ${frame.status} does not exist`)
  }
  return frame
}

const readLength = (bytes: Buffer, at: number): number => {
  const length = bytes.readUInt32BE(at)
  if (length < HEADER_BYTES || length > MAX_FRAME_BYTES) {
    throw new FramingError(
      `packet length ${length} is not between ${HEADER_BYTES} and ${MAX_FRAME_BYTES}`,
    )
  }
  return length
}

/** Room for so much of a packet is made at once, as its length says; beyond it as bytes come. */
const TRUSTED_BYTES = 524_288

const NOTHING = Buffer.alloc(0)

/**
 * Cuts a stream of bytes into packets, whatever the borders of the chunks.
 *
 * Holds at most one packet, in a buffer that grows with what has really arrived: a peer that only
 * claims a great length costs nothing. After an error it must not be used again.
 */
export class Framer {
  #held = NOTHING
  #size = 0

  /** `onFrame` is called for each packet, in order, before {@link push} returns. */
  constructor(readonly onFrame: (frame: Frame) => void) {}

  /** Bytes of a packet that has begun and not ended. */
  get pendingBytes(): number {
    return this.#size
  }

  /** Takes the next bytes. @throws {FramingError} when they cannot be a packet. */
  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      const available = chunk.length - at
      const length = this.#size === 0 && available >= 4 ? readLength(chunk, at) : Infinity
      if (length <= LENT_BYTES && length <= available) {
        this.onFrame(readFrame(chunk, at, at + length))
        at += length
      } else at = this.#complete(chunk, at)
    }
  }

  /** Adds to the packet held what it lacks, and returns where the next one begins. */
  #complete(chunk: Buffer, start: number): number {
    let at = start
    if (this.#size < 4) {
      const end = Math.min(chunk.length, at + 4 - this.#size)
      this.#hold(chunk, at, end, HEADER_BYTES)
      at = end
      if (this.#size < 4) return at
    }
    const length = readLength(this.#held, 0)
    const end = Math.min(chunk.length, at + length - this.#size)
    this.#hold(chunk, at, end, length)
    if (this.#size === length) {
      const bytes = this.#held
      this.#held = NOTHING
      this.#size = 0
      this.onFrame(readFrame(bytes, 0, length))
    }
    return end
  }

  /** Keeps bytes of a packet that is `length` long in all. */
  #hold(chunk: Buffer, start: number, end: number, length: number): void {
    const needed = this.#size + end - start
    if (needed > this.#held.length) {
      const doubled = Math.max(needed, this.#held.length * 2, TRUSTED_BYTES)
      const grown = Buffer.allocUnsafe(Math.min(length, doubled))
      this.#held.copy(grown, 0, 0, this.#size)
      this.#held = grown
    }
    chunk.copy(this.#held, this.#size, start, end)
    this.#size = needed
  }
}

/** A whole packet. @throws {XdrError} where the value does not fit the codec. */
export const encodeFrame = <T>(header: FrameHeader, codec: Codec<T>, value: T): Buffer => {
  const writer = new XdrWriter()
  writer.claim(HEADER_BYTES)
  codec.write(writer, value)
  const bytes = writer.done()
  if (bytes.length > MAX_FRAME_BYTES) {
    throw new FramingError(`packet of ${bytes.length} bytes is above ${MAX_FRAME_BYTES}`)
  }
  writeHeader(bytes, header, bytes.length)
  return bytes
}

/** The first 28 bytes of a packet whose payload is sent after it as it is. */
export const encodeHeader = (header: FrameHeader, payloadBytes: number): Buffer => {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES)
  writeHeader(bytes, header, HEADER_BYTES + payloadBytes)
  return bytes
}

const writeHeader = (bytes: Buffer, header: FrameHeader, length: number): void => {
  bytes.writeUInt32BE(length, 0)
  bytes.writeUInt32BE(header.program, 4)
  bytes.writeUInt32BE(1, 8)
  bytes.writeInt32BE(header.procedure, 12)
  bytes.writeInt32BE(header.type, 16)
  bytes.writeUInt32BE(header.serial, 20)
  bytes.writeInt32BE(header.status, 24)
}
