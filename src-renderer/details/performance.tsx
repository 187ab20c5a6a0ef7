import type { Machine } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import { HISTORY_LENGTH, useMetricsHistory } from '../queries/metrics'
import { Chart } from '../ui/chart'
import { formatMemory, formatMemoryUse, formatPercent, formatRate } from '../ui/format'
import styles from './performance.module.css'

type Figure = (metrics: MachineMetrics) => number | undefined

const sum = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0)

const diskRate: Figure = (metrics) => sum(metrics.diskReadRate, metrics.diskWriteRate)
const networkRate: Figure = (metrics) => sum(metrics.networkReceiveRate, metrics.networkSendRate)

/** At least that many bytes a second fill a chart, so that noise does not look like load. */
const QUIET_RATE = 100_000

const RateChart = ({
  title,
  history,
  figure,
}: {
  readonly title: string
  readonly history: readonly MachineMetrics[]
  readonly figure: Figure
}) => {
  const figures = history.map(figure)
  const most = Math.max(QUIET_RATE, ...figures.map((value) => value ?? 0))
  const now = figures.at(-1)
  return (
    <Chart
      title={title}
      now={now === undefined ? '–' : formatRate(now)}
      figures={figures}
      capacity={HISTORY_LENGTH}
      most={most}
      mostText={formatRate(most)}
    />
  )
}

/** The last minutes of a machine's load, as measured while this window showed it. */
export const Performance = ({ machine }: { readonly machine: Machine }) => {
  const history = useMetricsHistory(machine.id)
  const now = history.at(-1)
  if (machine.state !== 'running' || now === undefined) {
    const why =
      machine.state === 'running' ? 'The first figures are on their way.' : 'It is not running.'
    return <p className={styles['message']}>{why}</p>
  }
  const memory = now.memoryKib ?? machine.memoryKib ?? 0
  return (
    <div className={styles['charts']}>
      <Chart
        title="CPU"
        now={now.cpuPercent === undefined ? '–' : formatPercent(now.cpuPercent)}
        figures={history.map(({ cpuPercent }) => cpuPercent)}
        capacity={HISTORY_LENGTH}
        most={100}
        mostText={formatPercent(100)}
      />
      <Chart
        title="Memory"
        now={now.memoryUsedKib === undefined ? '–' : formatMemoryUse(now.memoryUsedKib, memory)}
        figures={history.map(({ memoryUsedKib }) => memoryUsedKib)}
        capacity={HISTORY_LENGTH}
        most={memory}
        mostText={formatMemory(memory)}
      />
      <RateChart title="Disk" history={history} figure={diskRate} />
      <RateChart title="Network" history={history} figure={networkRate} />
    </div>
  )
}
