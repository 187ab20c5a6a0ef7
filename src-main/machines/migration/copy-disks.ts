import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import {
  isNotFound,
  remote,
  type Connection,
  type StoragePoolRef,
  type StorageVolumeRef,
} from '../../libvirt'
import { StorageVolumeInfoFlags, StorageVolumeStreamFlags } from '../../libvirt/procedures/flags'
import { PATIENT } from '../../storage/pools'
import { volumeXml } from '../../storage/volume-xml'
import type { PlannedDisk } from './plan-disks'

/** A volume on the destination that a disk is copied to. */
export interface Copy {
  readonly disk: PlannedDisk
  readonly pool: StoragePoolRef
  readonly vol: StorageVolumeRef
}

/**
 * Makes the volumes that disks are copied to: empty, in the disk's own form, for a hypervisor to
 * fill while the machine runs; or raw and as long as the file, for bytes that are sent as they are.
 */
export const makeCopies = async (
  destination: Connection,
  disks: readonly PlannedDisk[],
  kind: 'live' | 'offline',
  made: Copy[],
): Promise<void> => {
  for (const disk of disks) {
    if (disk.how !== 'copied' || disk.pool === undefined) continue
    const { name: poolName, uuid } = disk.pool
    const pool = { name: poolName, uuid }
    const xml = volumeXml({
      name: disk.volumeName,
      capacity: disk.size ?? 0,
      allocation: 0,
      format: kind === 'live' ? disk.format : 'raw',
    })
    const args = { pool, xml, flags: 0 }
    const { vol } = await destination.call(remote.storageVolCreateXml, args, PATIENT)
    made.push({ disk, pool, vol })
  }
}

/** Removes copies again; answers those that could not be removed. */
export const removeCopies = async (
  destination: Connection,
  copies: readonly Copy[],
): Promise<readonly Copy[]> => {
  const left: Copy[] = []
  for (const copy of copies) {
    try {
      await destination.call(remote.storageVolDelete, { vol: copy.vol, flags: 0 }, PATIENT)
    } catch (error) {
      if (!isNotFound(error)) left.push(copy)
    }
  }
  return left
}

/** The disk's volume on the source. */
const originalOf = async (
  source: Connection,
  { place, target }: PlannedDisk,
  volume: { readonly pool?: string; readonly volume?: string } | undefined,
): Promise<StorageVolumeRef> => {
  if (volume?.pool !== undefined && volume.volume !== undefined) {
    return { pool: volume.pool, name: volume.volume, key: '' }
  }
  try {
    return (await source.call(remote.storageVolLookupByPath, { path: place })).vol
  } catch (error) {
    throw new Problem('not-found', t('{target} is in no running pool any more', { target }), {
      cause: error,
    })
  }
}

/**
 * Carries the bytes of a machine's disks through this computer from host to host, holes as holes.
 * Each connection is the stream's own. Rejects with the signal's reason when cancelled.
 */
export const sendCopies = async (
  source: Connection,
  destination: Connection,
  copies: readonly Copy[],
  volumes: ReadonlyMap<string, { readonly pool?: string; readonly volume?: string }>,
  { signal, progress, note }: JobControl,
): Promise<void> => {
  const total = copies.reduce((sum, { disk }) => sum + (disk.size ?? 0), 0)
  let sent = 0
  for (const { disk, vol: copy } of copies) {
    note(t('Copying {target}', { target: disk.target }))
    const original = await originalOf(source, disk, volumes.get(disk.target))
    const flags = StorageVolumeStreamFlags.sparse
    const { allocation: length } = await source.call(remote.storageVolGetInfoFlags, {
      vol: original,
      flags: StorageVolumeInfoFlags.physical,
    })
    const from = await source.openStream(
      remote.storageVolDownload,
      { vol: original, offset: 0n, length: 0n, flags },
      { signal },
    )
    const to = await destination.openStream(
      remote.storageVolUpload,
      { vol: copy, offset: 0n, length, flags },
      { signal },
    )
    const stop = (): void => {
      from.abort()
      to.abort()
    }
    signal.addEventListener('abort', stop)
    try {
      for await (const chunk of from.sparse()) {
        signal.throwIfAborted()
        if ('hole' in chunk) await to.writeHole(chunk)
        else {
          await to.write(chunk)
          from.recycle(chunk)
        }
        sent += 'hole' in chunk ? Number(chunk.hole) : chunk.length
        progress(Math.min(sent, total), total, 'bytes')
      }
      signal.throwIfAborted()
      await to.finish()
    } finally {
      signal.removeEventListener('abort', stop)
      stop()
    }
  }
}
