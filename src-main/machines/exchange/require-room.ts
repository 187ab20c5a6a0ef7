import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'

/** What is left free where an image is written, in bytes: a full disk stops more than this job. */
const RESERVE = 512 * 2 ** 20

/** Throws a `Problem` when there is hardly any room left beside a file that grows. */
export const requireRoom = async (path: string): Promise<void> => {
  const { bavail, bsize } = await statfs(dirname(path))
  if (bavail * bsize >= RESERVE) return
  throw new Problem(
    'disk-full',
    t('the disk here is nearly full: {path}', { path: dirname(path) }),
    {
      hint: t('Make room, then try again; what was written was removed.'),
    },
  )
}
