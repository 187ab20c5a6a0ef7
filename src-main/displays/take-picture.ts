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

/** Has the host picture a machine's first screen. Throws a `Problem` where it sends too much. */
export const takePicture = async (connection: Connection, dom: DomainRef): Promise<HostPicture> => {
  const stream = await connection.openStream(remote.domainScreenshot, { dom, screen: 0, flags: 0 })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > MAX_BYTES) throw new Problem('refused-by-host', 'The host sent too large a picture')
    chunks.push(chunk)
  }
  return { mime: stream.reply.mime ?? '', bytes: Buffer.concat(chunks, size) }
}
