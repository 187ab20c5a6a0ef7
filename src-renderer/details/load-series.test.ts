import { expect, it } from 'vitest'
import { extentOf, loadSeries } from './load-series'

const past = {
  at: [100, 110, 120],
  cpuPercent: [1, null, 3],
  memoryUsedKib: [10, 20, 30],
  diskReadRate: [1, null, 5],
  diskWriteRate: [2, null, null],
  networkReceiveRate: [null, null, null],
  networkSendRate: [null, null, 7],
}

it('joins what was kept with what was measured since, each moment once', () => {
  const live = [
    { id: 'm', at: 115_000, cpuPercent: 50, diskReadRate: 4 },
    { id: 'm', at: 117_000, memoryUsedKib: 25 },
  ]
  expect(loadSeries(past, live, 105)).toEqual({
    at: [110, 115, 117],
    cpu: [null, 50, null],
    memory: [20, null, 25],
    disk: [null, 4, null],
    network: [null, null, null],
  })
})

it('adds both directions where either is known', () => {
  const series = loadSeries(past, [], 0)
  expect(series.disk).toEqual([3, null, 5])
  expect(series.network).toEqual([null, null, 7])
  expect(loadSeries(undefined, [], 0).at).toEqual([])
})

it('sums up what is known', () => {
  expect(extentOf([null, 2, 4])).toEqual({ least: 2, mean: 3, most: 4 })
  expect(extentOf([null])).toBeUndefined()
})
