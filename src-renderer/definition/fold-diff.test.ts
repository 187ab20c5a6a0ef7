import { expect, it } from 'vitest'
import type { DiffLine } from '../../src-preload/contract/definition'
import { foldDiff } from './fold-diff'

const same = (count: number): DiffLine[] =>
  Array.from({ length: count }, (_, index) => ({ type: 'same', text: `${index}` }))

it('keeps three lines around a change and counts the rest', () => {
  const added: DiffLine = { type: 'added', text: '<vcpu>2</vcpu>' }
  const folded = foldDiff([...same(10), added, ...same(10)])
  expect(folded[0]).toEqual({ type: 'folded', count: 7 })
  expect(folded.filter(({ type }) => type === 'same')).toHaveLength(6)
  expect(folded.at(-1)).toEqual({ type: 'folded', count: 7 })
  expect(folded).toContain(added)
})

it('folds all where nothing changed', () => {
  expect(foldDiff(same(4))).toEqual([{ type: 'folded', count: 4 }])
})
