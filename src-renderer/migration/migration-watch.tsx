import { useEffect, useRef, useState } from 'react'
import type { JobId } from '../../src-preload/contract/job'
import type { Machine } from '../../src-preload/contract/machine'
import type { MigrationProgress } from '../../src-preload/contract/migration'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { cancelJob, useHostJobs } from '../queries/host-jobs'
import { closeOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { visibleText, isolated } from '../ui/visible-text'
import { MigrationFigures } from './migration-figures'
import { MigrationLimits } from './migration-limits'
import styles from './migration-watch.module.css'

interface MigrationWatchProps {
  readonly machine: Machine
  readonly jobId: JobId
  /** Null while it is prepared, and after its end. */
  readonly progress: MigrationProgress | null
  /** Tells which one is shown, so that it stays after its end. */
  readonly onShown: (jobId: JobId) => void
}

const switchOver = async (machine: Machine): Promise<void> => {
  try {
    await call('migration.switch', { id: machine.id })
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** How far a migration is, with what can be done about it meanwhile, and what came of it. */
export const MigrationWatch = ({ machine, jobId, progress, onShown }: MigrationWatchProps) => {
  const job = useHostJobs(({ jobs }) => jobs.get(jobId))
  const [last, setLast] = useState(progress)
  if (progress !== null && progress !== last) setLast(progress)
  useEffect(() => onShown(jobId), [jobId, onShown])
  const isRunning = job === undefined || job.state === 'running'
  const close = useRef<HTMLButtonElement>(null)
  // What had the focus may be gone with the fields of one that is under way.
  useEffect(() => {
    if (!isRunning) close.current?.focus()
  }, [isRunning])
  const told = { name: isolated(machine.name) }
  return (
    <Dialog
      title={isRunning ? t('Migrating {name}', told) : t('Migration of {name}', told)}
      onClose={closeOverlay}
      onSubmit={closeOverlay}
      buttons={
        <>
          {job?.cancellable && isRunning ? (
            <Button onClick={() => void cancelJob(jobId)}>{t('Cancel migration')}</Button>
          ) : null}
          {isRunning && progress?.postCopy === 'switchable' ? (
            <Button onClick={() => void switchOver(machine)}>{t('Switch over now')}</Button>
          ) : null}
          <Button ref={close} look="primary" submits data-first-focus>
            {isRunning ? t('Go on in the background') : t('Close')}
          </Button>
        </>
      }
    >
      <p role="status" className={styles['status']} data-state={job?.state ?? 'running'}>
        {job?.state === 'done' ? `${t('Done.')} ` : null}
        {job?.state === 'failed' ? `${t('It did not move.')} ` : null}
        {visibleText(job?.note ?? t('Preparing both hosts'))}
      </p>
      {job?.failure === undefined ? null : (
        <div role="alert">
          <strong>{visibleText(job.failure.message)}</strong>
          <FailureDetails failure={job.failure} />
        </div>
      )}
      <MigrationFigures progress={last} isDone={job?.state === 'done'} />
      {isRunning && progress !== null ? <MigrationLimits progress={progress} /> : null}
    </Dialog>
  )
}
