import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The most pixels that a window is made to unpack: 4096 × 4096. */
const MOST_PIXELS = 4096 * 4096

/**
 * Lets a PNG pass by what its first chunk says: a small file can unpack into any size. The rest is
 * read by nobody but a sandboxed window. Throws a `Problem` where it is none, or too large.
 */
export const checkPng = (bytes: Buffer): void => {
  const isPng =
    bytes.length >= 33 &&
    bytes.subarray(0, 8).equals(SIGNATURE) &&
    bytes.toString('latin1', 12, 16) === 'IHDR'
  const pixels = isPng ? bytes.readUInt32BE(16) * bytes.readUInt32BE(20) : 0
  if (pixels === 0) {
    throw new Problem('refused-by-host', t('The host sent a picture that cannot be read'))
  }
  if (pixels > MOST_PIXELS) {
    throw new Problem('refused-by-host', t('The host sent too large a picture'))
  }
}
