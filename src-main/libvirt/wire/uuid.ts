import { XdrError } from './xdr-cursor'
import type { Codec } from './xdr'

const HEX_DIGITS = Buffer.from('0123456789abcdef')
const DASH = 0x2d
const uuidText = Buffer.alloc(36)

/** What hexadecimal digits stand for, by their character codes; −1 for what is none. */
const HEX_VALUES = Int8Array.from({ length: 128 }, (_, code) =>
  HEX_DIGITS.indexOf(String.fromCharCode(code).toLowerCase()),
)

/** Negative where the character is no hexadecimal digit. */
const hexValue = (text: string, at: number): number => HEX_VALUES[text.charCodeAt(at)] ?? -1

/** Dashes stand before these bytes of a UUID. */
const isAfterDash = (index: number): boolean =>
  index === 4 || index === 6 || index === 8 || index === 10

/** `opaque uuid[16]` as the text people know, in lower case. */
export const uuid: Codec<string> = {
  read: (from) => {
    const start = from.take(16)
    let at = 0
    for (let i = 0; i < 16; i++) {
      if (isAfterDash(i)) uuidText[at++] = DASH
      const byte = from.bytes[start + i]!
      uuidText[at++] = HEX_DIGITS[byte >> 4]!
      uuidText[at++] = HEX_DIGITS[byte & 15]!
    }
    return uuidText.toString('latin1', 0, 36)
  },
  write: (to, value) => {
    const start = to.claim(16)
    let isSound = value.length === 36
    let at = 0
    for (let i = 0; isSound && i < 16; i++) {
      if (isAfterDash(i)) isSound = value.charCodeAt(at++) === DASH
      // Negative where either of the two is.
      const byte = (hexValue(value, at++) << 4) | hexValue(value, at++)
      isSound &&= byte >= 0
      to.bytes[start + i] = byte
    }
    if (!isSound) throw new XdrError(`"${value}" is not a UUID`)
  },
}
