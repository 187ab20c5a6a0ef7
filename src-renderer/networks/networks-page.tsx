import { useQuery } from '@tanstack/react-query'
import { EllipsisVertical } from 'lucide-react'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { ActionButtons } from '../app/action-buttons'
import { MenuButton } from '../app/menu-button'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { HostFrame } from '../pages/host-frame'
import styles from '../pages/resource-page.module.css'
import { TwoPanes } from '../pages/two-panes'
import { networksQuery } from '../queries/networks'
import { useResourceCursor } from '../state/resource-cursor'
import { NetworkList } from './network-list'
import { focusNetwork, NetworkView } from './network-view'

const Networks = ({ host }: { readonly host: Host }) => {
  const { data: networks, error } = useQuery(networksQuery(host.id))
  const chosenId = useResourceCursor((cursor) => cursor.networks[host.id])
  const chosen = networks?.find(({ id }) => id === chosenId) ?? networks?.[0]
  return (
    <TwoPanes
      title={t('Networks')}
      buttons={
        <>
          <ActionButtons ids={['network.new', 'network.start', 'network.stop', 'network.edit']} />
          <MenuButton label={t('More for the network')} menu="network-menu">
            <EllipsisVertical aria-hidden="true" />
          </MenuButton>
        </>
      }
      list={<NetworkList networks={networks ?? []} chosen={chosen} onOpen={focusNetwork} />}
    >
      {error === null ? null : (
        <div className={styles['message']}>
          <p>{error.message}</p>
          <FailureDetails failure={failureFrom(error)} />
        </div>
      )}
      {networks?.length === 0 ? (
        <p className={styles['message']}>
          {t(
            'This host has no virtual networks. Machines can be plugged into one once it is made.',
          )}
        </p>
      ) : null}
      {chosen === undefined ? null : <NetworkView key={chosen.id} network={chosen} />}
    </TwoPanes>
  )
}

/** The virtual networks of a host, and all about the chosen one. */
export const NetworksPage = ({ hostId }: { readonly hostId: string }) => (
  <HostFrame hostId={hostId} of={t('Networks')}>
    {(host) => <Networks host={host} />}
  </HostFrame>
)
