import { expect, test } from 'vitest'
import { measure } from './rates'
import { readCounters } from './read-counters'

test('a first reading gives amounts and no rates', () => {
  expect(measure('m', undefined, { at: 1000, cpuTime: 5n, vcpus: 2, memoryKib: 4 })).toEqual({
    id: 'm',
    at: 1000,
    memoryKib: 4,
  })
})

test('processor time is a share of all virtual processors', () => {
  const before = { at: 0, cpuTime: 0n, vcpus: 2 }
  expect(measure('m', before, { at: 2000, cpuTime: 1_000_000_000n, vcpus: 2 })).toMatchObject({
    cpuPercent: 25,
  })
})

test('a share never passes 100 %, whatever the clocks say', () => {
  const before = { at: 0, cpuTime: 0n, vcpus: 1 }
  const now = { at: 1000, cpuTime: 1_200_000_000n, vcpus: 1 }
  expect(measure('m', before, now).cpuPercent).toBe(100)
})

test('a counter that was set back gives no rate', () => {
  const before = { at: 0, received: 9000n, sent: 10n }
  expect(measure('m', before, { at: 1000, received: 0n, sent: 1010n })).toEqual({
    id: 'm',
    at: 1000,
    networkSendRate: 1000,
  })
})

test('counters are read from bulk statistics, devices added up', () => {
  const values = new Map<string, bigint | number>([
    ['cpu.time', 7n],
    ['vcpu.current', 2],
    ['balloon.current', 2048n],
    ['balloon.maximum', 4096n],
    ['balloon.available', 2000n],
    ['balloon.usable', 500n],
    ['block.count', 2],
    ['block.0.rd.bytes', 10n],
    ['block.1.rd.bytes', 5n],
    ['net.count', 0],
  ])
  expect(readCounters(values, 3)).toEqual({
    at: 3,
    answered: false,
    cpuTime: 7n,
    vcpus: 2,
    memoryUsedKib: 1500,
    memoryKib: 4096,
    diskRead: 15n,
    diskWritten: 0n,
    received: 0n,
    sent: 0n,
  })
})
