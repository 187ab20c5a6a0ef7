import { useQuery } from '@tanstack/react-query'
import type { Pool } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { volumeQuery, volumeUsersQuery } from '../queries/volumes'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { isolated } from '../ui/visible-text'
import { deleteVolume } from './volume-calls'
import { UsedBy } from './used-by'

/** Asks before a volume is deleted. */
export const VolumeRemoval = ({ pool, name }: { readonly pool: Pool; readonly name: string }) => {
  const volume = useQuery(volumeQuery(pool.id, name)).data
  const users = useQuery(volumeUsersQuery(pool.id)).data?.users[name] ?? []
  return (
    <ConfirmDialog
      label={t('Delete {name}?', { name: isolated(name) })}
      title={rich('Delete {name}?', { name: <HostText text={name} /> })}
      verb={t('Delete')}
      isReady={users.length === 0}
      onAct={() => {
        closeOverlay()
        deleteVolume({ poolId: pool.id, name })
      }}
      onCancel={closeOverlay}
    >
      <p>
        {volume
          ? t('It goes for good, with the {size} that are in it. There is no way back.', {
              size: formatMemory(volume.allocation / 1024),
            })
          : t('It goes for good. There is no way back.')}
      </p>
      <UsedBy users={users} />
    </ConfirmDialog>
  )
}
