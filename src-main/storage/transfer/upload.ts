import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import {
  isNotFound,
  remote,
  type Connection,
  type LibvirtStream,
  type StorageVolumeRef,
} from '../../libvirt'
import { StorageVolumeStreamFlags } from '../../libvirt/procedures/flags'
import { PATIENT, type Pools, type ReachedPool } from '../pools'
import { volumeRef } from '../read-volumes'
import { volumeXml } from '../volume-xml'
import { onLocalFile } from './local-file-problem'
import { patiently } from './patiently'
import { BLOCK_BYTES, readAhead } from './read-ahead'

const ZEROES = Buffer.alloc(BLOCK_BYTES)

/** A name for a volume that is made of a file. */
export const volumeNameOf = (path: string): string =>
  basename(path)
    .replace(/\p{Cc}/gu, '_')
    .slice(0, 255)

const requireFile = async (file: FileHandle, path: string): Promise<number> => {
  const status = await onLocalFile(path, () => file.stat())
  if (!status.isFile()) throw new Problem('invalid', t('that is no file: {path}', { path }))
  if (status.size === 0) throw new Problem('invalid', t('that file is empty: {path}', { path }))
  return status.size
}

/** A file to be sent. */
interface Source {
  readonly file: FileHandle
  readonly path: string
  /** In bytes. */
  readonly size: number
  /** Its zeroes may be sent as holes. */
  readonly isSparse: boolean
}

const send = async (
  { file, path, size, isSparse }: Source,
  stream: LibvirtStream,
  { signal, progress }: JobControl,
): Promise<void> => {
  let hole = 0
  const sendHole = async (): Promise<void> => {
    if (hole > 0) await stream.writeHole({ hole: BigInt(hole) })
    hole = 0
  }
  let at = 0
  for await (const block of readAhead(file, path, size)) {
    if (isSparse && block.equals(ZEROES.subarray(0, block.length))) hole += block.length
    else {
      await sendHole()
      await stream.write(block)
    }
    at += block.length
    signal.throwIfAborted()
    progress(at, size, 'bytes')
  }
  // The host cuts the volume off at a hole, so the last one counts too.
  await sendHole()
  await stream.finish()
}

const transfer = async (
  connection: Connection,
  vol: StorageVolumeRef,
  source: Source,
  job: JobControl,
): Promise<void> => {
  const { signal } = job
  const flags = source.isSparse ? StorageVolumeStreamFlags.sparse : 0
  const stream = await connection.openStream(
    remote.storageVolUpload,
    { vol, offset: 0n, length: BigInt(source.size), flags },
    { signal },
  )
  // A daemon that no longer reads would let a write wait for ever.
  const cancelled = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      stream.abort()
      reject(signal.reason as Error)
    })
  })
  await Promise.race([send(source, stream, job), cancelled])
}

/**
 * Deletes what an upload has begun, on whatever connection there is by then. Throws a `Problem`
 * that names what is left when that can't be done.
 */
const takeBack = async (pools: Pools, { id, pool }: ReachedPool, name: string): Promise<void> => {
  try {
    await patiently(async () => {
      const at = await pools.reach(id)
      await at.connection.call(remote.storageVolDelete, { vol: volumeRef(at, name), flags: 0 })
      pools.touch(at)
    })
  } catch (error) {
    if (isNotFound(error)) return
    throw new Problem('refused-by-host', t('a half-written volume is left, {name}', { name }), {
      hint: t('Delete it from {name} when the host can be reached.', { name: pool.name }),
      cause: error,
    })
  }
}

/**
 * Makes a volume of a file of this computer, byte for byte; the host finds out the format by
 * itself. A volume that does not become whole is deleted again.
 */
export const upload = async (
  pools: Pools,
  at: ReachedPool,
  name: string,
  path: string,
  job: JobControl,
): Promise<void> => {
  const file = await onLocalFile(path, () => open(path, 'r'))
  try {
    const size = await requireFile(file, path)
    const { holdsFiles } = await pools.get(at.id)
    // Raw, so that nothing but the file's own bytes is in it.
    const format = holdsFiles ? 'raw' : undefined
    const xml = volumeXml({ name, capacity: size, allocation: 0, format })
    const { vol } = await at.connection.call(
      remote.storageVolCreateXml,
      { pool: at.pool, xml, flags: 0 },
      PATIENT,
    )
    try {
      // A connection of its own: a host that is slow to store holds up nothing else.
      const connection = await at.connection.sibling()
      try {
        await transfer(connection, vol, { file, path, size, isSparse: holdsFiles }, job)
      } finally {
        await connection.close()
      }
    } catch (error) {
      await takeBack(pools, at, name)
      throw error
    }
    pools.touch(at)
  } finally {
    await file.close()
  }
}
