import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bytes,
  chars,
  f64,
  fixedBytes,
  fixedChars,
  flag,
  i32,
  i64,
  list,
  optional,
  struct,
  text,
  u32,
  u64,
  uuid,
  XdrError,
  XdrReader,
  XdrWriter,
  type Codec,
} from './xdr'

const write = <T>(codec: Codec<T>, value: T): Buffer => {
  const writer = new XdrWriter(4)
  codec.write(writer, value)
  return writer.done()
}

const read = <T>(codec: Codec<T>, from: Buffer): T => {
  const reader = new XdrReader(from)
  const value = codec.read(reader)
  reader.end()
  return value
}

const pair = struct({ name: text, count: i32 })

/** Forgets what type a codec has, so that codecs of several types fit one table. */
const row = <T>(codec: Codec<T>, value: T, hex: string): [Codec<unknown>, unknown, string] => [
  codec,
  value,
  hex,
]

describe('a value and its bytes', () => {
  it.each([
    row(i32, -1, 'ffffffff'),
    row(u32, 0xffff_ffff, 'ffffffff'),
    row(i64, -2n, 'fffffffffffffffe'),
    row(u64, (1n << 64n) - 1n, 'ffffffffffffffff'),
    row(f64, -1.5, 'bff8000000000000'),
    row(flag, true, '00000001'),
    row(flag, false, '00000000'),
    row(text, '', '00000000'),
    row(text, 'vm', '00000002766d0000'),
    row(text, 'größe', '000000076772c3b6c39f6500'),
    row(
      text,
      'a text that is longer than what is kept',
      '00000027' + Buffer.from('a text that is longer than what is kept\0').toString('hex'),
    ),
    row(fixedBytes(3), Buffer.of(1, 2, 3), '01020300'),
    row(bytes(8), Buffer.of(0xff), '00000001ff000000'),
    row(chars(8), Buffer.of(0x41, 0xff), '0000000200000041ffffffff'),
    row(fixedChars(3), 'ab', '000000610000006200000000'),
    row(uuid, '6695eb01-f6a4-8304-79aa-97f2502e193f', '6695eb01f6a4830479aa97f2502e193f'),
    row(optional(i32), null, '00000000'),
    row(optional(i32), 5, '0000000100000005'),
    row(list(i32, 3), [1, 2], '000000020000000100000002'),
    row(pair, { name: 'a', count: 1 }, '000000016100000000000001'),
  ])('%#', (codec, value, hex) => {
    expect(write(codec, value).toString('hex')).toBe(hex)
    expect(read(codec, Buffer.from(hex, 'hex'))).toEqual(value)
  })

  it('is the same after a round trip, for texts of any kind', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 })), (values) => {
        const texts = list(text, 1000)
        expect(read(texts, write(texts, values))).toEqual(values)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps texts apart that are kept in the same place', () => {
    // Both have the same hash: 'Aa' and 'BB' do, as Java programmers know.
    const values = ['Aa', 'BB', 'Aa', 'AaAa', 'BBBB', 'AaBB', 'BBAa']
    const texts = list(text, 10)
    expect(read(texts, write(texts, values))).toEqual(values)
  })
})

describe('bytes that are no value', () => {
  it.each([
    ['ends early', row(i32, 0, '0000'), 'needs 4 bytes at 0, 2 left'],
    ['text ends early', row(text, '', '0000000561'), 'needs 8 bytes at 4, 1 left'],
    ['text too long', row(text, '', '00400001'), 'length 4194305 is above the maximum of 4194304'],
    ['dirty padding', row(text, '', '0000000161000001'), 'padding at 5 is not zero'],
    [
      'bytes above their maximum',
      row(bytes(2), Buffer.alloc(0), '00000003'),
      'length 3 is above the maximum of 2',
    ],
    [
      'list longer than what is left',
      row(list(i32, 99), [], '00000002 00000001'.replace(' ', '')),
      '2 items do not fit in what is left',
    ],
    [
      'optional that is neither',
      row(optional(i32), null, '00000002'),
      "2 is not an optional's marker",
    ],
    ['leftovers', row(i32, 0, '0000000000000000'), '4 bytes left over'],
    [
      'a path',
      row(list(pair, 9), [], '000000020000000000000000ffffffff00000000'),
      '1.name: length 4294967295 is above',
    ],
  ])('%s', (_, [codec, , hex], problem) => {
    const attempt = (): unknown => read(codec, Buffer.from(hex, 'hex'))
    expect(attempt).toThrow(XdrError)
    expect(attempt).toThrow(problem)
  })
})

describe('a value that does not fit', () => {
  it.each([
    row(i32, 2 ** 31, 'is not an integer from'),
    row(i32, 1.5, 'is not an integer from'),
    row(u32, -1, 'is not an integer from'),
    row(u32, Number.NaN, 'is not an integer from'),
    row(i64, 1n << 63n, 'does not fit in an i64'),
    row(u64, -1n, 'does not fit in a u64'),
    row(text, 'x'.repeat(4_194_305), 'is too long'),
    row(bytes(1), Buffer.alloc(2), '2 bytes are above 1'),
    row(fixedBytes(1), Buffer.alloc(2), '2 bytes where 1 belong'),
    row(fixedChars(1), 'ab', 'is longer than 1 bytes'),
    row(uuid, '6695eb01', 'is not a UUID'),
    row(uuid, '6695eb01-f6a4-8304-79aa-97f2502e193', 'is not a UUID'),
    row(uuid, '6695eb01-f6a4-8304-79aa-97f2502e19-f', 'is not a UUID'),
    row(uuid, '6695eb01-f6a4-8304-79aa097f2502e193f', 'is not a UUID'),
    row(uuid, '6695eb01-f6a4-8304-79aa-97f2502e193\u0166', 'is not a UUID'),
    row(list(i32, 1), [1, 2], '2 items are above 1'),
    row(pair, { name: 'a', count: 0.5 }, 'count: 0.5 is not an integer'),
  ])('%#', (codec, value, problem) => {
    expect(() => write(codec, value)).toThrow(problem)
  })
})
