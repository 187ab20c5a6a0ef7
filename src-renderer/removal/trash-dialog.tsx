import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TrashEntry } from '../../src-preload/contract/removal'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { isolated } from '../ui/visible-text'
import { deleteFromTrash, restoreFromTrash } from './removal-calls'
import styles from './removal-dialog.module.css'

const trashQuery = {
  queryKey: ['trash'],
  queryFn: () => call('trash.list'),
  staleTime: 0,
  gcTime: 0,
}

interface EntryProps {
  readonly entry: TrashEntry
  readonly isFirst: boolean
  readonly onDeleted: () => void
}

const Entry = ({ entry, isFirst, onDeleted }: EntryProps) => {
  const [isSure, setIsSure] = useState(false)
  const { id, name, hostName, removedAt, volumes, snapshots } = entry
  return (
    <li className={styles['entry']}>
      <div>
        <HostText text={name} />
        <p>
          {rich('{hostName}, deleted {removedAt}; {count, plural, one {# disk} other {# disks}}', {
            hostName: <HostText text={hostName} />,
            removedAt: formatMoment(removedAt),
            count: volumes.length,
          })}
          {snapshots === 0
            ? ''
            : `, ${t('{snapshots, plural, one {# snapshot} other {# snapshots}}', { snapshots })}`}
        </p>
      </div>
      <Button
        look={isSure ? 'danger' : 'quiet'}
        aria-label={
          isSure
            ? t('Really delete {name} for good', { name: isolated(name) })
            : t('Delete {name} for good', { name: isolated(name) })
        }
        onClick={() => {
          if (isSure) void deleteFromTrash(id, name).then(onDeleted)
          else setIsSure(true)
        }}
        onBlur={() => setIsSure(false)}
      >
        {isSure ? t('Really delete its disks') : t('Delete for good')}
      </Button>
      <Button
        aria-label={t('Restore {name}', { name: isolated(name) })}
        data-first-focus={isFirst ? true : undefined}
        onClick={() => {
          closeOverlay()
          void restoreFromTrash(id, name)
        }}
      >
        {t('Restore')}
      </Button>
    </li>
  )
}

/** Machines that were removed and can come back. */
export const TrashDialog = () => {
  const { data, error, refetch } = useQuery(trashQuery)
  // What is in it is there in a moment, and then has the focus.
  if (data === undefined && error === null) return null
  return (
    <Dialog
      title={t('Trash')}
      onClose={closeOverlay}
      onSubmit={closeOverlay}
      buttons={<Button onClick={closeOverlay}>{t('Close')}</Button>}
    >
      {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
      {data?.length === 0 ? <p>{t('The trash is empty.')}</p> : null}
      <ul className={styles['trash']}>
        {data?.map((entry, index) => (
          <Entry
            key={entry.id}
            entry={entry}
            isFirst={index === 0}
            onDeleted={() => void refetch()}
          />
        ))}
      </ul>
    </Dialog>
  )
}
