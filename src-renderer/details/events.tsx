import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Machine } from '../../src-preload/contract/machine'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { eventsQuery } from '../queries/machine-details'
import { formatMomentWithSeconds } from '../ui/format'
import { HostText } from '../ui/host-text'
import { StateIcon } from '../ui/state-icon'
import styles from './events.module.css'

/** What happened to the machine newest first. */
export const Events = ({ machine }: { readonly machine: Machine }) => {
  const { data, error } = useQuery({
    ...eventsQuery(machine.id),
    placeholderData: keepPreviousData,
  })
  if (error !== null) {
    return (
      <div className={styles['message']}>
        <FailureDetails failure={failureFrom(error)} />
      </div>
    )
  }
  if (data?.length === 0) {
    return <p className={styles['message']}>Nothing is known to have happened to it.</p>
  }
  return (
    <ol className={styles['events']}>
      {data?.map((event, index) => (
        <li key={`${event.at} ${data.length - index}`} className={styles['event']}>
          <time dateTime={new Date(event.at).toISOString()}>
            {formatMomentWithSeconds(event.at)}
          </time>
          {event.state === undefined ? <span /> : <StateIcon state={event.state} />}
          <span>
            <HostText text={event.text} />
            {event.askedBy === 'elsewhere' ? (
              <span className={styles['asker']}> — asked for elsewhere</span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  )
}
