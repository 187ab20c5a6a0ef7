import { constants } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { remote, type Connection, type StorageVolumeRef } from '../../libvirt'
import { StorageVolumeInfoFlags, StorageVolumeStreamFlags } from '../../libvirt/procedures/flags'
import { volumeRef } from '../read-volumes'
import type { ReachedPool } from '../pools'
import { onLocalFile } from './local-file-problem'
import { writeBehind } from './write-behind'

/** `virStorageVolType` of a file, which alone has holes. */
const FILE = 0

/** How long the volume's bytes are: of a file its length, whatever a guest sees of it. */
const lengthOf = async (
  connection: Connection,
  vol: StorageVolumeRef,
): Promise<{ length: number; isFile: boolean }> => {
  const { type, allocation, capacity } = await connection.call(remote.storageVolGetInfoFlags, {
    vol,
    flags: StorageVolumeInfoFlags.physical,
  })
  return { length: Number(type === FILE ? allocation : capacity), isFile: type === FILE }
}

/** Writes a stream into a file, leaving its holes as holes; tells how far it is. */
const receive = async (
  connection: Connection,
  vol: StorageVolumeRef,
  file: FileHandle,
  path: string,
  { signal, progress }: JobControl,
): Promise<void> => {
  const { length, isFile } = await lengthOf(connection, vol)
  const flags = isFile ? StorageVolumeStreamFlags.sparse : 0
  const stream = await connection.openStream(
    remote.storageVolDownload,
    { vol, offset: 0n, length: 0n, flags },
    { signal },
  )
  const stop = (): void => stream.abort()
  signal.addEventListener('abort', stop)
  try {
    const received = await writeBehind(stream, file, path, (bytes) =>
      progress(bytes, Math.max(bytes, length), 'bytes'),
    )
    signal.throwIfAborted()
    // A hole at the end was only counted.
    await onLocalFile(path, () => file.truncate(received))
    if (received < length)
      throw new Problem('refused-by-host', t('the host sent less than there is'))
    await onLocalFile(path, () => file.sync())
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/**
 * Copies a volume into a file of this computer, byte for byte, over what was there; or leaves what
 * was there, and nothing half-written. It grows beside its place as `<path>.part`.
 */
export const download = async (
  at: ReachedPool,
  name: string,
  path: string,
  job: JobControl,
): Promise<void> => {
  const part = `${path}.part`
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
  const file = await onLocalFile(part, () => open(part, flags, 0o600)).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new Problem('in-use', t('{part} exists already', { part }), {
        hint: t('Another download writes it, or was cut off: remove it if none does.'),
      })
    }
    throw error
  })
  try {
    try {
      // A connection of its own: a disk that is slow to write holds up nothing else.
      const connection = await at.connection.sibling()
      try {
        await receive(connection, volumeRef(at, name), file, part, job)
      } finally {
        await connection.close()
      }
    } finally {
      await file.close()
    }
    await onLocalFile(path, () => rename(part, path))
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
