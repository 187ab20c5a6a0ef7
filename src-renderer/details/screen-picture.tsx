import { useQuery } from '@tanstack/react-query'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { pictureQuery } from '../queries/machine-details'
import { Button } from '../ui/button'
import { formatTime } from '../ui/format'
import styles from './screen-picture.module.css'

/** What is on a machine's screen, when somebody asks: it costs the host a picture each time. */
export const ScreenPicture = ({ machine }: { readonly machine: Machine }) => {
  const { data, error, isFetching, refetch } = useQuery(pictureQuery(machine.id))
  return (
    <section className={styles['picture']}>
      <h3>{t('Screen')}</h3>
      {data && <img src={data.url} alt={t('Screen of {name}', { name: machine.name })} />}
      {error !== null && !isFetching && <FailureDetails failure={failureFrom(error)} />}
      <div className={styles['line']}>
        <Button aria-disabled={isFetching} onClick={() => isFetching || void refetch()}>
          {data ? t('Take another picture') : t('Take a picture')}
        </Button>
        {data && <span>{formatTime(data.takenAt)}</span>}
      </div>
    </section>
  )
}
