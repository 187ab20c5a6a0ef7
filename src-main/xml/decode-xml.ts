import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'

/** What a byte order mark says, longest first. */
const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  // Without a mark, `<?` in two bytes a character.
  { bytes: [0x3c, 0x00, 0x3f, 0x00], encoding: 'utf-16le' },
  { bytes: [0x00, 0x3c, 0x00, 0x3f], encoding: 'utf-16be' },
] as const

const encodingOf = (bytes: Uint8Array): string => {
  const mark = marks.find(({ bytes: start }) => start.every((byte, i) => bytes[i] === byte))
  if (mark) return mark.encoding
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const declared = /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? 'utf-8'
  // Its declaration could be read byte by byte, so that it is in no wide encoding, whatever it says.
  return /^(utf-?16|utf-?32|ucs-?[24]|iso-10646-ucs)/i.test(declared) ? 'utf-8' : declared
}

/** Its bytes are the first characters of Unicode; browsers, and so TextDecoder, take it for another. */
const LATIN_1 = /^(iso[-_]?8859-1|latin-?1|l1)$/i

/**
 * The text of an XML file, in the encoding that its byte order mark or its declaration names, else
 * UTF-8. Throws a `Problem` when it is not in that encoding, or that is unknown.
 */
export const decodeXml = (bytes: Uint8Array): string => {
  const encoding = encodingOf(bytes)
  if (LATIN_1.test(encoding)) return Buffer.from(bytes).toString('latin1')
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Problem('invalid', t('The file is no text in {encoding}', { encoding }), { cause })
  }
}
