import type { Machine } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import { useMetrics } from '../queries/metrics'
import { formatMemory, formatMemoryUse, formatPercent, formatRate } from '../ui/format'
import { isLive } from './columns'
import styles from './metric-cells.module.css'

interface CellProps {
  readonly machine: Machine
}

const useLiveMetrics = (machine: Machine): MachineMetrics | undefined => {
  const metrics = useMetrics(machine.id)
  return isLive(machine) ? metrics : undefined
}

const Meter = ({ percent }: { readonly percent: number }) => (
  <span className={styles['meter']} aria-hidden="true">
    <span style={{ transform: `scaleX(${Math.max(0, Math.min(1, percent / 100))})` }} />
  </span>
)

export const CpuCell = ({ machine }: CellProps) => {
  const percent = useLiveMetrics(machine)?.cpuPercent
  const processors = machine.vcpus === undefined ? '' : `${machine.vcpus} vCPU`
  return (
    <div role="gridcell" className={styles['cpu']}>
      {percent === undefined ? null : (
        <>
          <Meter percent={percent} />
          <span className={styles['percent']}>{formatPercent(percent)}</span>
        </>
      )}
      <span className={styles['faint']}>
        {percent === undefined || processors === '' ? processors : `of ${machine.vcpus}`}
      </span>
    </div>
  )
}

export const MemoryCell = ({ machine }: CellProps) => {
  const metrics = useLiveMetrics(machine)
  const used = metrics?.memoryUsedKib
  const most = metrics?.memoryKib ?? machine.memoryKib
  return (
    <div role="gridcell" className={styles['figure']}>
      {used !== undefined && most !== undefined ? (
        formatMemoryUse(used, most)
      ) : (
        <span className={styles['faint']}>{most === undefined ? '' : formatMemory(most)}</span>
      )}
    </div>
  )
}

interface RateProps {
  readonly first: number | undefined
  readonly second: number | undefined
  readonly titles: readonly [string, string]
}

/** Both directions together; each of them in the tooltip. */
const RateCell = ({ first, second, titles }: RateProps) => {
  if (first === undefined && second === undefined) return <div role="gridcell" />
  const [one, other] = [first ?? 0, second ?? 0]
  return (
    <div
      role="gridcell"
      className={styles['figure']}
      title={`${titles[0]} ${formatRate(one)}, ${titles[1]} ${formatRate(other)}`}
    >
      <span className={one + other < 1 ? styles['faint'] : undefined}>
        {formatRate(one + other)}
      </span>
    </div>
  )
}

export const DiskCell = ({ machine }: CellProps) => {
  const metrics = useLiveMetrics(machine)
  return (
    <RateCell
      first={metrics?.diskReadRate}
      second={metrics?.diskWriteRate}
      titles={['reads', 'writes']}
    />
  )
}

export const NetworkCell = ({ machine }: CellProps) => {
  const metrics = useLiveMetrics(machine)
  return (
    <RateCell
      first={metrics?.networkReceiveRate}
      second={metrics?.networkSendRate}
      titles={['receives', 'sends']}
    />
  )
}
