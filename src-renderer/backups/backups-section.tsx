import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore, Save } from 'lucide-react'
import type { Checkpoint } from '../../src-preload/contract/backup'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { queryClient } from '../queries/query-client'
import { openOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import { Button } from '../ui/button'
import { formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import { BackupTable } from './backup-table'
import { backupsQuery } from './backup-calls'
import styles from './backups-section.module.css'

/** How many checkpoints are shown: a backup a day makes many. */
const CHECKPOINTS_SHOWN = 100

const forget = async (machine: Machine, { name }: Checkpoint): Promise<void> => {
  try {
    await call('checkpoints.delete', { id: machine.id, name, withChildren: false })
    await queryClient.invalidateQueries({ queryKey: ['backups', machine.id] })
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

interface CheckpointsProps {
  readonly machine: Machine
  readonly checkpoints: readonly Checkpoint[]
}

/** Moments since which the disks remember what changed. */
const Checkpoints = ({ machine, checkpoints }: CheckpointsProps) => (
  <details className={styles['checkpoints']}>
    <summary>{t('Checkpoints ({count})', { count: checkpoints.length })}</summary>
    <ul aria-label={t('Checkpoints')}>
      {[...checkpoints]
        .reverse()
        .slice(0, CHECKPOINTS_SHOWN)
        .map((checkpoint) => (
          <li key={checkpoint.name}>
            <span>
              <HostText text={checkpoint.name} />
            </span>
            <span className={styles['note']}>
              {formatMoment(checkpoint.createdAt)}, {checkpoint.targets.join(', ')}
            </span>
            <Button
              look="quiet"
              aria-label={t('Delete the checkpoint {name}', { name: isolated(checkpoint.name) })}
              onClick={() => void forget(machine, checkpoint)}
            >
              {t('Delete')}
            </Button>
          </li>
        ))}
    </ul>
  </details>
)

/** Copies of the machine's disks as they were, and what makes the next ones small. */
export const BackupsSection = ({ machine }: { readonly machine: Machine }) => {
  const { data, error } = useQuery(backupsQuery(machine.id))
  const backups = data?.backups ?? []
  const checkpoints = data?.checkpoints ?? []
  return (
    <section aria-label={t('Backups')} className={styles['section']}>
      <div className={styles['head']}>
        <h3>{t('Backups')}</h3>
        <Button onClick={() => openOverlay({ kind: 'back-up', machine })}>
          <Save aria-hidden="true" /> {t('Back up…')}
        </Button>
        {backups.length === 0 ? null : (
          <Button onClick={() => openOverlay({ kind: 'restore', machine })}>
            <ArchiveRestore aria-hidden="true" /> {t('Restore…')}
          </Button>
        )}
      </div>
      {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
      {data !== undefined && backups.length === 0 ? (
        <p className={styles['note']}>
          {t(
            'There is none in the running pools of its host. A backup is a copy elsewhere: it outlives the machine and its disks.',
          )}
        </p>
      ) : null}
      {backups.length === 0 ? null : (
        <BackupTable label={t('Backups')} machine={machine} backups={backups} />
      )}
      {checkpoints.length === 0 ? null : (
        <Checkpoints machine={machine} checkpoints={checkpoints} />
      )}
    </section>
  )
}
