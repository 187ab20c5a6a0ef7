import type { NetworkDialog } from '../state/overlay'
import { EditNetworkDialog } from './edit-network-dialog'
import { NetworkQuestion } from './network-question'
import { NewNetworkDialog } from './new-network-dialog'

/** The dialog of networks that stands over the window. */
export const NetworkDialogs = ({ dialog }: { readonly dialog: NetworkDialog }) => {
  switch (dialog.what) {
    case 'new-network':
      return <NewNetworkDialog host={dialog.host} />
    case 'edit-network':
      return <EditNetworkDialog network={dialog.network} />
    case 'stop-network':
      return <NetworkQuestion network={dialog.network} action="stop" />
    case 'delete-network':
      return <NetworkQuestion network={dialog.network} action="delete" />
    default:
      return dialog satisfies never
  }
}
