import { expect, it } from 'vitest'
import { neighbourOf, rowsOf } from './tile-grid'

it.each([
  [1, [1]],
  [2, [2]],
  [3, [2, 1]],
  [5, [3, 2]],
  [8, [3, 3, 2]],
  [13, [4, 4, 4, 1]],
  [16, [4, 4, 4, 4]],
])('%i tiles stand in rows of %o', (count, rows) => {
  expect(rowsOf(count)).toEqual(rows)
})

it.each([
  [0, 'right', 5, 1],
  [2, 'right', 5, 3],
  [0, 'left', 5, 0],
  [4, 'right', 5, 4],
  [0, 'down', 5, 3],
  [1, 'down', 5, 4],
  [2, 'down', 5, 4],
  [4, 'up', 5, 2],
  [3, 'down', 5, 3],
  [0, 'up', 5, 0],
  [2, 'up', 3, 1],
] as const)('from tile %i, %s among %i leads to %i', (from, direction, count, to) => {
  expect(neighbourOf(from, direction, count)).toBe(to)
})
