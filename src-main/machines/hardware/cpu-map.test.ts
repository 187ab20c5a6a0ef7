import { expect, test } from 'vitest'
import { cpuMap } from './cpu-map'

test.each([
  ['0', '01'],
  ['0-3', '0f'],
  ['1,8-9', '0203'],
  ['0-7,^2', 'fb'],
  ['17', '000002'],
])('%s is %s', (cpuset, hex) => {
  expect(cpuMap(cpuset).toString('hex')).toBe(hex)
})
