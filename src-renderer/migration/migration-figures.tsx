import type { MigrationAmount, MigrationProgress } from '../../src-preload/contract/migration'
import { t } from '../../src-preload/language/t'
import { formatMemory, formatRate } from '../ui/format'
import styles from './migration-figures.module.css'

const shareOf = ({ total, remaining }: MigrationAmount): number =>
  total === 0 ? 0 : Math.max(0, Math.min(1, (total - remaining) / total))

interface AmountProps {
  readonly what: string
  readonly amount: MigrationAmount
  readonly isDone: boolean
}

const Amount = ({ what, amount, isDone }: AmountProps) => {
  const share = isDone ? 1 : shareOf(amount)
  const moved = formatMemory((amount.total * share) / 1024)
  const total = formatMemory(amount.total / 1024)
  return (
    <div className={styles['amount']}>
      <span>{what}</span>
      <span
        role="progressbar"
        aria-label={what}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={t('{done} of {total}', { done: moved, total })}
        className={styles['bar']}
      >
        <span style={{ transform: `scaleX(${share})` }} />
      </span>
      <span className={styles['figure']}>{t('{done} of {total}', { done: moved, total })}</span>
      <span className={styles['figure']}>{isDone ? '' : formatRate(amount.rate)}</span>
    </div>
  )
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const none: MigrationAmount = { total: 0, remaining: 0, rate: 0 }

interface MigrationFiguresProps {
  /** Null before the first figures are there. */
  readonly progress: MigrationProgress | null
  readonly isDone: boolean
}

/** How much of the memory and the disks is there, and what decides when the rest is. */
export const MigrationFigures = ({ progress, isDone }: MigrationFiguresProps) => (
  <div className={styles['figures']}>
    <Amount what={t('Memory')} amount={progress?.memory ?? none} isDone={isDone} />
    {progress?.disks === undefined ? null : (
      <Amount what={t('Disks')} amount={progress.disks} isDone={isDone} />
    )}
    <dl className={styles['facts']}>
      <div>
        <dt>{t('Round')}</dt>
        <dd>{progress?.round ?? '–'}</dd>
      </div>
      <div>
        <dt>{t('The guest writes')}</dt>
        <dd>{progress === null ? '–' : formatRate(progress.dirtyRate)}</dd>
      </div>
      <div>
        <dt>{t('Pause, as it looks')}</dt>
        <dd>
          {progress?.expectedDowntime === undefined ? '–' : `${progress.expectedDowntime} ms`}
        </dd>
      </div>
      <div>
        <dt>{t('So far')}</dt>
        <dd>{progress === null ? '–' : seconds(progress.elapsed)}</dd>
      </div>
    </dl>
  </div>
)
