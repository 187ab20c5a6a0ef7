import { open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ProvisioningCheck } from '../../../src-preload/contract/provisioning'
import { t } from '../../../src-preload/language/t'
import { isQcow2 } from '../exchange/image-header'

/** Who reads a path on this computer: a user by number, or anybody. */
export interface Reader {
  readonly uid: number | null
  /** Libvirt makes the file itself readable to the hypervisor, but not the folders above it. */
  readonly ownsFiles: boolean
}

const READ = 4
const SEARCH = 1

const may = (
  { mode, uid }: { mode: number; uid: number },
  reader: Reader,
  right: number,
): boolean => {
  if (reader.uid === 0) return true
  return ((reader.uid === uid ? mode >> 6 : mode) & right) === right
}

const missing = (path: string): ProvisioningCheck => ({
  id: `path:${path}`,
  state: 'failed',
  text: t('{path} does not exist', { path }),
})

/** Folders from the root down to a path's own. */
const foldersOf = (path: string): string[] => {
  const parent = dirname(path)
  return parent === path ? [] : [...foldersOf(parent), parent]
}

/**
 * Looks whether a hypervisor can read a path of this computer. Groups and access lists may allow
 * what the mode does not, so that what looks closed is a warning.
 */
export const checkPath = async (path: string, reader: Reader): Promise<ProvisioningCheck> => {
  const id = `path:${path}`
  try {
    for (const folder of foldersOf(path)) {
      if (may(await stat(folder), reader, SEARCH)) continue
      return {
        id,
        state: 'warning',
        text: t('{path} may be out of the hypervisor’s reach: {folder} is closed to it', {
          path,
          folder,
        }),
        hint: t('Open the folder to the hypervisor’s user, or move the file into a pool.'),
        remedies: [`sudo setfacl -m u:libvirt-qemu:x '${folder.replaceAll("'", `'\\''`)}'`],
      }
    }
    const isReadable = reader.ownsFiles || may(await stat(path), reader, READ)
    await stat(path)
    return isReadable
      ? { id, state: 'passed', text: t('{path} can be read', { path }) }
      : {
          id,
          state: 'warning',
          text: t('{path} may be closed to the hypervisor', { path }),
          hint: t('Make the file readable, or move it into a pool.'),
        }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return missing(path)
    return { id, state: 'warning', text: t('{path} cannot be looked at from here', { path }) }
  }
}

/**
 * Looks whether a file of this computer is what a person says: a raw disk whose file is qcow2 would
 * show its guest the file's own tables, and the other way round nothing would start. Null where that
 * is right, or cannot be told.
 */
export const checkFormat = async (
  path: string,
  format: string,
): Promise<ProvisioningCheck | null> => {
  // Devices and pipes are left alone: reading them may do something.
  const isFile = await stat(path).then(
    (status) => status.isFile(),
    () => false,
  )
  const file = isFile ? await open(path, 'r').catch(() => null) : null
  if (!file) return null
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    const isIt = isQcow2(buffer.subarray(0, bytesRead))
    const text =
      isIt && format === 'raw'
        ? t('{path} is qcow2, not raw', { path })
        : !isIt && format === 'qcow2'
          ? t('{path} is not qcow2', { path })
          : null
    return text === null
      ? null
      : { id: `format:${path}`, state: 'failed', text, hint: t('Choose its format.') }
  } finally {
    await file.close()
  }
}
