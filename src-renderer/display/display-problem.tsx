import type { DisplayDescription, DisplayStatus } from '../../src-preload/contract/display'
import { t } from '../../src-preload/language/t'
import { FailureDetails } from '../failures/failure-details'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { visibleText } from '../ui/visible-text'
import styles from './display-view.module.css'

interface DisplayProblemProps {
  readonly description: DisplayDescription
  readonly status: DisplayStatus
  readonly onStart: () => void
  readonly onRetry: () => void
}

/** In place of a screen: why there is none, and what to do about it. */
export const DisplayProblem = ({ description, status, onStart, onRetry }: DisplayProblemProps) => {
  if (status.state === 'waiting') {
    return (
      <div className={styles['panel']}>
        <h1>
          {rich('{machineName} is not running', {
            machineName: <HostText text={description.machineName} />,
          })}
        </h1>
        <p>{t('Its screen comes back here when it starts.')}</p>
        <div className={styles['answers']}>
          <Button onClick={onStart}>{t('Start')}</Button>
        </div>
      </div>
    )
  }
  if (status.state !== 'failed') return null
  return (
    <div className={styles['panel']}>
      <h1>{visibleText(status.failure.message)}</h1>
      <FailureDetails failure={status.failure} />
      <div className={styles['answers']}>
        <Button onClick={onRetry}>{t('Try again')}</Button>
      </div>
    </div>
  )
}
