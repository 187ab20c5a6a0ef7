import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { atLine, lineOfRow, type Group } from './group-rows'

const groupsOf = (counts: readonly number[]): readonly Group[] => {
  let first = 0
  return counts.map((count, index) => {
    const group = { title: `group ${index}`, first, count }
    first += count
    return group
  })
}

it('gives every row and every group one line of its own', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 }), (counts) => {
      const groups = groupsOf(counts)
      const expected = groups.flatMap((group) => [
        { group },
        ...Array.from({ length: group.count }, (_, index) => ({ row: group.first + index })),
      ])
      expect(expected.map((_, line) => atLine(groups, line))).toEqual(expected)
      const lines = expected.flatMap((what, line) => ('row' in what ? [line] : []))
      expect(lines.map((_, row) => lineOfRow(groups, row))).toEqual(lines)
    }),
  )
})

it('leaves rows where they are without groups', () => {
  expect(lineOfRow([], 7)).toBe(7)
  expect(atLine([], 7)).toEqual({ row: 7 })
})
