import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'

/** Pixels in rows from the top, four bytes each: blue, green, red, opacity. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly pixels: Buffer
}

/** `P6`, the width, the height and the greatest value, with blanks and comments between them. */
const HEADER = /^P6(?:\s|#[^\n]*\n)+(\d{1,5})(?:\s|#[^\n]*\n)+(\d{1,5})(?:\s|#[^\n]*\n)+255\s/

/** As much of a file as its header can take up. */
const HEADER_BYTES = 512

/** Reads a portable pixmap, the picture that QEMU takes. Throws a `Problem` when it is none. */
export const readPpm = (bytes: Buffer): Bitmap => {
  const [header, columns, rows] =
    HEADER.exec(bytes.toString('latin1', 0, Math.min(HEADER_BYTES, bytes.length))) ?? []
  const width = Number(columns)
  const height = Number(rows)
  const start = header?.length ?? 0
  if (!(width > 0 && height > 0) || bytes.length < start + width * height * 3) {
    throw new Problem('refused-by-host', t('The host sent a picture that cannot be read'))
  }
  const pixels = Buffer.alloc(width * height * 4, 0xff)
  for (let from = start, to = 0; to < pixels.length; from += 3, to += 4) {
    pixels[to] = bytes[from + 2] ?? 0
    pixels[to + 1] = bytes[from + 1] ?? 0
    pixels[to + 2] = bytes[from] ?? 0
  }
  return { width, height, pixels }
}
