import { expect, it } from 'vitest'
import { pathOf, sparklinePoints } from './sparkline'

it('ends at the right edge and is as long as there are figures', () => {
  expect(sparklinePoints([0, 50, 100], 100, 5)).toEqual([
    { x: 0.5, y: 1 },
    { x: 0.75, y: 0.5 },
    { x: 1, y: 0 },
  ])
})

it('leaves out what is missing and stays inside', () => {
  expect(sparklinePoints([undefined, 300], 100, 3)).toEqual([{ x: 1, y: 0 }])
  expect(sparklinePoints([5], 0, 1)).toEqual([{ x: 1, y: 1 }])
})

it('becomes a path', () => {
  expect(pathOf(sparklinePoints([0, 1], 1, 2), 10, 4)).toBe('M0.0 4.0L10.0 0.0')
})
