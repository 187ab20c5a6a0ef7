import type { DiffLine } from '../../src-preload/contract/definition'

/** How many unchanged lines stand around a change. */
const CONTEXT = 3

/** A line to show, or how many unchanged ones are left out. */
export type FoldedLine = DiffLine | { readonly type: 'folded'; readonly count: number }

/** The changes with what stands around them; long stretches of the same are only counted. */
export const foldDiff = (lines: readonly DiffLine[]): readonly FoldedLine[] => {
  const isNear = (index: number): boolean =>
    lines
      .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
      .some(({ type }) => type !== 'same')
  const folded: FoldedLine[] = []
  lines.forEach((line, index) => {
    const last = folded.at(-1)
    if (isNear(index)) folded.push(line)
    else if (last?.type === 'folded') folded[folded.length - 1] = { ...last, count: last.count + 1 }
    else folded.push({ type: 'folded', count: 1 })
  })
  return folded
}
