import { describe, expect, it } from 'vitest'
import {
  formatDuration,
  formatMemory,
  formatMemoryUse,
  formatMoment,
  formatPercent,
  formatRate,
} from './format'

/** With ordinary spaces, which are easier to read in a table. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

it.each([
  [-1, '0 min'],
  [59 * 60_000, '59 min'],
  [200 * 60_000, '3 h 20 min'],
  [25 * 3_600_000, '1 day, 1 h'],
  [400 * 86_400_000, '400 days, 0 h'],
])('says how long %d ms are', (ms, text) => {
  expect(plain(formatDuration(ms))).toBe(text)
})

it.each([
  [0, '0 %'],
  [0.6, '1 %'],
  [99.7, '100 %'],
])('writes %d percent', (percent, text) => {
  expect(plain(formatPercent(percent))).toBe(text)
})

it.each([
  [512, '512 KiB'],
  [1000, '1000 KiB'],
  [3000, '2.9 MiB'],
  [3072.4, '3 MiB'],
  [10_200, '10 MiB'],
  [524_288, '512 MiB'],
  [1_572_864, '1.5 GiB'],
  [2 * 1024 ** 2, '2 GiB'],
  [3 * 1024 ** 3, '3 TiB'],
  [5000 * 1024 ** 3, '5000 TiB'],
])('writes %d KiB', (kib, text) => {
  expect(plain(formatMemory(kib))).toBe(text)
})

it('writes memory in use in the unit of the larger', () => {
  expect(plain(formatMemoryUse(838_861, 2 * 1024 ** 2))).toBe('0.8 / 2 GiB')
})

it.each([
  [0, '0 B/s'],
  [999.4, '999 B/s'],
  [12_345, '12 kB/s'],
  [1_500_000, '1.5 MB/s'],
  [2.5e12, '2500 GB/s'],
])('writes %d bytes a second', (rate, text) => {
  expect(plain(formatRate(rate))).toBe(text)
})

describe('a moment', () => {
  const noon = new Date(2024, 4, 6, 12, 0).getTime()

  it('is a time of day today, and has its day before it otherwise', () => {
    const today = formatMoment(noon, noon + 3_600_000)
    const later = formatMoment(noon, noon + 86_400_000)
    expect(later.endsWith(today)).toBe(true)
    expect(later.length).toBeGreaterThan(today.length)
  })
})
