import { expect, test } from 'vitest'
import { describeWhen, patternOf, readWeekly } from './weekly-pattern'

test.each([
  ['0 22 * * 1,2,3,4,5', 'Mon–Fri at 22:00'],
  ['0 22 * * 1-5', 'Mon–Fri at 22:00'],
  ['30 7 * * *', 'Every day at 07:30'],
  ['5 0 * * 0,6', 'Weekends at 00:05'],
  ['0 12 * * 3', 'Wed at 12:00'],
  ['0 12 * * 7', 'Sun at 12:00'],
])('%s is %s', (pattern, words) => {
  expect(describeWhen(pattern)).toBe(words)
  const weekly = readWeekly(pattern) ?? { time: '', days: [] }
  expect(readWeekly(patternOf(weekly) ?? '')).toEqual(weekly)
})

test.each(['*/5 * * * *', '0 22 1 * *', '0 22 * * MON', '0 25 * * *', 'noon', '0 1 * * 1 2'])(
  '%s is no weekly time and stands as it is',
  (pattern) => {
    expect(readWeekly(pattern)).toBeNull()
    expect(describeWhen(pattern)).toBe(pattern)
  },
)

test('without a time or a day there is no pattern', () => {
  expect(patternOf({ time: '', days: [1] })).toBeNull()
  expect(patternOf({ time: '22:00', days: [] })).toBeNull()
})
