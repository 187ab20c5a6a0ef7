import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { FailureDetails } from '../failures/failure-details'
import { HistoryList } from '../history/history-list'
import { useTimeline } from '../queries/use-timeline'
import styles from './events.module.css'

/** What happened to the machine, newest first. */
export const Events = ({ machine }: { readonly machine: Machine }) => {
  const { part, loadOlder } = useTimeline({ text: '', machineId: machine.id })
  if (part.failure !== null) {
    return (
      <div className={styles['message']}>
        <FailureDetails failure={part.failure} />
      </div>
    )
  }
  if (part.entries?.length === 0) {
    return <p className={styles['message']}>{t('Nothing is known to have happened to it.')}</p>
  }
  return (
    <div className={styles['events']}>
      <HistoryList entries={part.entries ?? []} isWhole={part.isWhole} onEnd={loadOlder} />
    </div>
  )
}
