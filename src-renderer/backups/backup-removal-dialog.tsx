import { useState } from 'react'
import type { Backup } from '../../src-preload/contract/backup'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { closeOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import { CheckField } from '../ui/check-field'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { followBackupJob } from './backup-calls'

const remove = async (backup: Backup, withLater: boolean): Promise<void> => {
  try {
    const { jobId } = await call('backups.delete', { backupId: backup.id, withLater })
    followBackupJob(jobId, t('Deleting a backup'), t('Deleted the backup'))
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** Asks before a backup is deleted, and those that lie on it. */
export const BackupRemovalDialog = ({ backup }: { readonly backup: Backup }) => {
  const [withLater, setWithLater] = useState(false)
  const title = t('Delete the backup of {at}?', { at: formatMoment(backup.at) })
  return (
    <ConfirmDialog
      label={title}
      title={title}
      verb={t('Delete')}
      onCancel={closeOverlay}
      onAct={() => {
        closeOverlay()
        void remove(backup, withLater)
      }}
    >
      <p>
        {rich('There is no way back. These volumes of {poolName} go:', {
          poolName: <HostText text={backup.poolName} />,
        })}
      </p>
      <ul>
        {backup.disks.map(({ volume }) => (
          <li key={volume}>
            <HostText text={volume} />
          </li>
        ))}
      </ul>
      <CheckField
        label={t('Delete the later backups that lie on it too')}
        hint={t('Without it, nothing is deleted where there are any.')}
        checked={withLater}
        onCheck={setWithLater}
      />
    </ConfirmDialog>
  )
}
