import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TrashEntry } from '../../src-preload/contract/removal'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { countOf, formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
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
          <HostText text={hostName} />, deleted {formatMoment(removedAt)};{' '}
          {countOf(volumes.length, 'disk')}
          {snapshots === 0 ? '' : `, ${countOf(snapshots, 'snapshot')}`}
        </p>
      </div>
      <Button
        look={isSure ? 'danger' : 'quiet'}
        aria-label={`${isSure ? 'Really delete' : 'Delete'} ${isolated(name)} for good`}
        onClick={() => {
          if (isSure) void deleteFromTrash(id, name).then(onDeleted)
          else setIsSure(true)
        }}
        onBlur={() => setIsSure(false)}
      >
        {isSure ? 'Really delete its disks' : 'Delete for good'}
      </Button>
      <Button
        aria-label={`Restore ${isolated(name)}`}
        data-first-focus={isFirst ? true : undefined}
        onClick={() => {
          closeOverlay()
          void restoreFromTrash(id, name)
        }}
      >
        Restore
      </Button>
    </li>
  )
}

/** Machines that were removed and can come back. */
export const TrashDialog = () => {
  const { data, error, refetch } = useQuery(trashQuery)
  return (
    <Dialog
      title="Trash"
      onClose={closeOverlay}
      onSubmit={closeOverlay}
      buttons={<Button onClick={closeOverlay}>Close</Button>}
    >
      {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
      {data?.length === 0 ? <p>The trash is empty.</p> : null}
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
