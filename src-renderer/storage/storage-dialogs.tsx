import type { StorageDialog } from '../state/overlay'
import { CloneVolumeDialog } from './clone-volume-dialog'
import { NewPoolDialog } from './new-pool-dialog'
import { NewVolumeDialog } from './new-volume-dialog'
import { PoolRemoval } from './pool-removal'
import { ResizeVolumeDialog } from './resize-volume-dialog'
import { VolumeRemoval } from './volume-removal'
import { WipeVolume } from './wipe-volume'

/** The dialog of storage that stands over the window. */
export const StorageDialogs = ({ dialog }: { readonly dialog: StorageDialog }) => {
  switch (dialog.what) {
    case 'new-pool':
      return <NewPoolDialog host={dialog.host} />
    case 'remove-pool':
      return <PoolRemoval pool={dialog.pool} />
    case 'new-volume':
      return <NewVolumeDialog pool={dialog.pool} on={dialog.on} />
    case 'clone-volume':
      return <CloneVolumeDialog pool={dialog.pool} name={dialog.name} />
    case 'resize-volume':
      return <ResizeVolumeDialog pool={dialog.pool} name={dialog.name} />
    case 'wipe-volume':
      return <WipeVolume pool={dialog.pool} name={dialog.name} />
    case 'delete-volume':
      return <VolumeRemoval pool={dialog.pool} name={dialog.name} />
    default:
      return dialog satisfies never
  }
}
