import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { onLocalFile } from '../../storage/transfer/local-file-problem'
import type { FileWindow } from './file-window'
import { HEAD_BYTES, imageHeaderIn, type ImageHeader } from './image-header'
import { requireRoom } from './require-room'

/** How often room is looked for while unpacking: after so many bytes. */
const ROOM_EVERY = 64 * 2 ** 20
/** An image's own tables are an eighth of what its guest sees at most, and are never this small. */
const TABLES = 64 * 2 ** 20

/** What an image of a kind takes at most as a file, in bytes: more of it is a bomb. */
const mostBytes = ({ format, capacity }: ImageHeader): number =>
  format === 'raw' ? capacity : capacity + Math.ceil(capacity / 8) + TABLES

const packed = ({ path, offset, size }: FileWindow) =>
  createReadStream(path, { start: offset, end: offset + size - 1, highWaterMark: 1024 * 1024 })

const damaged = (name: string, cause: unknown): Problem =>
  new Problem('invalid', t('{name} cannot be unpacked', { name }), {
    hint: t('The archive was damaged or changed on its way. Get it once more.'),
    cause,
  })

/** Tells what gzip says of its data from what the disk says of its files. */
const onPackedFile = async <T>(name: string, path: string, work: () => Promise<T>): Promise<T> =>
  await onLocalFile(path, async () => {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      throw code.startsWith('Z_') ? damaged(name, error) : error
    }
  })

/**
 * Finds out the format of an image within gzip by its first bytes; no more of it is unpacked. An
 * image without a header has the size that its machine says, `declared`, in bytes. Throws a
 * `Problem` as `readImageHeader` does, and for what is no gzip.
 */
export const readPackedHeader = async (
  window: FileWindow,
  name: string,
  declared: number | undefined,
): Promise<ImageHeader> =>
  await onPackedFile(name, window.path, async () => {
    const pieces: Buffer[] = []
    let length = 0
    if (window.size === 0) throw damaged(name, undefined)
    const source = packed(window)
    const unpacked = source.pipe(createGunzip())
    source.on('error', (error) => unpacked.destroy(error))
    try {
      for await (const piece of unpacked as AsyncIterable<Buffer>) {
        pieces.push(piece)
        length += piece.length
        if (length >= HEAD_BYTES) break
      }
    } finally {
      source.destroy()
    }
    const head = Buffer.concat(pieces).subarray(0, HEAD_BYTES)
    return imageHeaderIn(head, declared ?? 0, name.replace(/\.gz$/i, ''))
  })

/**
 * Unpacks an image within gzip into a new file; `onRead` hears how many of its packed bytes are
 * done. Throws a `Problem` for damage, for more than an image of its capacity can take, and without
 * room; the caller removes what was written.
 */
export const unpackImage = async (
  image: FileWindow & ImageHeader,
  { name, path }: { readonly name: string; readonly path: string },
  { signal, onRead }: { signal: AbortSignal; onRead: (bytes: number) => void },
): Promise<void> => {
  const most = mostBytes(image)
  let [read, written, looked] = [0, 0, 0]
  const counted = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      onRead((read += piece.length))
      yield piece
    }
  }
  const bounded = async function* (pieces: AsyncIterable<Buffer>) {
    await requireRoom(path)
    for await (const piece of pieces) {
      if ((written += piece.length) > most) {
        throw new Problem('invalid', t('{name} unpacks to more than its disk holds', { name }), {
          hint: t(
            'It is damaged, or was not made to be imported. Export it anew where it came from.',
          ),
        })
      }
      if (written - looked >= ROOM_EVERY) {
        looked = written
        await requireRoom(path)
      }
      yield piece
    }
  }
  await onPackedFile(name, path, async () => {
    const target = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    try {
      await pipeline(packed(image), counted, createGunzip(), bounded, target, { signal })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  })
}
