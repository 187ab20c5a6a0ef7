import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore, Save } from 'lucide-react'
import type { Backup, Checkpoint } from '../../src-preload/contract/backup'
import type { Machine } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { queryClient } from '../queries/query-client'
import { openOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import { Button } from '../ui/button'
import { formatMemory, formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import { backupsQuery } from './backup-calls'
import styles from './backups-section.module.css'

/** How many checkpoints are shown: a backup a day makes many. */
const CHECKPOINTS_SHOWN = 100

const sizeOf = ({ disks }: Backup): number => disks.reduce((sum, { capacity }) => sum + capacity, 0)

interface RowProps {
  readonly machine: Machine
  readonly backup: Backup
}

const Row = ({ machine, backup }: RowProps) => {
  const { at, kind, poolName, disks, broken } = backup
  const moment = formatMoment(at)
  return (
    <tr data-broken={broken !== null}>
      <th scope="row">{moment}</th>
      <td>{kind}</td>
      <td>
        <HostText text={disks.map(({ target }) => target).join(', ')} />
      </td>
      <td className={styles['figure']}>{formatMemory(sizeOf(backup) / 1024)}</td>
      <td title={broken ?? undefined}>
        <HostText text={broken === null ? poolName : `${poolName}: ${broken}`} />
      </td>
      <td className={styles['tools']}>
        {broken === null ? (
          <Button
            look="quiet"
            aria-label={`Restore the backup of ${moment}`}
            onClick={() => openOverlay({ kind: 'restore', machine, backup })}
          >
            Restore…
          </Button>
        ) : null}
        <Button
          look="quiet"
          aria-label={`Delete the backup of ${moment}`}
          onClick={() => openOverlay({ kind: 'backup-removal', backup })}
        >
          Delete…
        </Button>
      </td>
    </tr>
  )
}

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
    <summary>Checkpoints ({checkpoints.length})</summary>
    <ul aria-label="Checkpoints">
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
              aria-label={`Delete the checkpoint ${isolated(checkpoint.name)}`}
              onClick={() => void forget(machine, checkpoint)}
            >
              Delete
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
    <section aria-label="Backups" className={styles['section']}>
      <div className={styles['head']}>
        <h3>Backups</h3>
        <Button onClick={() => openOverlay({ kind: 'back-up', machine })}>
          <Save aria-hidden="true" /> Back up…
        </Button>
        {backups.length === 0 ? null : (
          <Button onClick={() => openOverlay({ kind: 'restore', machine })}>
            <ArchiveRestore aria-hidden="true" /> Restore…
          </Button>
        )}
      </div>
      {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
      {data !== undefined && backups.length === 0 ? (
        <p className={styles['note']}>
          There is none in the running pools of its host. A backup is a copy elsewhere: it outlives
          the machine and its disks.
        </p>
      ) : null}
      {backups.length === 0 ? null : (
        <div className={styles['scroll']}>
          <table aria-label="Backups">
            <thead>
              <tr>
                {['Made', 'Kind', 'Disks', 'Shows', 'Pool'].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {backups.map((backup) => (
                <Row key={backup.id} machine={machine} backup={backup} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {checkpoints.length === 0 ? null : (
        <Checkpoints machine={machine} checkpoints={checkpoints} />
      )}
    </section>
  )
}
