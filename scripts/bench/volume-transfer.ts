/**
 * One transfer in a process of its own, so that its memory is nobody else's:
 *
 *     volume-transfer.ts upload|download URI VOLUME-PATH FILE
 *
 * Prints `{ "ms", "extraMegabytes" }`: from opening the connection to the daemon's last word, and
 * how far the process's memory rose above what it was before the transfer.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { connect, remote, type Connection } from '../../src-main/libvirt'

const READ_BYTES = 1_048_576

const upload = async (connection: Connection, path: string, file: string): Promise<void> => {
  const { vol } = await connection.call(remote.storageVolLookupByPath, { path })
  const range = { vol, offset: 0n, length: 0n, flags: 0 }
  const stream = await connection.openStream(remote.storageVolUpload, range)
  for await (const chunk of createReadStream(file, { highWaterMark: READ_BYTES })) {
    await stream.write(chunk as Buffer)
  }
  await stream.finish()
}

const download = async (connection: Connection, path: string, file: string): Promise<void> => {
  const { vol } = await connection.call(remote.storageVolLookupByPath, { path })
  const range = { vol, offset: 0n, length: 0n, flags: 0 }
  const stream = await connection.openStream(remote.storageVolDownload, range)
  await pipeline(stream, createWriteStream(file))
}

/** The most memory that was resident since the last reset, in MB; kept by the kernel. */
const peakMegabytes = async (): Promise<number> => {
  const status = await readFile('/proc/self/status', 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024
}

const [direction, uri = '', path = '', file = ''] = process.argv.slice(2)
await writeFile('/proc/self/clear_refs', '5')
const before = await peakMegabytes()
const start = performance.now()
const connection = await connect(uri)
await (direction === 'upload' ? upload : download)(connection, path, file)
await connection.close()
const ms = performance.now() - start
const extraMegabytes = (await peakMegabytes()) - before
process.stdout.write(`${JSON.stringify({ ms, extraMegabytes })}\n`)
