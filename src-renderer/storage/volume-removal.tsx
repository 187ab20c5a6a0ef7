import { useQuery } from '@tanstack/react-query'
import type { Pool } from '../../src-preload/contract/storage'
import { volumeQuery, volumeUsersQuery } from '../queries/volumes'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import { deleteVolume } from './volume-calls'
import { UsedBy } from './used-by'

/** Asks before a volume is deleted. */
export const VolumeRemoval = ({ pool, name }: { readonly pool: Pool; readonly name: string }) => {
  const volume = useQuery(volumeQuery(pool.id, name)).data
  const users = useQuery(volumeUsersQuery(pool.id)).data?.users[name] ?? []
  return (
    <ConfirmDialog
      label={`Delete ${isolated(name)}?`}
      title={
        <>
          Delete <HostText text={name} />?
        </>
      }
      verb="Delete"
      isReady={users.length === 0}
      onAct={() => {
        closeOverlay()
        deleteVolume({ poolId: pool.id, name })
      }}
      onCancel={closeOverlay}
    >
      <p>
        It goes for good
        {volume ? `, with the ${formatMemory(volume.allocation / 1024)} that are in it` : ''}. There
        is no way back.
      </p>
      <UsedBy users={users} />
    </ConfirmDialog>
  )
}
