import type { FileHandle } from 'node:fs/promises'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { onLocalFile } from './local-file-problem'

/** Bytes read at a time: enough to keep the way busy. */
export const BLOCK_BYTES = 1_048_576

/**
 * Reads a file of so many bytes from its beginning, always one block ahead. A block holds until the
 * next is asked for: then other bytes are read into its place.
 *
 * @throws {Problem} the file cannot be read, or has become shorter.
 */
export async function* readAhead(
  file: FileHandle,
  path: string,
  size: number,
): AsyncGenerator<Buffer, void, undefined> {
  const read = async (into: Buffer, at: number): Promise<Buffer> => {
    const wanted = Math.min(BLOCK_BYTES, size - at)
    const { bytesRead } = await onLocalFile(path, () => file.read(into, 0, wanted, at))
    if (bytesRead === 0)
      throw new Problem('invalid', t('the file has become shorter: {path}', { path }))
    return into.subarray(0, bytesRead)
  }
  let [current, spare] = [Buffer.allocUnsafeSlow(BLOCK_BYTES), Buffer.allocUnsafeSlow(BLOCK_BYTES)]
  let reading = read(current, 0)
  for (let at = 0; at < size;) {
    const block = await reading
    at += block.length
    if (at < size) {
      ;[current, spare] = [spare, current]
      reading = read(current, at)
      // Nobody may ever come for it.
      reading.catch(() => undefined)
    }
    yield block
  }
}
