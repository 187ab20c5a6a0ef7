import { createHash } from 'node:crypto'

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** What every system takes that knows the scheme, without saying so in the hash. */
const ROUNDS = 5000

const sha512 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha512')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** A digest repeated until it has as many bytes as asked. */
const repeated = (digest: Buffer, length: number): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(length / 64) }, () => digest)).subarray(0, length)

/** Three bytes in four letters, the lowest six bits first. */
const letters = (a: number, b: number, c: number, count: number): string => {
  let bits = (a << 16) | (b << 8) | c
  let text = ''
  for (let i = 0; i < count; i++) {
    text += ALPHABET.charAt(bits & 63)
    bits >>= 6
  }
  return text
}

const encode = (digest: Buffer): string => {
  let text = ''
  for (let [a, b, c] = [0, 21, 42], i = 0; i < 21; i++) {
    text += letters(digest.readUInt8(a), digest.readUInt8(b), digest.readUInt8(c), 4)
    ;[a, b, c] = [b + 1, c + 1, a + 1]
  }
  return text + letters(0, 0, digest.readUInt8(63), 2)
}

/**
 * Hashes a password as `/etc/shadow` has it (`$6$`, SHA-crypt with 5,000 rounds), so that a seed
 * image holds no password. The salt is up to 16 characters of `./0-9A-Za-z`.
 */
export const sha512Crypt = (password: string, salt: string): string => {
  const key = Buffer.from(password, 'utf8')
  const grain = Buffer.from(salt, 'latin1').subarray(0, 16)
  const b = sha512(key, grain, key)
  const parts = [key, grain, repeated(b, key.length)]
  for (let length = key.length; length > 0; length >>= 1) parts.push(length & 1 ? b : key)
  let a = sha512(...parts)
  const p = repeated(sha512(...Array.from({ length: key.length }, () => key)), key.length)
  const times = 16 + a.readUInt8(0)
  const s = repeated(sha512(...Array.from({ length: times }, () => grain)), grain.length)
  for (let round = 0; round < ROUNDS; round++) {
    const odd = round % 2 === 1
    const middle = [...(round % 3 === 0 ? [] : [s]), ...(round % 7 === 0 ? [] : [p])]
    a = sha512(odd ? p : a, ...middle, odd ? a : p)
  }
  return `$6$${grain.toString('latin1')}$${encode(a)}`
}
