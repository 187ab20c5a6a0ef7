import type { Backup } from '../../src-preload/contract/backup'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { openOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { formatMemory, formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import styles from './backup-table.module.css'

const sizeOf = ({ disks }: Backup): number => disks.reduce((sum, { capacity }) => sum + capacity, 0)

interface RowProps {
  /** Whose disks it may replace; none where the machine is gone. */
  readonly machine: Machine | undefined
  readonly backup: Backup
  /** It says whose it is, where several tables stand together. */
  readonly isOneOfMany: boolean
}

const Row = ({ machine, backup, isOneOfMany }: RowProps) => {
  const { at, kind, poolName, disks, broken } = backup
  const moment = formatMoment(at)
  const told = { name: isolated(backup.machineName), moment }
  return (
    <tr data-broken={broken !== null}>
      <th scope="row">{moment}</th>
      <td>{kind === 'full' ? t('full') : t('incremental')}</td>
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
            aria-label={
              isOneOfMany
                ? t('Restore the backup of {name} of {moment}', told)
                : t('Restore the backup of {moment}', { moment })
            }
            onClick={() =>
              openOverlay({ kind: 'restore', backup, ...(machine !== undefined && { machine }) })
            }
          >
            {t('Restore…')}
          </Button>
        ) : null}
        <Button
          look="quiet"
          aria-label={
            isOneOfMany
              ? t('Delete the backup of {name} of {moment}', told)
              : t('Delete the backup of {moment}', { moment })
          }
          onClick={() => openOverlay({ kind: 'backup-removal', backup })}
        >
          {t('Delete…')}
        </Button>
      </td>
    </tr>
  )
}

interface BackupTableProps {
  readonly label: string
  readonly machine: Machine | undefined
  readonly backups: readonly Backup[]
  readonly isOneOfMany?: boolean
}

/** Backups of one machine, each with what can be done with it. */
export const BackupTable = ({ label, machine, backups, isOneOfMany }: BackupTableProps) => (
  <div className={styles['scroll']}>
    <table aria-label={label} className={styles['table']}>
      <thead>
        <tr>
          {[t('Made'), t('Kind'), t('Disks'), t('Shows'), t('Pool')].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {backups.map((backup) => (
          <Row
            key={backup.id}
            machine={machine}
            backup={backup}
            isOneOfMany={isOneOfMany === true}
          />
        ))}
      </tbody>
    </table>
  </div>
)
