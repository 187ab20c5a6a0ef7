import { ChevronDown, ChevronUp } from 'lucide-react'
import { useMemo } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import type { Job as HostJob } from '../../src-preload/contract/job'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import type { Rows } from '../machines/listing'
import { useRows } from '../machines/rows'
import { machineIn } from '../queries/fleet'
import { useHostJobs } from '../queries/host-jobs'
import { changeLayout, useLayout } from '../state/layout'
import { forgetEndedJobs, useJobs, type Job } from '../state/jobs'
import { useSelection } from '../state/selection'
import { say, useStatus } from '../state/status'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { formatCount, formatMomentWithSeconds } from '../ui/format'
import { describeJob, throughOf } from './describe-job'
import { describeHostJob, HostJobCancel, HostJobLine, HostJobProgress } from './host-job-line'
import { NewerVersion } from './newer-version'
import styles from './activity.module.css'

const Progress = ({ job }: { readonly job: Job }) => (
  <span
    role="progressbar"
    aria-label={describeJob(job)}
    aria-valuemin={0}
    aria-valuemax={job.total}
    aria-valuenow={throughOf(job)}
    aria-valuetext={t('{done} of {total}', { done: throughOf(job), total: job.total })}
    className={styles['progress']}
  >
    <span style={{ transform: `scaleX(${throughOf(job) / job.total})` }} />
  </span>
)

const JobLine = ({ job }: { readonly job: Job }) => (
  <li className={styles['job']} data-failed={job.failed > 0}>
    <span className={styles['what']}>{describeJob(job)}</span>
    {job.endedAt === undefined ? (
      <>
        <Progress job={job} />
        <span className={styles['figures']}>
          {t('{done} of {total}', {
            done: formatCount(throughOf(job)),
            total: formatCount(job.total),
          })}
        </span>
      </>
    ) : (
      <span className={styles['figures']}>{formatMomentWithSeconds(job.endedAt)}</span>
    )}
    <span className={styles['buttons']}>
      <CopyButton
        text={job.virshLine}
        what={job.total === 1 ? t('virsh line') : t('virsh lines')}
      />
    </span>
  </li>
)

interface JobListProps {
  /** Newest first. */
  readonly jobs: readonly Job[]
  readonly hostJobs: readonly HostJob[]
}

const forgetAllEnded = (): void => {
  forgetEndedJobs()
  void call('jobs.forget', {})
}

const JobList = ({ jobs, hostJobs }: JobListProps) => (
  <div className={styles['panel']}>
    {jobs.length + hostJobs.length === 0 ? (
      <p className={styles['none']}>{t('Nothing is under way, and nothing was done yet.')}</p>
    ) : (
      <ul>
        {[...hostJobs, ...jobs]
          .toSorted((one, other) => other.startedAt - one.startedAt)
          .map((job) =>
            'title' in job ? (
              <HostJobLine key={job.id} job={job} />
            ) : (
              <JobLine key={job.id} job={job} />
            ),
          )}
      </ul>
    )}
    {[...jobs, ...hostJobs].some((job) => job.endedAt !== undefined) ? (
      <Button look="quiet" onClick={forgetAllEnded}>
        {t('Clear')}
      </Button>
    ) : null}
  </div>
)

/** Of the selected machines that still exist, how many are shown; the rest is left alone. */
const countSelected = (rows: Rows, selected: ReadonlySet<MachineId>) => {
  let shown = 0
  let hidden = 0
  for (const id of selected) {
    if (rows.rowOf(id) >= 0) shown += 1
    else if (machineIn(rows.fleet, id) !== undefined) hidden += 1
  }
  return { shown, hidden }
}

/** How many machines are listed and selected. */
const Counts = () => {
  const rows = useRows()
  const selected = useSelection((selection) => selection.selected)
  const { shown, hidden } = useMemo(() => countSelected(rows, selected), [rows, selected])
  return (
    <span className={styles['counts']}>
      {t('{count, plural, one {# machine} other {# machines}}', { count: rows.count })}
      {shown + hidden === 0 ? null : `, ${t('{shown} selected', { shown: formatCount(shown) })}`}
      {hidden === 0
        ? null
        : ` ${t('(and {hidden} that the filter hides)', { hidden: formatCount(hidden) })}`}
    </span>
  )
}

const Status = () => {
  const { text, saying, remedy } = useStatus()
  return (
    <span className={styles['status']}>
      <span role="status">
        <span key={saying}>{text}</span>
      </span>
      {remedy === undefined ? null : (
        <button
          type="button"
          className={styles['toggle']}
          onClick={() => {
            say('')
            remedy.run()
          }}
        >
          {remedy.title}
        </button>
      )}
    </span>
  )
}

/** The strip at the bottom: what is there, what was said, what is under way. */
export const Activity = () => {
  const jobs = useJobs((state) => state.jobs)
  const shown = useLayout((layout) => layout.activityShown)
  const running = jobs.filter((job) => job.endedAt === undefined)
  const [newest] = running
  const known = useHostJobs((state) => state.jobs)
  const hostJobs = useMemo(() => [...known.values()].toReversed(), [known])
  const hostJob = hostJobs.find((job) => job.state === 'running')
  const Chevron = shown ? ChevronDown : ChevronUp
  return (
    <section aria-label={t('Activity')} className={styles['activity']}>
      {shown ? <JobList jobs={jobs} hostJobs={hostJobs} /> : null}
      <div className={styles['bar']}>
        <Counts />
        <Status />
        {hostJob === undefined || shown ? null : (
          <span className={styles['now']}>
            <span className={styles['what']}>{describeHostJob(hostJob)}</span>
            <HostJobProgress job={hostJob} />
            <HostJobCancel job={hostJob} />
          </span>
        )}
        {newest === undefined || shown ? null : (
          <span className={styles['now']}>
            <span className={styles['what']}>{describeJob(newest)}</span>
            <Progress job={newest} />
            <span className={styles['figures']}>
              {t('{done} of {total}', {
                done: formatCount(throughOf(newest)),
                total: formatCount(newest.total),
              })}
            </span>
            {running.length > 1 ? (
              <span>{t('and {more} more', { more: running.length - 1 })}</span>
            ) : null}
          </span>
        )}
        <NewerVersion />
        <button
          type="button"
          className={styles['toggle']}
          aria-expanded={shown}
          onClick={() => changeLayout({ activityShown: !shown })}
        >
          {t('Activity')} <Chevron aria-hidden="true" />
        </button>
      </div>
    </section>
  )
}
