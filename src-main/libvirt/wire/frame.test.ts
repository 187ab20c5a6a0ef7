import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  encodeFrame,
  Framer,
  FramingError,
  HEADER_BYTES,
  MAX_FRAME_BYTES,
  MessageStatus,
  MessageType,
  type Frame,
} from './frame'
import { struct, text } from './xdr'

const header = {
  program: 0x2000_8086,
  procedure: 23,
  type: MessageType.call,
  serial: 7,
  status: MessageStatus.ok,
}
const named = struct({ name: text })

/** What comes out of a framer that is given these chunks; payloads as hex. */
const cut = (...chunks: Buffer[]): Frame[] => {
  const frames: Frame[] = []
  const framer = new Framer((frame) =>
    frames.push({ ...frame, payload: Buffer.from(frame.payload) }),
  )
  for (const chunk of chunks) framer.push(chunk)
  return frames
}

/** A header with one word changed. */
const withWord = (index: number, value: number): Buffer => {
  const bytes = encodeFrame(header, struct({}), {})
  bytes.writeInt32BE(value | 0, index * 4)
  return bytes
}

describe('a packet', () => {
  it('is a length, six words and a payload', () => {
    expect(encodeFrame(header, named, { name: 'ab' }).toString('hex')).toBe(
      '00000024' + // length, itself included
        '20008086' +
        '00000001' +
        '00000017' +
        '00000000' +
        '00000007' +
        '00000000' +
        '00000002' +
        '61620000',
    )
  })

  it('keeps its bytes while others are made, long ones and failed ones too', () => {
    const long = 'x'.repeat(10_000)
    const packets = ['a', long, 'b'].map((name) => encodeFrame(header, named, { name }))
    const failing = struct({ name: text, missing: text })
    // What does not fit is tried by who does not check types.
    const unfit = { name: 'c' } as unknown as { name: string; missing: string }
    expect(() => encodeFrame(header, failing, unfit)).toThrow(TypeError)
    packets.push(encodeFrame(header, named, { name: 'd' }))
    expect(packets.map((packet) => packet.subarray(HEADER_BYTES + 4).toString())).toEqual([
      'a\0\0\0',
      long,
      'b\0\0\0',
      'd\0\0\0',
    ])
  })

  it('is refused when it is to be longer than the daemon takes', () => {
    const huge = {
      read: () => null,
      write: (to: { claim(size: number): number }) => to.claim(MAX_FRAME_BYTES),
    }
    expect(() => encodeFrame(header, huge, null)).toThrow(FramingError)
  })
})

describe('Framer', () => {
  const first = encodeFrame(header, named, { name: 'first' })
  const second = encodeFrame({ ...header, serial: 8 }, named, { name: 'the second one' })
  const both = Buffer.concat([first, second])
  const expected = cut(first, second)

  it('reads header and payload', () => {
    expect(expected[0]).toEqual({
      ...header,
      version: 1,
      payload: first.subarray(HEADER_BYTES),
    })
  })

  it('does not care where the bytes are cut', () => {
    for (let at = 0; at <= both.length; at++) {
      expect(cut(both.subarray(0, at), both.subarray(at))).toEqual(expected)
    }
    expect(cut(...Array.from(both, (byte) => Buffer.of(byte)))).toEqual(expected)
  })

  it('takes any packets in any pieces', () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 })
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 })
    fc.assert(
      fc.property(payloads, sizes, (contents, pieces) => {
        const bytes = Buffer.concat(
          contents.map((content) => {
            const frame = Buffer.concat([encodeFrame(header, struct({}), {}), content])
            frame.writeUInt32BE(frame.length)
            return frame
          }),
        )
        const chunks: Buffer[] = []
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = pieces[i % pieces.length] ?? 1
          chunks.push(bytes.subarray(at, at + size))
          at += size
        }
        expect(cut(...chunks).map(({ payload }) => [...payload])).toEqual(
          contents.map((content) => [...content]),
        )
      }),
    )
  })

  it.each([
    ['a length below that of a header', withWord(0, HEADER_BYTES - 1)],
    ['a length above the maximum', withWord(0, MAX_FRAME_BYTES + 1)],
    ['a negative length', withWord(0, -1)],
    ['a type that does not exist', withWord(4, 7)],
    ['a negative type', withWord(4, -1)],
    ['a status that does not exist', withWord(6, 3)],
  ])('refuses %s, however it is cut', (_, bytes) => {
    for (let at = 0; at < bytes.length; at++) {
      expect(() => cut(bytes.subarray(0, at), bytes.subarray(at))).toThrow(FramingError)
    }
  })

  it('believes in a length only as far as bytes have come', () => {
    const framer = new Framer(() => {})
    const before = process.memoryUsage().arrayBuffers
    framer.push(Buffer.concat([withWord(0, MAX_FRAME_BYTES), Buffer.alloc(20)]))
    expect(framer.isInPacket).toBe(true)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_048_576)
  })

  it('hands on the data of a stream as it comes, and knows where it ends', () => {
    const data = { ...header, type: MessageType.stream, status: MessageStatus.continue }
    const packet = Buffer.concat([encodeFrame(data, struct({}), {}), Buffer.from('abcdefgh')])
    packet.writeUInt32BE(packet.length)
    const bytes = Buffer.concat([packet, encodeFrame(data, struct({}), {}), first])
    for (let at = 1; at < bytes.length; at++) {
      const frames = cut(bytes.subarray(0, at), bytes.subarray(at))
      const contents = frames.map(({ payload }) => payload.toString())
      const [end, reply] = contents.splice(-2)
      expect(contents.join('')).toBe('abcdefgh')
      expect([end, reply]).toEqual(['', first.subarray(HEADER_BYTES).toString()])
      expect(frames.slice(0, -1).every(({ type }) => type === MessageType.stream)).toBe(true)
      const isCutWithin = at > HEADER_BYTES && at < packet.length
      expect(contents).toHaveLength(isCutWithin ? 2 : 1)
    }
    const framer = new Framer(() => {})
    framer.push(packet.subarray(0, -1))
    expect(framer.isInPacket).toBe(true)
    framer.push(packet.subarray(-1))
    expect(framer.isInPacket).toBe(false)
  })

  it('takes the longest packet there may be', () => {
    const bytes = withWord(0, MAX_FRAME_BYTES)
    const rest = Buffer.alloc(MAX_FRAME_BYTES - bytes.length)
    const frames = cut(bytes, rest.subarray(0, 1_000_003), rest.subarray(1_000_003), first)
    expect(frames.map(({ payload }) => payload.length)).toEqual([
      MAX_FRAME_BYTES - HEADER_BYTES,
      first.length - HEADER_BYTES,
    ])
  })
})
