import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { isolated } from '../ui/visible-text'
import { removeHost } from './host-calls'

/** Asks before a host is taken out of the list. */
export const HostRemoval = ({ host }: { readonly host: Host }) => (
  <ConfirmDialog
    label={t('Remove {name}?', { name: isolated(host.name) })}
    title={rich('Remove {host}?', { host: <HostText text={host.name} /> })}
    verb={t('Remove')}
    onAct={() => {
      closeOverlay()
      removeHost(host)
    }}
    onCancel={closeOverlay}
  >
    <p>
      {t(
        'Virthelm forgets how to reach it. Its machines, and all that is on it, stay as they are.',
      )}
    </p>
  </ConfirmDialog>
)
