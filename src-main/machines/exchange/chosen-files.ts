import { randomUUID } from 'node:crypto'
import type { ImportFile } from '../../../src-preload/contract/exchange'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { readImport, type ImportSource } from './read-import'
import { hasVirtV2v } from './virt-v2v'

/**
 * Files that a person has chosen to import. Windows know them by names that say nothing: none of
 * them can make the app read a file that nobody chose.
 */
export class ChosenFiles {
  readonly #paths = new Map<string, string>()

  /** Reads a file that was chosen just now. Throws as `readImport`. */
  async add(path: string): Promise<ImportFile> {
    const { facts } = await readImport(path)
    const file = randomUUID()
    this.#paths.set(file, path)
    // Virt-v2v takes archives and disks, and no descriptor with its files.
    const canAdapt = !/\.ovf$/i.test(path) && (await hasVirtV2v())
    return { file, canAdapt, ...facts }
  }

  /** Reads a chosen file as it is now. Throws as `readImport`, and for one that nobody chose. */
  async read(file: string): Promise<ImportSource> {
    return await readImport(this.pathOf(file))
  }

  pathOf(file: string): string {
    const path = this.#paths.get(file)
    if (path !== undefined) return path
    throw new Problem('not-found', t('That file is not chosen any more'), {
      hint: t('Choose it again.'),
    })
  }
}
