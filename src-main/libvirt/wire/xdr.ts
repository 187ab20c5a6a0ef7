/**
 * XDR (RFC 4506) as libvirt uses it: a declaration is at once the codec, the TypeScript type and
 * the documentation of a value on the wire.
 *
 * Every item is a multiple of four bytes, big-endian. Variable items carry a length and have a
 * maximum, which is enforced before anything is allocated: the peer is not trusted.
 */

import { XdrError, type XdrReader, type XdrWriter } from './xdr-cursor'

export { uuid } from './uuid'
export { XdrError, XdrReader, XdrWriter } from './xdr-cursor'

/** How a type is read from and written to the wire. */
export interface Codec<T> {
  read(from: XdrReader): T
  write(to: XdrWriter, value: T): void
}

/** The TypeScript type that a codec carries. */
export type Infer<C> = C extends Codec<infer T> ? T : never

const requireInteger = (value: number, min: number, max: number): void => {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new XdrError(`${value} is not an integer from ${min} to ${max}`)
  }
}

/** XDR `int`; C's signed `char` and `short` travel in the same four bytes. */
export const i32: Codec<number> = {
  read: (from) => from.view.getInt32(from.take(4)),
  write: (to, value) => {
    requireInteger(value, -0x8000_0000, 0x7fff_ffff)
    const at = to.claim(4)
    to.view.setInt32(at, value)
  },
}

/** XDR `unsigned int`. */
export const u32: Codec<number> = {
  read: (from) => from.view.getUint32(from.take(4)),
  write: (to, value) => {
    requireInteger(value, 0, 0xffff_ffff)
    const at = to.claim(4)
    to.view.setUint32(at, value)
  },
}

/** XDR `hyper`. */
export const i64: Codec<bigint> = {
  read: (from) => from.view.getBigInt64(from.take(8)),
  write: (to, value) => {
    if (BigInt.asIntN(64, value) !== value) throw new XdrError(`${value} does not fit in an i64`)
    const at = to.claim(8)
    to.view.setBigInt64(at, value)
  },
}

/** XDR `unsigned hyper`. */
export const u64: Codec<bigint> = {
  read: (from) => from.view.getBigUint64(from.take(8)),
  write: (to, value) => {
    if (BigInt.asUintN(64, value) !== value) throw new XdrError(`${value} does not fit in a u64`)
    const at = to.claim(8)
    to.view.setBigUint64(at, value)
  },
}

/** XDR `double`. */
export const f64: Codec<number> = {
  read: (from) => from.view.getFloat64(from.take(8)),
  write: (to, value) => {
    const at = to.claim(8)
    to.view.setFloat64(at, value)
  },
}

/** A C `int` that means yes or no: any value but zero is read as true, true is written as 1. */
export const flag: Codec<boolean> = {
  read: (from) => i32.read(from) !== 0,
  write: (to, value) => i32.write(to, value ? 1 : 0),
}

/** REMOTE_STRING_MAX: no string is longer, in bytes of UTF-8. */
const MAX_STRING_BYTES = 4_194_304

/**
 * Short texts that were read lately. A reply says the same few names thousands of times over;
 * finding one here is cheaper than making it again, and it is kept in memory once.
 */
const RECENT_TEXTS = 1024
const SHORT_TEXT_BYTES = 32
const recentTexts = Array.from({ length: RECENT_TEXTS }, () => '')

const readShortText = (bytes: Buffer, start: number, end: number): string => {
  let hash = 0
  let bits = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    hash = (hash * 31 + byte) | 0
    bits |= byte
  }
  if (bits > 0x7f) return bytes.toString('utf8', start, end)
  const slot = hash & (RECENT_TEXTS - 1)
  const recent = recentTexts[slot]!
  if (recent.length === end - start) {
    let at = start
    while (at < end && bytes[at] === recent.charCodeAt(at - start)) at++
    if (at === end) return recent
  }
  const value = bytes.toString('latin1', start, end)
  recentTexts[slot] = value
  return value
}

/** Writes text that is short and in ASCII, as names are; answers whether it was. */
const writeShortText = (to: XdrWriter, value: string): boolean => {
  const size = value.length
  const start = to.claimPadded(size + 4) + 4
  for (let i = 0; i < size; i++) {
    const code = value.charCodeAt(i)
    if (code > 0x7f) {
      to.rewind(start - 4)
      return false
    }
    to.bytes[start + i] = code
  }
  to.view.setUint32(start - 4, size)
  return true
}

/** UTF-8 text, at most {@link MAX_STRING_BYTES} long. */
export const text: Codec<string> = {
  read: (from) => {
    const size = from.length(MAX_STRING_BYTES)
    const at = from.takePadded(size)
    return size <= SHORT_TEXT_BYTES
      ? readShortText(from.bytes, at, at + size)
      : from.bytes.toString('utf8', at, at + size)
  },
  write: (to, value) => {
    if (value.length <= SHORT_TEXT_BYTES && writeShortText(to, value)) return
    const size = Buffer.byteLength(value)
    if (size > MAX_STRING_BYTES) throw new XdrError(`text of ${size} bytes is too long`)
    u32.write(to, size)
    const at = to.claimPadded(size)
    to.bytes.write(value, at, 'utf8')
  },
}

/** Exactly `size` raw bytes. */
export const fixedBytes = (size: number): Codec<Buffer> => ({
  read: (from) => {
    const at = from.takePadded(size)
    return Buffer.from(from.bytes.subarray(at, at + size))
  },
  write: (to, value) => {
    if (value.length !== size) throw new XdrError(`${value.length} bytes where ${size} belong`)
    const at = to.claimPadded(size)
    value.copy(to.bytes, at)
  },
})

/** Raw bytes with a length, at most `max`. */
export const bytes = (max: number): Codec<Buffer> => ({
  read: (from) => {
    const size = from.length(max)
    const at = from.takePadded(size)
    return Buffer.from(from.bytes.subarray(at, at + size))
  },
  write: (to, value) => {
    if (value.length > max) throw new XdrError(`${value.length} bytes are above ${max}`)
    u32.write(to, value.length)
    const at = to.claimPadded(value.length)
    value.copy(to.bytes, at)
  },
})

/** `char x<max>`: libvirt's schema makes each character an XDR int, four bytes each. */
export const chars = (max: number): Codec<Buffer> => ({
  read: (from) => {
    const size = from.length(max)
    const at = from.take(size * 4)
    const value = Buffer.allocUnsafe(size)
    for (let i = 0; i < size; i++) value[i] = from.view.getInt32(at + i * 4) & 0xff
    return value
  },
  write: (to, value) => {
    if (value.length > max) throw new XdrError(`${value.length} characters are above ${max}`)
    u32.write(to, value.length)
    const at = to.claim(value.length * 4)
    for (const [i, byte] of value.entries()) to.bytes.writeInt32BE((byte << 24) >> 24, at + i * 4)
  },
})

/** `char x[size]`: a C string in a fixed field, four bytes a character; read up to its NUL. */
export const fixedChars = (size: number): Codec<string> => ({
  read: (from) => {
    const at = from.take(size * 4)
    const value = Buffer.allocUnsafe(size)
    let length = 0
    while (length < size) {
      const byte = from.view.getInt32(at + length * 4) & 0xff
      if (byte === 0) break
      value[length++] = byte
    }
    return value.toString('utf8', 0, length)
  },
  write: (to, value) => {
    const encoded = Buffer.from(value)
    if (encoded.length > size) throw new XdrError(`"${value}" is longer than ${size} bytes`)
    const at = to.claim(size * 4)
    for (let i = 0; i < size; i++)
      to.bytes.writeInt32BE(((encoded[i] ?? 0) << 24) >> 24, at + i * 4)
  },
})

/** `T *`: absent is null. */
export const optional = <T>(item: Codec<T>): Codec<T | null> => ({
  read: (from) => {
    const present = from.view.getUint32(from.take(4))
    if (present > 1) throw new XdrError(`${present} is not an optional's marker`)
    return present === 1 ? item.read(from) : null
  },
  write: (to, value) => {
    u32.write(to, value === null ? 0 : 1)
    if (value !== null) item.write(to, value)
  },
})

const within = (error: unknown, step: string | number): unknown =>
  error instanceof XdrError ? new XdrError(error.problem, [step, ...error.path]) : error

/** `T x<max>`. */
export const list = <T>(item: Codec<T>, max: number): Codec<T[]> => ({
  read: (from) => {
    const size = from.length(max)
    // Nothing is smaller than four bytes: a length that the payload can't hold allocates nothing.
    if (size * 4 > from.remaining) throw new XdrError(`${size} items do not fit in what is left`)
    const values: T[] = []
    try {
      for (let i = 0; i < size; i++) values.push(item.read(from))
    } catch (error) {
      throw within(error, values.length)
    }
    return values
  },
  write: (to, value) => {
    if (value.length > max) throw new XdrError(`${value.length} items are above ${max}`)
    u32.write(to, value.length)
    for (const [i, entry] of value.entries()) {
      try {
        item.write(to, entry)
      } catch (error) {
        throw within(error, i)
      }
    }
  },
})

/** The value of a struct whose members are `F`. */
export type FieldValues<F> = { -readonly [K in keyof F]: Infer<F[K]> }

type Members = readonly (readonly [name: string, codec: Codec<any>])[]

/**
 * A function of its own for each struct, as one would write it by hand. A loop that serves all of
 * them takes half as long again over a large fleet: the engine foresees neither keys nor codecs.
 */
const compile = <F>(
  members: Members,
  body: (each: readonly [name: string, codec: string][]) => string,
): F => {
  const each = members.map(([name], i) => [JSON.stringify(name), `codec${i}`] as [string, string])
  const parameters = each.map(([, codec]) => codec)
  // The names are our own declarations’: nothing of a daemon's is ever compiled.
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function(...parameters, `return ${body(each)}`)
  return make(...members.map(([, codec]) => codec)) as F
}

const compileRead = (members: Members): ((from: XdrReader) => unknown) =>
  compile(members, (each) => {
    const properties = each.map(([name, codec]) => `${name}: ${codec}.read(from)`)
    return `(from) => ({ ${properties.join(', ')} })`
  })

const compileWrite = (members: Members): ((to: XdrWriter, value: unknown) => void) =>
  compile(members, (each) => {
    const statements = each.map(([name, codec]) => `${codec}.write(to, value[${name}])`)
    return `(to, value) => { ${statements.join('; ')} }`
  })

/** Does again, member by member, what failed; returns why, with the name of the member at fault. */
const locate = (members: Members, attempt: (name: string, codec: Codec<any>) => void): unknown => {
  for (const [name, codec] of members) {
    try {
      attempt(name, codec)
    } catch (error) {
      return within(error, name)
    }
  }
  return new XdrError('it went well the second time')
}

/** A struct: its members one after the other, in the order of their declaration. */
export const struct = <const F extends Record<string, Codec<any>>>(
  fields: F,
): Codec<FieldValues<F>> => {
  const members = Object.entries(fields)
  // At their first use: a start needs few of the hundreds that are declared.
  let readAll = (from: XdrReader): unknown => {
    readAll = compileRead(members)
    return readAll(from)
  }
  let writeAll = (to: XdrWriter, value: unknown): void => {
    writeAll = compileWrite(members)
    writeAll(to, value)
  }
  return {
    read: (from) => {
      const start = from.position
      try {
        return readAll(from) as FieldValues<F>
      } catch (error) {
        if (!(error instanceof XdrError)) throw error
        from.rewind(start)
        throw locate(members, (_, codec) => codec.read(from))
      }
    },
    write: (to, value) => {
      const start = to.size
      try {
        writeAll(to, value)
      } catch (error) {
        if (!(error instanceof XdrError)) throw error
        to.rewind(start)
        throw locate(members, (name, codec) => codec.write(to, value[name as keyof F]))
      }
    },
  }
}
