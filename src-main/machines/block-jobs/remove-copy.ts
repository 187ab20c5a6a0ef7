import { posix } from 'node:path'
import { t } from '../../../src-preload/language/t'
import { isInvalidState, remote } from '../../libvirt'
import type { Storage } from '../../storage/make-storage'
import { PATIENT } from '../../storage/pools'
import { hasVolume } from '../../storage/read-volumes'
import { findFolderPool } from '../backup/folder-pool'
import type { ReachedMachine } from '../definition/machine-definitions'

const isUnderWay = async (
  { connection, dom }: ReachedMachine,
  target: string,
): Promise<boolean> => {
  try {
    const asked = { dom, path: target, flags: 0 }
    return (await connection.call(remote.domainGetBlockJobInfo, asked)).found
  } catch (error) {
    // Block jobs end with their machine.
    if (isInvalidState(error)) return false
    throw error
  }
}

/** Why the image stays; null once it is gone. */
const whyKept = async (
  reached: ReachedMachine,
  storage: Storage,
  target: string,
  path: string,
): Promise<string | null> => {
  if (await isUnderWay(reached, target)) return t('the host still writes to it')
  const poolId = await findFolderPool(storage, reached.machine.hostId, posix.dirname(path))
  if (poolId === null) return t('no pool shows its folder')
  const at = await storage.pools.reach(poolId)
  // A pool knows only of what it has made itself, or looked for.
  await at.connection.call(remote.storagePoolRefresh, { pool: at.pool, flags: 0 }, PATIENT)
  const name = posix.basename(path)
  if (await hasVolume(at, name)) await storage.volumes.delete(poolId, name)
  return null
}

/**
 * Removes the image of a copy that was cancelled or has failed, through the pool that shows it.
 * Answers a sentence on where it stays, and why; null once it is gone. Throws nothing.
 */
export const removeCopy = async (
  reached: ReachedMachine,
  storage: Storage,
  target: string,
  path: string,
): Promise<string | null> => {
  const why = await whyKept(reached, storage, target, path).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  )
  return why === null
    ? null
    : t('The half-written copy stays on the host at {path}: {why}.', { path, why })
}
