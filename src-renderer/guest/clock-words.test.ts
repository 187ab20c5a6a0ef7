import { expect, test } from 'vitest'
import { clockWords } from './clock-words'

test('a clock is right within a second, and else so much ahead or behind', () => {
  expect([400, -999, 1_000, -90_000, 150_000, -7_200_000, 200_000_000].map(clockWords)).toEqual([
    'Right',
    'Right',
    '1 s ahead',
    '90 s behind',
    '3 min ahead',
    '2 h behind',
    '2 days ahead',
  ])
})
