import type { Asker } from '../../src-preload/contract/timeline'
import { t } from '../../src-preload/language/t'

/** Who made something happen, in a word or two. */
export const askerWords: Readonly<Record<Asker, string>> = {
  here: t('Here'),
  elsewhere: t('Elsewhere'),
  nobody: t('Nobody'),
}
