import { open } from 'node:fs/promises'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { onLocalFile } from '../../storage/transfer/local-file-problem'

/** No firmware, kernel or initial file system is larger: 1 GiB. */
const MOST_BYTES = 2 ** 30

/** Reads a file of this computer. Throws a `Problem` where that can't be, or it is far too large. */
export const readOwnerFile = (path: string): Promise<Buffer> =>
  onLocalFile(path, async () => {
    const file = await open(path, 'r')
    try {
      const stat = await file.stat()
      if (!stat.isFile()) throw new Problem('invalid', t('that is no file: {path}', { path }))
      if (stat.size > MOST_BYTES) {
        throw new Problem(
          'invalid',
          t('that file is larger than anything measured: {path}', { path }),
        )
      }
      return await file.readFile()
    } finally {
      await file.close()
    }
  })
