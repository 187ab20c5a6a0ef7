import type { HostId } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { LOADS_KEPT, useHostLoads } from '../queries/host-loads'
import { Chart } from '../ui/chart'
import { formatMemory, formatMemoryUse, formatPercent } from '../ui/format'
import { formatLatency } from './host-load-text'
import styles from './host-load-charts.module.css'

/** At least that many ms fill a chart, so that noise does not look like trouble. */
const QUIET_LATENCY = 10

/** The last minutes of a host's load, as measured while this window showed it. */
export const HostLoadCharts = ({ hostId }: { readonly hostId: HostId }) => {
  const loads = useHostLoads(hostId)
  const now = loads.at(-1)
  const latencies = loads.map(({ latencyMs }) => latencyMs)
  const worst = Math.max(QUIET_LATENCY, ...latencies.map((latency) => latency ?? 0))
  const memory = now?.memoryKib ?? 0
  return (
    <div className={styles['charts']}>
      <Chart
        title="CPU"
        now={now?.cpuPercent === undefined ? '–' : formatPercent(now.cpuPercent)}
        figures={loads.map(({ cpuPercent }) => cpuPercent)}
        capacity={LOADS_KEPT}
        most={100}
        mostText={formatPercent(100)}
      />
      <Chart
        title={t('Memory')}
        now={now?.memoryUsedKib === undefined ? '–' : formatMemoryUse(now.memoryUsedKib, memory)}
        figures={loads.map(({ memoryUsedKib }) => memoryUsedKib)}
        capacity={LOADS_KEPT}
        most={memory}
        mostText={memory === 0 ? '' : formatMemory(memory)}
      />
      <Chart
        title={t('Latency')}
        now={now?.latencyMs === undefined ? '–' : formatLatency(now.latencyMs)}
        figures={latencies}
        capacity={LOADS_KEPT}
        most={worst}
        mostText={formatLatency(worst)}
      />
    </div>
  )
}
