import type { HostLoad } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { formatPercent } from '../ui/format'

/** How much of a host's memory is in use, 0 to 100. */
const memoryPercentOf = (load: HostLoad): number | undefined =>
  load.memoryUsedKib === undefined || !load.memoryKib
    ? undefined
    : (100 * load.memoryUsedKib) / load.memoryKib

/** Ms as `0.4 ms`, `2 ms`, `1.5 s`. */
export const formatLatency = (ms: number): string => {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)}\u00a0s`
  return `${ms < 0.95 ? ms.toFixed(1) : Math.round(ms)}\u00a0ms`
}

/** How busy a host is, in a few words: `CPU 12 %`, `mem 41 %`; none where it does not say. */
export const describeLoad = (load: HostLoad): readonly string[] => {
  const memory = memoryPercentOf(load)
  return [
    ...(load.cpuPercent === undefined ? [] : [`CPU ${formatPercent(load.cpuPercent)}`]),
    ...(memory === undefined ? [] : [t('mem {memory}', { memory: formatPercent(memory) })]),
  ]
}
