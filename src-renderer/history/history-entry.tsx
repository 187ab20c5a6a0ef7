import { OctagonAlert } from 'lucide-react'
import type { MachineId } from '../../src-preload/contract/machine'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { t } from '../../src-preload/language/t'
import { formatTime } from '../ui/format'
import { HostText } from '../ui/host-text'
import { StateIcon } from '../ui/state-icon'
import { visibleText } from '../ui/visible-text'
import { askerWords } from './asker-words'
import styles from './history-entry.module.css'

interface HistoryEntryProps {
  readonly entry: TimelineEntry
  readonly hostName: string
  /** A machine's name was chosen; without it names are not shown. */
  readonly onMachine?: (id: MachineId, name: string) => void
}

/** A shape and a colour for what calls for a look, else the state that it led to. */
const EntryIcon = ({ entry }: { readonly entry: TimelineEntry }) => {
  if (entry.alarm !== undefined) {
    return <OctagonAlert role="img" aria-label={t('Alarm')} className={styles['alarm']} />
  }
  return entry.state === undefined ? <span /> : <StateIcon state={entry.state} />
}

const MachineName = ({ entry, onMachine }: Pick<HistoryEntryProps, 'entry' | 'onMachine'>) => {
  const { machineId, machineName } = entry
  if (machineId === undefined) return <span role="cell" className={styles['none']} />
  const name = machineName ?? machineId
  return (
    <span role="cell" className={styles['machine']}>
      <button
        type="button"
        title={t('Only {name}', { name: visibleText(name) })}
        onClick={() => onMachine?.(machineId, name)}
      >
        <HostText text={name} />
      </button>
    </span>
  )
}

/** The cells of something that happened. */
export const HistoryEntry = ({ entry, hostName, onMachine }: HistoryEntryProps) => (
  <>
    <span role="cell" className={styles['time']}>
      <time dateTime={new Date(entry.at).toISOString()}>{formatTime(entry.at)}</time>
    </span>
    {onMachine === undefined ? null : <MachineName entry={entry} onMachine={onMachine} />}
    <span role="cell" className={styles['what']}>
      <EntryIcon entry={entry} />
      <span className={styles['text']} title={visibleText(entry.text)}>
        <HostText text={entry.text} />
      </span>
    </span>
    <span role="cell" className={styles['asker']} data-asker={entry.askedBy}>
      {askerWords[entry.askedBy]}
    </span>
    {onMachine === undefined ? null : (
      <span role="cell" className={styles['host']}>
        <HostText text={hostName} />
      </span>
    )}
  </>
)
