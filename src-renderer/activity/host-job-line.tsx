import type { Job, JobProgress } from '../../src-preload/contract/job'
import { t } from '../../src-preload/language/t'
import { cancelJob } from '../queries/host-jobs'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import {
  formatCount,
  formatMemory,
  formatMomentWithSeconds,
  formatPercent,
  formatRate,
} from '../ui/format'
import { visibleText } from '../ui/visible-text'
import styles from './activity.module.css'

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const amount = (figure: number, unit: JobProgress['unit']): string =>
  unit === 'bytes' ? formatMemory(figure / 1024) : formatCount(figure)

const farWords = ({ done, total, unit }: JobProgress): string => {
  if (unit === 'percent') return formatPercent(done)
  return total === null
    ? amount(done, unit)
    : t('{done} of {total}', { done: amount(done, unit), total: amount(total, unit) })
}

const endWords = {
  done: t('done'),
  failed: t('failed'),
  cancelled: t('cancelled'),
  running: '',
} as const

/** What a long operation does, and what came of it. */
export const describeHostJob = ({ title, state }: Job): string =>
  `${capitalised(visibleText(title))}${state === 'running' ? '' : `: ${endWords[state]}`}`

/** How fast a running job is, and what it does just now. */
const nowOf = ({ rate, progress, note }: Job): readonly string[] => [
  ...(rate !== undefined && progress?.unit === 'bytes' ? [formatRate(rate)] : []),
  ...(note === undefined ? [] : [visibleText(note)]),
]

/** What came of a job that ended, as far as it said. */
const resultOf = ({ note, failure }: Job): readonly string[] =>
  [failure?.cause?.text ?? failure?.hint ?? note].flatMap((said) =>
    said === undefined ? [] : visibleText(said),
  )

/** How far it is; without a value where nobody can tell. */
export const HostJobProgress = ({ job }: { readonly job: Job }) => {
  const { progress } = job
  const most = progress?.unit === 'percent' ? 100 : (progress?.total ?? null)
  return (
    <>
      <span
        role="progressbar"
        aria-label={describeHostJob(job)}
        {...(progress !== undefined && most !== null
          ? { 'aria-valuemin': 0, 'aria-valuemax': most, 'aria-valuenow': progress.done }
          : {})}
        aria-valuetext={progress === undefined ? undefined : farWords(progress)}
        className={styles['progress']}
        data-unknown={most === null}
      >
        <span
          style={{ transform: `scaleX(${most ? Math.min(1, (progress?.done ?? 0) / most) : 0})` }}
        />
      </span>
      <span className={styles['figures']}>
        {[...(progress === undefined ? [] : [farWords(progress)]), ...nowOf(job)].join(' · ')}
      </span>
    </>
  )
}

/** Stops a job, where that can be. */
export const HostJobCancel = ({ job }: { readonly job: Job }) =>
  job.cancellable && job.state === 'running' ? (
    <Button
      look="quiet"
      aria-label={t('Cancel: {job}', { job: describeHostJob(job) })}
      onClick={() => void cancelJob(job.id)}
    >
      {t('Cancel')}
    </Button>
  ) : null

/** One long operation, with a way to stop it where there is one. */
export const HostJobLine = ({ job }: { readonly job: Job }) => (
  <li className={styles['job']} data-failed={job.state === 'failed'}>
    <span className={styles['what']}>{describeHostJob(job)}</span>
    {job.endedAt === undefined ? (
      <HostJobProgress job={job} />
    ) : (
      <span className={styles['figures']}>
        {[...resultOf(job), formatMomentWithSeconds(job.endedAt)].join(' · ')}
      </span>
    )}
    <span className={styles['buttons']}>
      <HostJobCancel job={job} />
      <CopyButton
        text={job.virshLine ?? null}
        what={job.virshLine?.includes('\n') === true ? t('virsh lines') : t('virsh line')}
        whyNot={job.withoutVirshLine}
      />
    </span>
  </li>
)
