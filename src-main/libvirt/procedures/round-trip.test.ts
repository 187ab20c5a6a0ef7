import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { XdrError, XdrReader, XdrWriter, type Codec } from '../wire/xdr'
import { events, param, qemu, remote, typedParameter, type TypedParameter } from './index'

/** What a codec carries, noted while the tables are made from the instrumented schema below. */
const notes = vi.hoisted(() => new WeakMap<object, () => unknown>())

vi.mock('../wire/xdr', async (importOriginal) => {
  const schema = await importOriginal<typeof import('../wire/xdr')>()
  const check = await import('fast-check')
  const note = <C extends object>(codec: C, values: () => unknown): C => {
    notes.set(codec, values)
    return codec
  }
  /** A codec that the tables make by hand of others, and so is not noted, is a character array's. */
  const valuesOf = (codec: object): fc.Arbitrary<unknown> =>
    (notes.get(codec)?.() as fc.Arbitrary<unknown> | undefined) ?? plainText(40)
  const plainText = (maxLength: number): fc.Arbitrary<string> =>
    check.string({ maxLength }).map((value) => value.replaceAll('\0', ''))
  const buffer = (limits: { minLength?: number; maxLength?: number }): fc.Arbitrary<Buffer> =>
    check.uint8Array(limits).map((value) => Buffer.from(value))

  note(schema.i32, () => check.integer())
  note(schema.u32, () => check.nat().map((value) => (value * 2) >>> 0))
  note(schema.i64, () => check.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }))
  note(schema.u64, () => check.bigInt({ min: 0n, max: (1n << 64n) - 1n }))
  note(schema.f64, () => check.double())
  note(schema.flag, () => check.boolean())
  note(schema.text, () => check.string({ unit: 'grapheme' }))
  note(schema.uuid, () => check.uuid())
  return {
    ...schema,
    bytes: (max: number) => note(schema.bytes(max), () => buffer({ maxLength: Math.min(max, 20) })),
    chars: (max: number) => note(schema.chars(max), () => buffer({ maxLength: Math.min(max, 20) })),
    fixedBytes: (size: number) =>
      note(schema.fixedBytes(size), () => buffer({ minLength: size, maxLength: size })),
    fixedChars: (size: number) => note(schema.fixedChars(size), () => plainText(size)),
    optional: (item: Codec<unknown>) =>
      note(schema.optional(item), () => check.option(valuesOf(item))),
    list: (item: Codec<unknown>, max: number) =>
      note(schema.list(item, max), () =>
        check.array(valuesOf(item), { maxLength: Math.min(max, 3) }),
      ),
    struct: (fields: Record<string, Codec<unknown>>) =>
      note(schema.struct(fields), () =>
        check.record(
          Object.fromEntries(Object.entries(fields).map(([k, item]) => [k, valuesOf(item)])),
          { noNullPrototype: true },
        ),
      ),
  }
})

const named = <T>(make: (name: string, value: T) => TypedParameter, values: fc.Arbitrary<T>) =>
  fc.tuple(fc.string(), values).map(([name, value]) => make(name, value))

notes.set(typedParameter, () =>
  fc.oneof(
    named(param.int, fc.integer()),
    named(param.uint, fc.nat()),
    named(param.llong, fc.bigInt({ min: -(1n << 63n), max: 0n })),
    named(param.ullong, fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })),
    named(param.double, fc.double()),
    named(param.boolean, fc.boolean()),
    named(param.string, fc.string()),
  ),
)

const payloads: [string, Codec<unknown>][] = [
  ...[...Object.values(remote), ...Object.values(qemu)].flatMap(
    (procedure): [string, Codec<unknown>][] => [
      [`${procedure.name} arguments`, procedure.args as Codec<unknown>],
      [`${procedure.name} result`, procedure.result as Codec<unknown>],
    ],
  ),
  ...Object.values(events).map((event): [string, Codec<unknown>] => [
    event.name,
    event.payload as Codec<unknown>,
  ]),
]

const write = (codec: Codec<unknown>, value: unknown): Buffer => {
  const writer = new XdrWriter()
  codec.write(writer, value)
  return Buffer.from(writer.done())
}

const read = (codec: Codec<unknown>, bytes: Buffer): unknown => {
  const reader = new XdrReader(bytes)
  const value = codec.read(reader)
  reader.end()
  return value
}

const valuesOf = (codec: Codec<unknown>): fc.Arbitrary<unknown> =>
  notes.get(codec)?.() as fc.Arbitrary<unknown>

const isReadOrRefused = (codec: Codec<unknown>, bytes: Buffer): boolean => {
  try {
    codec.read(new XdrReader(bytes))
    return true
  } catch (error) {
    return error instanceof XdrError
  }
}

describe('every payload', () => {
  it.each(payloads)('%s: reads back what it wrote', (_, codec) => {
    fc.assert(
      fc.property(valuesOf(codec), (value) => {
        const bytes = write(codec, value)
        expect(bytes.length % 4).toBe(0)
        expect(read(codec, bytes)).toStrictEqual(value)
      }),
      { numRuns: 25 },
    )
  })

  it.each(payloads)(
    '%s: reads bytes that make no sense as an error, never past them',
    (_, codec) => {
      const torn = valuesOf(codec).chain((value) => {
        const bytes = write(codec, value)
        return fc.nat(bytes.length).map((size) => bytes.subarray(0, size))
      })
      const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
      fc.assert(
        fc.property(fc.oneof(torn, noise), (bytes) => {
          expect(isReadOrRefused(codec, bytes)).toBe(true)
        }),
        { numRuns: 25 },
      )
    },
  )
})
