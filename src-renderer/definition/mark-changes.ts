import { presentableDiff } from '@codemirror/merge'
import type { DiffLine } from '../../src-preload/contract/definition'

/** A piece of a line, and whether it is what changed in it. */
export interface Piece {
  readonly text: string
  readonly changed: boolean
}

/** How alike two lines must be for their difference to be worth showing: changed of all letters. */
const MOST_CHANGED = 0.6

const piecesOf = (text: string, changes: readonly (readonly [number, number])[]): Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  for (const [from, to] of changes) {
    pieces.push({ text: text.slice(at, from), changed: false })
    pieces.push({ text: text.slice(from, to), changed: true })
    at = to
  }
  pieces.push({ text: text.slice(at), changed: false })
  return pieces.filter((piece) => piece.text !== '')
}

const markPair = (before: string, after: string): readonly [Piece[], Piece[]] | null => {
  const changes = presentableDiff(before, after)
  const changed = changes.reduce(
    (sum, { fromA, toA, fromB, toB }) => sum + toA - fromA + toB - fromB,
    0,
  )
  if (changed > MOST_CHANGED * (before.trim().length + after.trim().length)) return null
  return [
    piecesOf(
      before,
      changes.map(({ fromA, toA }) => [fromA, toA] as const),
    ),
    piecesOf(
      after,
      changes.map(({ fromB, toB }) => [fromB, toB] as const),
    ),
  ]
}

/**
 * Which pieces of lines changed, by the lines' numbers from 0: where as many lines are removed as
 * are added in their place, and each is much like its counterpart.
 */
export const markChanges = (lines: readonly DiffLine[]): ReadonlyMap<number, readonly Piece[]> => {
  const marks = new Map<number, readonly Piece[]>()
  for (let start = 0; start < lines.length;) {
    let [middle, end] = [start, start]
    while (lines[middle]?.type === 'removed') middle++
    end = middle
    while (lines[end]?.type === 'added') end++
    if (middle > start && end - middle === middle - start) {
      for (let i = start; i < middle; i++) {
        const [before, after] = [lines[i], lines[i + middle - start]]
        const pair = before && after && markPair(before.text, after.text)
        if (!pair) continue
        marks.set(i, pair[0])
        marks.set(i + middle - start, pair[1])
      }
    }
    start = Math.max(end, start + 1)
  }
  return marks
}
