import { expect, it } from 'vitest'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { byDay, dayName } from './by-day'

const noon = new Date(2026, 10, 21, 12).getTime()
const HOUR = 60 * 60 * 1000

const at = (moment: number): TimelineEntry => ({
  at: moment,
  hostId: 'host',
  text: 'Started',
  askedBy: 'here',
})

it('puts a heading before each day', () => {
  const days = byDay([at(noon), at(noon - HOUR), at(noon - 13 * HOUR)])
  expect(days.map((line) => (line.kind === 'day' ? line.at : 'entry'))).toEqual([
    noon,
    'entry',
    'entry',
    noon - 13 * HOUR,
    'entry',
  ])
  expect(byDay([])).toEqual([])
})

it('calls days as people do', () => {
  expect(dayName(noon - HOUR, noon)).toBe('Today')
  expect(dayName(noon - 13 * HOUR, noon)).toBe('Yesterday')
  // Some releases of the language data put a comma after the weekday.
  expect(dayName(noon - 48 * HOUR, noon).replace(',', '')).toBe('Thursday 19 November 2026')
})
