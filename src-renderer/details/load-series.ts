import type { MachineMetrics, MetricsPast } from '../../src-preload/contract/metrics'

type Values = (number | null)[]

/** A machine's load over time, oldest first: parallel lists; null where not known. */
export interface LoadSeries {
  /** In s since the epoch. */
  readonly at: number[]
  /** 0 to 100. */
  readonly cpu: Values
  /** In KiB. */
  readonly memory: Values
  /** Bytes a second, both directions together. */
  readonly disk: Values
  readonly network: Values
}

const sum = (one: number | null | undefined, other: number | null | undefined): number | null =>
  (one ?? null) === null && (other ?? null) === null ? null : (one ?? 0) + (other ?? 0)

/** What was kept of a machine's load, and after it what was measured since; from `since` (s) on. */
export const loadSeries = (
  past: MetricsPast | undefined,
  live: readonly MachineMetrics[],
  since: number,
): LoadSeries => {
  const series: LoadSeries = { at: [], cpu: [], memory: [], disk: [], network: [] }
  const [firstLive] = live
  // Live samples are the finer ones, so they win where both tell of the same time.
  const end = firstLive === undefined ? Infinity : firstLive.at / 1000
  for (const [step, at] of (past?.at ?? []).entries()) {
    if (past === undefined || at < since || at >= end) continue
    series.at.push(at)
    series.cpu.push(past.cpuPercent[step] ?? null)
    series.memory.push(past.memoryUsedKib[step] ?? null)
    series.disk.push(sum(past.diskReadRate[step], past.diskWriteRate[step]))
    series.network.push(sum(past.networkReceiveRate[step], past.networkSendRate[step]))
  }
  for (const sample of live) {
    if (sample.at / 1000 < since) continue
    series.at.push(sample.at / 1000)
    series.cpu.push(sample.cpuPercent ?? null)
    series.memory.push(sample.memoryUsedKib ?? null)
    series.disk.push(sum(sample.diskReadRate, sample.diskWriteRate))
    series.network.push(sum(sample.networkReceiveRate, sample.networkSendRate))
  }
  return series
}

/** The least, mean and most of what is known; undefined where nothing is. */
export const extentOf = (
  values: readonly (number | null)[],
): { readonly least: number; readonly mean: number; readonly most: number } | undefined => {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return undefined
  let [least, most, total] = [Infinity, -Infinity, 0]
  for (const value of known) {
    least = Math.min(least, value)
    most = Math.max(most, value)
    total += value
  }
  return { least, mean: total / known.length, most }
}
