import { diffLines } from 'diff'
import type { DiffLine } from '../../../src-preload/contract/definition'

/** How long a comparison may take, in ms; longer only for texts that have next to nothing alike. */
const PATIENCE_MS = 500

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n')

/** Compares two texts line by line. */
export const lineDiff = (before: string, after: string): DiffLine[] => {
  const parts = diffLines(before, after, { timeout: PATIENCE_MS }) ?? [
    { removed: true, added: false, value: before },
    { removed: false, added: true, value: after },
  ]
  return parts.flatMap(({ added, removed, value }) =>
    linesOf(value).map((text) => ({
      type: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
      text,
    })),
  )
}
