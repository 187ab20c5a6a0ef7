import { useState } from 'react'
import type { Backup } from '../../src-preload/contract/backup'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { closeOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import { CheckField } from '../ui/check-field'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { followBackupJob } from './backup-calls'

const remove = async (backup: Backup, withLater: boolean): Promise<void> => {
  try {
    const { jobId } = await call('backups.delete', { backupId: backup.id, withLater })
    followBackupJob(jobId, 'Deleting a backup', 'Deleted the backup')
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** Asks before a backup is deleted, and those that lie on it. */
export const BackupRemovalDialog = ({ backup }: { readonly backup: Backup }) => {
  const [withLater, setWithLater] = useState(false)
  const title = `Delete the backup of ${formatMoment(backup.at)}?`
  return (
    <ConfirmDialog
      label={title}
      title={title}
      verb="Delete"
      onCancel={closeOverlay}
      onAct={() => {
        closeOverlay()
        void remove(backup, withLater)
      }}
    >
      <p>
        There is no way back. These volumes of <HostText text={backup.poolName} /> go:
      </p>
      <ul>
        {backup.disks.map(({ volume }) => (
          <li key={volume}>
            <HostText text={volume} />
          </li>
        ))}
      </ul>
      <CheckField
        label="Delete the later backups that lie on it too"
        hint="Without it, nothing is deleted where there are any."
        checked={withLater}
        onCheck={setWithLater}
      />
    </ConfirmDialog>
  )
}
