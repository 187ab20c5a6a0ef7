import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { useMetricsHistory } from '../queries/metrics'
import { formatMemory, formatPercent, formatRate } from '../ui/format'
import { LoadChart } from './load-chart'
import { loadSeries } from './load-series'
import styles from './performance.module.css'

/** In minutes. */
const spans = [
  { minutes: 1, title: t('1 min') },
  { minutes: 5, title: t('5 min') },
  { minutes: 15, title: t('15 min') },
  { minutes: 60, title: '1 h' },
  { minutes: 360, title: '6 h' },
  { minutes: 1440, title: '24 h' },
] as const

/** At least that many bytes a second fill a chart, so that noise does not look like load. */
const QUIET_RATE = 100_000

/** How often what is kept is asked for anew, in ms; live samples fill in until then. */
const PAST_REFRESH = 60_000

const Spans = ({
  minutes,
  onChoose,
}: {
  readonly minutes: number
  readonly onChoose: (minutes: number) => void
}) => (
  <div role="group" aria-label={t('Time shown')} className={styles['spans']}>
    {spans.map((span) => (
      <button
        key={span.minutes}
        type="button"
        aria-pressed={span.minutes === minutes}
        onClick={() => onChoose(span.minutes)}
      >
        {span.title}
      </button>
    ))}
  </div>
)

/** A machine's load over the last minutes or hours: what was kept of it, and what is measured now. */
export const Performance = ({ machine }: { readonly machine: Machine }) => {
  const [minutes, setMinutes] = useState<number>(5)
  const live = useMetricsHistory(machine.id)
  const { data: past, dataUpdatedAt } = useQuery({
    queryKey: ['metrics-past', machine.id, minutes],
    queryFn: () => call('metrics.past', { id: machine.id, minutes }),
    refetchInterval: PAST_REFRESH,
  })
  const newest = live.at(-1)
  // The time moves on with what is known, so that drawing needs no clock of its own.
  const to = Math.max(newest?.at ?? 0, dataUpdatedAt) / 1000 || Date.now() / 1000
  const from = to - minutes * 60
  const { at, cpu, memory, disk, network } = loadSeries(past, live, from)
  const time = { at, from, to }
  return (
    <div className={styles['performance']}>
      <Spans minutes={minutes} onChoose={setMinutes} />
      <div className={styles['charts']}>
        <LoadChart {...time} title="CPU" values={cpu} most={100} format={formatPercent} />
        <LoadChart
          {...time}
          title={t('Memory')}
          values={memory}
          most={newest?.memoryKib ?? machine.memoryKib ?? 1}
          format={formatMemory}
        />
        <LoadChart
          {...time}
          title={t('Disk')}
          values={disk}
          most={QUIET_RATE}
          format={formatRate}
        />
        <LoadChart
          {...time}
          title={t('Network')}
          values={network}
          most={QUIET_RATE}
          format={formatRate}
        />
      </div>
    </div>
  )
}
