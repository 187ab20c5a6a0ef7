import type { FailureCode } from '../../../src-preload/contract/failure'
import { message, t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'

const known: Readonly<Record<string, readonly [FailureCode, string]>> = {
  ENOSPC: ['disk-full', message('the disk here is full')],
  EDQUOT: ['disk-full', message('your quota here is used up')],
  EFBIG: ['disk-full', message('the file system here does not take files of that size')],
  ENOENT: ['not-found', message('that file or folder does not exist')],
  ENOTDIR: ['not-found', message('that folder does not exist')],
  EACCES: ['no-permission', message('that file may not be used')],
  EPERM: ['no-permission', message('that file may not be used')],
  EROFS: ['no-permission', message('that place cannot be written to')],
  EISDIR: ['invalid', message('that is a folder')],
}

/** A failure of this computer's own disk, in the person's words; anything else as it is. */
const localFileProblem = (error: unknown, path: string): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const [kind, words] = known[code] ?? []
  return kind === undefined
    ? error
    : new Problem(kind, `${t(words ?? kind)}: ${path}`, { cause: error })
}

/** Runs something on this computer's disk; its failures come in the person's words. */
export const onLocalFile = async <T>(path: string, operation: () => Promise<T>): Promise<T> => {
  try {
    return await operation()
  } catch (error) {
    throw localFileProblem(error, path)
  }
}
