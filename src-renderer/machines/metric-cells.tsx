import { t } from '../../src-preload/language/t'
import { formatMemory, formatMemoryUse, formatPercent, formatRate } from '../ui/format'
import { pathOf, sparklinePoints } from '../ui/sparkline'
import type { CellProps } from './cell-props'
import styles from './metric-cells.module.css'

/** Size of a sparkline, in CSS pixels, and how many samples fill it: a minute and a half. */
const WIDTH = 48
const HEIGHT = 14
const SAMPLES = 30

/** The last samples as a line on its ground; the newest is at the right edge. */
const Sparkline = ({ figures }: { readonly figures: readonly (number | undefined)[] }) => (
  <svg
    className={styles['sparkline']}
    width={WIDTH}
    height={HEIGHT}
    viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    aria-hidden="true"
  >
    <path d={pathOf(sparklinePoints(figures, 100, SAMPLES), WIDTH, HEIGHT - 2)} />
  </svg>
)

export const CpuCell = ({ machine, history }: CellProps) => {
  const percent = history.at(-1)?.cpuPercent
  const processors = machine.vcpus === undefined ? '' : `${machine.vcpus} vCPU`
  return (
    <div role="gridcell" className={styles['cpu']}>
      {percent === undefined ? null : (
        <>
          <Sparkline figures={history.slice(-SAMPLES).map(({ cpuPercent }) => cpuPercent)} />
          <span className={styles['percent']}>{formatPercent(percent)}</span>
        </>
      )}
      <span className={styles['faint']}>
        {percent === undefined || machine.vcpus === undefined
          ? processors
          : t('of {vcpus}', { vcpus: machine.vcpus })}
      </span>
    </div>
  )
}

export const MemoryCell = ({ machine, history }: CellProps) => {
  const metrics = history.at(-1)
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

export const DiskCell = ({ history }: CellProps) => {
  const metrics = history.at(-1)
  return (
    <RateCell
      first={metrics?.diskReadRate}
      second={metrics?.diskWriteRate}
      titles={['reads', 'writes']}
    />
  )
}

export const NetworkCell = ({ history }: CellProps) => {
  const metrics = history.at(-1)
  return (
    <RateCell
      first={metrics?.networkReceiveRate}
      second={metrics?.networkSendRate}
      titles={['receives', 'sends']}
    />
  )
}
