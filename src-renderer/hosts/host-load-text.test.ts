import { expect, it } from 'vitest'
import { describeLoad, formatLatency } from './host-load-text'

const load = { hostId: 'h', at: 0 }

it('says how busy a host is, as far as it is known', () => {
  expect(describeLoad({ ...load, cpuPercent: 12.4, memoryUsedKib: 41, memoryKib: 100 })).toEqual([
    'CPU 12\u00a0%',
    'mem 41\u00a0%',
  ])
  expect(describeLoad({ ...load, memoryUsedKib: 1, memoryKib: 4 })).toEqual(['mem 25\u00a0%'])
  expect(describeLoad(load)).toEqual([])
})

it.each([
  [0.42, '0.4\u00a0ms'],
  [0.96, '1\u00a0ms'],
  [9.96, '10\u00a0ms'],
  [34.6, '35\u00a0ms'],
  [1540, '1.5\u00a0s'],
])('writes a latency of %d ms as %s', (ms, text) => {
  expect(formatLatency(ms)).toBe(text)
})
