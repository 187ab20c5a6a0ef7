import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { onLocalFile } from '../../storage/transfer/local-file-problem'

/** A part of a file of this computer: the whole of it, or a member of an archive. In bytes. */
export interface FileWindow {
  readonly path: string
  readonly offset: number
  readonly size: number
}

/** Reads at most `length` bytes at a place of an open file; fewer only at its end. */
export const readAt = async (
  file: FileHandle,
  path: string,
  offset: number,
  length: number,
): Promise<Buffer> => {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await onLocalFile(path, () => file.read(buffer, 0, length, offset))
  return buffer.subarray(0, bytesRead)
}

/** The digest of a part of a file, in hexadecimal; tells how many bytes it has read. */
export const digestOf = async (
  { path, offset, size }: FileWindow,
  algorithm: string,
  { signal, onRead }: { signal: AbortSignal; onRead: (bytes: number) => void },
): Promise<string> => {
  const hash = createHash(algorithm)
  if (size === 0) return hash.digest('hex')
  const stream = createReadStream(path, {
    start: offset,
    end: offset + size - 1,
    highWaterMark: 1024 * 1024,
  })
  return onLocalFile(path, async () => {
    let read = 0
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal.throwIfAborted()
      hash.update(chunk)
      onRead((read += chunk.length))
    }
    return hash.digest('hex')
  })
}
