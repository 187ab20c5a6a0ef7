import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import { remote, type Connection, type DomainRef } from '../libvirt'

/** A picture as the host sends it. */
export interface HostPicture {
  /** Such as `image/x-portable-pixmap`. */
  readonly mime: string
  readonly bytes: Buffer
}

/** The most that a picture may hold, in bytes: 8192 × 8192 pixels of three bytes. */
const MAX_BYTES = 192 * 1024 * 1024

export interface PictureBounds {
  /** How long the host may take to take it, and again to send it, in ms. */
  readonly deadlineMs?: number
  /** In bytes. */
  readonly most?: number
}

const readAll = async (stream: AsyncIterable<Buffer>, most: number): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > most) throw new Problem('refused-by-host', t('The host sent too large a picture'))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/**
 * Has the host picture a machine's first screen. Throws a `Problem` where it sends too much, or for
 * too long.
 */
export const takePicture = async (
  connection: Connection,
  dom: DomainRef,
  { deadlineMs = 30_000, most = MAX_BYTES }: PictureBounds = {},
): Promise<HostPicture> => {
  const asked = { dom, screen: 0, flags: 0 }
  const stream = await connection.openStream(remote.domainScreenshot, asked, { deadlineMs })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      stream.abort()
      reject(new Problem('timeout', t('The host took too long to send its picture')))
    }, deadlineMs)
  })
  try {
    const bytes = await Promise.race([readAll(stream, most), late])
    return { mime: stream.reply.mime ?? '', bytes }
  } finally {
    clearTimeout(timer)
  }
}
