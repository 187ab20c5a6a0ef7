import type { FrameFault } from './fault'

const HEADER_BYTES = 28
const WORD_BYTES = 4

const flipWord = (frame: Buffer, at: number, flip: number): Buffer => {
  const damaged = Buffer.from(frame)
  if (at + WORD_BYTES <= damaged.length) {
    damaged.writeUInt32BE((damaged.readUInt32BE(at) ^ flip) >>> 0, at)
  }
  return damaged
}

const flipBytes = (frame: Buffer, first: number, flips: readonly number[]): Buffer => {
  const damaged = Buffer.from(frame)
  for (const [i, flip] of flips.entries()) {
    const byte = damaged[first + i]
    if (byte !== undefined) damaged[first + i] = byte ^ flip
  }
  return damaged
}

const claim = (frame: Buffer, bytes: number): Buffer => {
  const damaged = Buffer.from(frame)
  damaged.writeUInt32BE(bytes, 0)
  return damaged
}

export type Corruption = Extract<FrameFault, { kind: `corrupt-${string}` | 'oversize' }>

/** A packet's bytes, some of which are others now. */
export const damage = (frame: Buffer, fault: Corruption): Buffer => {
  if (fault.kind === 'corrupt-length') return flipWord(frame, 0, fault.flip)
  if (fault.kind === 'corrupt-header') return flipWord(frame, fault.word * WORD_BYTES, fault.flip)
  if (fault.kind === 'oversize') return claim(frame, fault.claims)
  const payloadBytes = frame.length - HEADER_BYTES
  return flipBytes(frame, HEADER_BYTES + Math.floor(fault.share * payloadBytes), fault.flips)
}
