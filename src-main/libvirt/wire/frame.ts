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
  /** A view of bytes that are overwritten once the handler has returned: copy what outlives it. */
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

/** Raw bytes of a stream, as opposed to its end, its failure or a hole in it. */
const isStreamData = ({ type, status }: FrameHeader): boolean =>
  type === MessageType.stream && status === MessageStatus.continue

/**
 * Cuts a stream of bytes into packets, whatever the borders of the chunks.
 *
 * Holds at most one packet, in a buffer that grows with what has really arrived: a peer that only
 * claims a great length costs nothing. The data of streams knows no packets, and is never held: what
 * has come of a packet is handed on at once as one of its own. After an error it must not be used
 * again.
 */
export class Framer {
  #held = NOTHING
  #size = 0
  /** The packet whose data is handed on as it comes, and how many bytes of it are still to come. */
  #passing: Frame | undefined
  #toPass = 0

  /** `onFrame` is called for each packet, in order, before {@link push} returns. */
  constructor(readonly onFrame: (frame: Frame) => void) {}

  /** A packet has begun and not ended. */
  get isInPacket(): boolean {
    return this.#size > 0 || this.#toPass > 0
  }

  /** Takes the next bytes. @throws {FramingError} when they cannot be a packet. */
  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#passing) {
        at = this.#pass(this.#passing, chunk, at)
        continue
      }
      const available = chunk.length - at
      const length = this.#size === 0 && available >= 4 ? readLength(chunk, at) : Infinity
      if (length <= available) {
        this.onFrame(readFrame(chunk, at, at + length))
        at += length
      } else at = this.#complete(chunk, at)
    }
  }

  /** Hands on what has come of a stream's data. */
  #pass(header: Frame, chunk: Buffer, start: number): number {
    const end = Math.min(chunk.length, start + this.#toPass)
    this.#toPass -= end - start
    if (this.#toPass === 0) this.#passing = undefined
    this.onFrame({ ...header, payload: chunk.subarray(start, end) })
    return end
  }

  /** Adds to the packet held what it lacks, and returns where the next bytes begin. */
  #complete(chunk: Buffer, start: number): number {
    if (this.#size < HEADER_BYTES) return this.#completeHeader(chunk, start)
    const length = readLength(this.#held, 0)
    const at = this.#hold(chunk, start, length)
    if (this.#size === length) this.onFrame(readFrame(this.#letGo(), 0, length))
    return at
  }

  #completeHeader(chunk: Buffer, start: number): number {
    const at = this.#hold(chunk, start, HEADER_BYTES)
    if (this.#size < 4) return at
    const length = readLength(this.#held, 0)
    if (this.#size < HEADER_BYTES) return at
    const header = readFrame(this.#held, 0, HEADER_BYTES)
    if (length > HEADER_BYTES && !isStreamData(header)) return at
    this.#letGo()
    if (length === HEADER_BYTES) this.onFrame(header)
    else {
      this.#passing = header
      this.#toPass = length - HEADER_BYTES
    }
    return at
  }

  /** Keeps bytes of a packet up to its `length`th, and returns where those that follow begin. */
  #hold(chunk: Buffer, start: number, length: number): number {
    const end = Math.min(chunk.length, start + length - this.#size)
    const needed = this.#size + end - start
    if (needed > this.#held.length) {
      const doubled = Math.max(needed, this.#held.length * 2, TRUSTED_BYTES)
      const grown = Buffer.allocUnsafe(Math.min(length, doubled))
      this.#held.copy(grown, 0, 0, this.#size)
      this.#held = grown
    }
    chunk.copy(this.#held, this.#size, start, end)
    this.#size = needed
    return end
  }

  #letGo(): Buffer {
    const bytes = this.#held
    this.#held = NOTHING
    this.#size = 0
    return bytes
  }
}

/** Where packets are written, one after the other; most fit, and are copied to where they stay. */
const DRAFT_BYTES = 4096
let draft = new XdrWriter(DRAFT_BYTES)

/** A whole packet. @throws {XdrError} where the value does not fit the codec. */
export const encodeFrame = <T>(header: FrameHeader, codec: Codec<T>, value: T): Buffer => {
  const writer = draft
  writer.rewind(0)
  writer.claim(HEADER_BYTES)
  codec.write(writer, value)
  const { size } = writer
  if (size > MAX_FRAME_BYTES) {
    throw new FramingError(`packet of ${size} bytes is above ${MAX_FRAME_BYTES}`)
  }
  writeHeader(writer.view, header, size)
  if (size > DRAFT_BYTES) {
    // What it has grown into is its own.
    draft = new XdrWriter(DRAFT_BYTES)
    return writer.done()
  }
  const bytes = Buffer.allocUnsafe(size)
  writer.bytes.copy(bytes, 0, 0, size)
  return bytes
}

/** The first 28 bytes of a packet whose payload is sent after it as it is. */
export const encodeHeader = (header: FrameHeader, payloadBytes: number): Buffer => {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES)
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  writeHeader(view, header, HEADER_BYTES + payloadBytes)
  return bytes
}

const writeHeader = (view: DataView, header: FrameHeader, length: number): void => {
  view.setUint32(0, length)
  view.setUint32(4, header.program)
  view.setUint32(8, 1)
  view.setInt32(12, header.procedure)
  view.setInt32(16, header.type)
  view.setUint32(20, header.serial)
  view.setInt32(24, header.status)
}
