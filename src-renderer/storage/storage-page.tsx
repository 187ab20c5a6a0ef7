import { useQuery } from '@tanstack/react-query'
import { EllipsisVertical } from 'lucide-react'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { ActionButtons } from '../app/action-buttons'
import { MenuButton } from '../app/menu-button'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { HostFrame } from '../pages/host-frame'
import { TwoPanes } from '../pages/two-panes'
import { poolsQuery } from '../queries/pools'
import { useResourceCursor } from '../state/resource-cursor'
import { PoolList } from './pool-list'
import { focusVolumes } from './volume-grid'
import { VolumePane } from './volume-pane'
import styles from '../pages/resource-page.module.css'

const Storage = ({ host }: { readonly host: Host }) => {
  const { data: pools, error } = useQuery(poolsQuery(host.id))
  const chosenId = useResourceCursor((cursor) => cursor.pools[host.id])
  const chosen = pools?.find(({ id }) => id === chosenId) ?? pools?.[0]
  return (
    <TwoPanes
      title={t('Pools')}
      buttons={
        <>
          <ActionButtons ids={['pool.new', 'pool.start', 'pool.stop', 'pool.refresh']} />
          <MenuButton label={t('More for the pool')} menu="pool-menu">
            <EllipsisVertical aria-hidden="true" />
          </MenuButton>
        </>
      }
      list={<PoolList pools={pools ?? []} chosen={chosen} onOpen={focusVolumes} />}
    >
      {error === null ? null : (
        <div className={styles['message']}>
          <p>{error.message}</p>
          <FailureDetails failure={failureFrom(error)} />
        </div>
      )}
      {pools?.length === 0 ? (
        <p className={styles['message']}>
          {t('This host has no storage pools. A pool is where volumes live, such as a directory.')}
        </p>
      ) : null}
      {chosen === undefined ? null : <VolumePane key={chosen.id} pool={chosen} />}
    </TwoPanes>
  )
}

/** The storage of a host: its pools, and the volumes of the chosen one. */
export const StoragePage = ({ hostId }: { readonly hostId: string }) => (
  <HostFrame hostId={hostId} of={t('Storage')}>
    {(host) => <Storage host={host} />}
  </HostFrame>
)
