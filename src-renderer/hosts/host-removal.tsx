import type { Host } from '../../src-preload/contract/host'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import { removeHost } from './host-calls'

/** Asks before a host is taken out of the list. */
export const HostRemoval = ({ host }: { readonly host: Host }) => (
  <ConfirmDialog
    label={`Remove ${isolated(host.name)}?`}
    title={
      <>
        Remove <HostText text={host.name} />?
      </>
    }
    verb="Remove"
    onAct={() => {
      closeOverlay()
      removeHost(host)
    }}
    onCancel={closeOverlay}
  >
    <p>Virthelm forgets how to reach it. Its machines, and all that is on it, stay as they are.</p>
  </ConfirmDialog>
)
