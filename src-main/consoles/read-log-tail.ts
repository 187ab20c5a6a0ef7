import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { t } from '../../src-preload/language/t'

/** A line longer than this on average is none; so much is looked at for each line, in bytes. */
const BYTES_PER_LINE = 4 * 1024
const MOST_BYTES = 1024 * 1024
const LINE_FEED = 0x0a

/** Where the last so many lines begin. */
const startOfTail = (bytes: Uint8Array, lines: number): number => {
  // The last line's own end begins no further one.
  let before = bytes.length - (bytes.at(-1) === LINE_FEED ? 1 : 0)
  for (let count = 0; count < lines; count++) {
    before = before === 0 ? -1 : bytes.lastIndexOf(LINE_FEED, before - 1)
    if (before === -1) return 0
  }
  return before + 1
}

/**
 * The last so many lines of a file, as bytes; at most 1 MiB. Rejects with what the disk says, and
 * where the path is no file: a pipe would be waited for for ever.
 */
export const readLogTail = async (path: string, lines: number): Promise<Uint8Array> => {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new Error(t('it is no file'))
    const length = Math.min(stat.size, lines * BYTES_PER_LINE, MOST_BYTES)
    const from = stat.size - length
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
    const bytes = buffer.subarray(0, bytesRead)
    return bytes.subarray(startOfTail(bytes, lines))
  } finally {
    await file.close()
  }
}
