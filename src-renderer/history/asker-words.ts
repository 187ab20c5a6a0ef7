import type { Asker } from '../../src-preload/contract/timeline'

/** Who made something happen, in a word or two. */
export const askerWords: Readonly<Record<Asker, string>> = {
  here: 'Here',
  elsewhere: 'Elsewhere',
  nobody: 'Nobody',
}
