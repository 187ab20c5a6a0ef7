import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { t } from '../../src-preload/language/t'
import { hostsQuery } from '../queries/hosts'
import { byDay, dayName, type HistoryLine } from './by-day'
import { HistoryEntry } from './history-entry'
import styles from './history-list.module.css'

/** Height of a line, in CSS pixels. */
const LINE = 28
/** So many lines before the end, older ones are asked for. */
const AHEAD = 40

interface HistoryListProps {
  /** Newest first. */
  readonly entries: readonly TimelineEntry[]
  /** There are no older ones. */
  readonly isWhole: boolean
  /** The end came near. */
  readonly onEnd: () => void
  /** A machine's name was chosen; without it the list is one machine's own, and names none. */
  readonly onMachine?: (id: MachineId, name: string) => void
}

/** What is looked at stays where it is when something happens above it. */
const useSteadyTop = (
  scroller: React.RefObject<HTMLDivElement | null>,
  lines: readonly HistoryLine[],
): void => {
  const before = useRef(lines)
  useLayoutEffect(() => {
    const last = before.current
    before.current = lines
    const list = scroller.current
    if (list === null || list.scrollTop === 0 || last.length === 0) return
    const end = last.at(-1)
    const place = lines.findLastIndex(
      (line) => line.kind === 'entry' && end?.kind === 'entry' && line.entry === end.entry,
    )
    if (place >= last.length) list.scrollTop += (place + 1 - last.length) * LINE
  }, [scroller, lines])
}

/** Entries of the history under the days they belong to. */
export const HistoryList = ({ entries, isWhole, onEnd, onMachine }: HistoryListProps) => {
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => byDay(entries), [entries])
  const hosts = useQuery(hostsQuery).data
  const hostNames = useMemo(() => new Map(hosts?.map(({ id, name }) => [id, name])), [hosts])
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 8,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  useSteadyTop(scroller, lines)

  const end = virtualizer.range?.endIndex ?? 0
  const isNearEnd = !isWhole && end + AHEAD >= lines.length
  useEffect(() => {
    if (isNearEnd && lines.length > 0) onEnd()
  }, [isNearEnd, lines, onEnd])

  return (
    // It scrolls, so keys must reach it.
    <div
      ref={scroller}
      role="table"
      tabIndex={0}
      aria-label={t('What happened')}
      aria-rowcount={isWhole ? lines.length + 1 : -1}
      className={styles['list']}
      data-machines={onMachine !== undefined}
    >
      <div role="row" aria-rowindex={1} className={styles['head']}>
        <span role="columnheader">{t('Time')}</span>
        {onMachine === undefined ? null : <span role="columnheader">{t('Machine')}</span>}
        <span role="columnheader">{t('What happened')}</span>
        <span role="columnheader">{t('Asked for')}</span>
        {onMachine === undefined ? null : <span role="columnheader">{t('Host')}</span>}
      </div>
      <div
        role="rowgroup"
        className={styles['lines']}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]
          if (line === undefined) return null
          const place = {
            'aria-rowindex': index + 2,
            style: { transform: `translateY(${start}px)` },
          }
          return line.kind === 'day' ? (
            <div role="row" key={`day ${line.at}`} className={styles['day']} {...place}>
              <span role="cell" aria-colspan={onMachine === undefined ? 3 : 5}>
                {dayName(line.at)}
              </span>
            </div>
          ) : (
            <div
              role="row"
              key={lines.length - index}
              className={styles['entry']}
              data-alarm={line.entry.alarm !== undefined}
              {...place}
            >
              <HistoryEntry
                entry={line.entry}
                hostName={hostNames.get(line.entry.hostId) ?? t('A host that was removed')}
                {...(onMachine === undefined ? {} : { onMachine })}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}
