import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pack } from 'tar-stream'
import { t } from '../../../src-preload/language/t'
import { onLocalFile } from '../../storage/transfer/local-file-problem'
import { sizeOf } from './qemu-img'

/** A file to be packed: its bytes, or where they are. */
export interface Packed {
  readonly name: string
  readonly content: Buffer | { readonly path: string }
}

const READ_AT_ONCE = 1024 * 1024

const addText = (archive: Pack, name: string, content: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    archive.entry({ name, mode: 0o644 }, content, (error) => (error ? reject(error) : resolve()))
  })

/** Waits until a stream takes more, or is given up. */
const drained = (sink: ReturnType<Pack['entry']>): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      sink.off('drain', go)
      sink.off('close', go)
      resolve()
    }
    sink.on('drain', go)
    sink.on('close', go)
  })

/**
 * Writes an archive: its descriptor first, as the standard wants it, and a manifest of all of it at
 * the end. `onWritten` hears how many bytes were added so far; the caller removes what is written
 * when it throws.
 */
export const packOva = async (
  path: string,
  { stem, files }: { readonly stem: string; readonly files: readonly Packed[] },
  { signal, onWritten }: { signal: AbortSignal; onWritten: (bytes: number) => void },
): Promise<void> => {
  const { pack } = await import('tar-stream')
  const archive = pack()
  const writing = onLocalFile(path, () =>
    pipeline(
      Readable.from(archive as AsyncIterable<Buffer>),
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
      {
        signal,
      },
    ),
  )
  const digests: string[] = []
  let written = 0
  const fill = async (): Promise<void> => {
    for (const { name, content } of files) {
      const hash = createHash('sha256')
      if (Buffer.isBuffer(content)) {
        hash.update(content)
        await addText(archive, name, content)
      } else {
        const size = await sizeOf(content.path)
        await new Promise<void>((resolve, reject) => {
          const sink = archive.entry({ name, size, mode: 0o644 }, (error) =>
            error ? reject(error) : resolve(),
          )
          const send = async (): Promise<void> => {
            const stream = createReadStream(content.path, { highWaterMark: READ_AT_ONCE })
            for await (const chunk of stream as AsyncIterable<Buffer>) {
              signal.throwIfAborted()
              hash.update(chunk)
              if (!sink.write(chunk)) await drained(sink)
              // Nobody reads the archive any more: the writer's failure says why.
              if (sink.destroyed) throw new Error(t('the archive was given up'))
              onWritten((written += chunk.length))
            }
            sink.end(undefined)
          }
          send().catch(reject)
        })
      }
      digests.push(`SHA256(${name})= ${hash.digest('hex')}\n`)
    }
    await addText(archive, `${stem}.mf`, Buffer.from(digests.join('')))
    archive.finalize()
  }
  try {
    await Promise.all([writing, fill()])
  } catch (error) {
    archive.destroy()
    await writing.catch(() => undefined)
    signal.throwIfAborted()
    throw error
  }
}
