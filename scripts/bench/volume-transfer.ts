/**
 * One transfer in a process of its own, so that its memory is nobody else's:
 *
 *     volume-transfer.ts upload|download URI VOLUME-PATH FILE
 *
 * Prints `{ "ms", "extraMegabytes" }`: from opening the connection to the daemon's last word, and
 * how far the process's memory rose above what it was before the transfer.
 */
import { open, readFile, writeFile } from 'node:fs/promises'
import { connect, remote, type Connection } from '../../src-main/libvirt'
import { readAhead } from '../../src-main/storage/transfer/read-ahead'
import { writeBehind } from '../../src-main/storage/transfer/write-behind'

const upload = async (connection: Connection, path: string, source: string): Promise<void> => {
  const { vol } = await connection.call(remote.storageVolLookupByPath, { path })
  const range = { vol, offset: 0n, length: 0n, flags: 0 }
  const stream = await connection.openStream(remote.storageVolUpload, range)
  const file = await open(source, 'r')
  const { size } = await file.stat()
  for await (const block of readAhead(file, source, size)) await stream.write(block)
  await stream.finish()
  await file.close()
}

const download = async (connection: Connection, path: string, target: string): Promise<void> => {
  const { vol } = await connection.call(remote.storageVolLookupByPath, { path })
  const range = { vol, offset: 0n, length: 0n, flags: 0 }
  const stream = await connection.openStream(remote.storageVolDownload, range)
  const file = await open(target, 'w')
  await writeBehind(stream, file, target, () => {})
  await file.close()
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
