import type { FileHandle } from 'node:fs/promises'
import type { LibvirtStream } from '../../libvirt'
import { onLocalFile } from './local-file-problem'

/** A disk that is nearly full may take a part, and refuse the rest by its reason. */
const writeAll = async (file: FileHandle, bytes: Buffer, position: number): Promise<void> => {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
}

/**
 * Writes what a stream brings into a file from its beginning, one chunk while the next one comes,
 * and leaves its holes out. `onHeadway` is told how many bytes have come so far. Resolves with how
 * many there were: a hole at the end is only counted.
 *
 * @throws {Problem} the file cannot be written; or what ended the stream, if that was an error.
 */
export const writeBehind = async (
  stream: LibvirtStream,
  file: FileHandle,
  path: string,
  onHeadway: (bytes: number) => void,
): Promise<number> => {
  const write = async (chunk: Buffer, position: number): Promise<void> => {
    await onLocalFile(path, () => writeAll(file, chunk, position))
    stream.recycle(chunk)
  }
  let at = 0
  let written = Promise.resolve()
  for await (const chunk of stream.sparse()) {
    if ('hole' in chunk) at += Number(chunk.hole)
    else {
      await written
      written = write(chunk, at)
      written.catch(() => undefined)
      at += chunk.length
    }
    onHeadway(at)
  }
  await written
  return at
}
