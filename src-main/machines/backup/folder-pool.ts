import type { HostId } from '../../../src-preload/contract/host'
import type { PoolId } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { Storage } from '../../storage/make-storage'

const withoutSlash = (path: string): string => path.replace(/\/+$/, '')

const pathOf = (folder: string): string => {
  const path = withoutSlash(folder)
  if (path === '') throw new Problem('invalid', t('the root folder can’t be a pool'))
  return path
}

/** The pool whose volumes lie in a folder on a host; null where there is none. */
export const findFolderPool = async (
  { pools }: Storage,
  hostId: HostId,
  folder: string,
): Promise<PoolId | null> => {
  const path = withoutSlash(folder)
  const known = await pools.list(hostId)
  return (
    known.find(({ target }) => target !== undefined && withoutSlash(target) === path)?.id ?? null
  )
}

/**
 * The running pool of a folder on a host; made where there is none, with the folder. So its backups
 * are found again, here and by whoever else looks. Throws a `Problem` for the root folder.
 */
export const provideFolderPool = async (
  storage: Storage,
  hostId: HostId,
  folder: string,
): Promise<PoolId> => {
  const { pools } = storage
  const path = pathOf(folder)
  const found = await findFolderPool(storage, hostId, path)
  if (found !== null) {
    const { state } = await pools.get(found)
    if (state === 'inactive') await pools.act(found, 'start', async () => {})
    return found
  }
  const taken = new Set((await pools.list(hostId)).map(({ name }) => name))
  const stem = path.slice(path.lastIndexOf('/') + 1)
  let name = stem
  for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}`
  return pools.create({
    hostId,
    name,
    pool: { type: 'dir', path },
    build: true,
    overwrite: false,
    start: true,
    autostart: true,
  })
}
