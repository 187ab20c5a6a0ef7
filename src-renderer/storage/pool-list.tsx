import { Power } from 'lucide-react'
import type { Pool } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { openOverlay } from '../state/overlay'
import { choosePool } from '../state/resource-cursor'
import { FillBar } from '../ui/fill-bar'
import { HostText } from '../ui/host-text'
import { ItemList } from '../ui/item-list'
import { StateIcon } from '../ui/state-icon'
import { visibleText } from '../ui/visible-text'
import { describePool, fillWords, poolStateIcons, poolTypeWords } from './pool-words'
import styles from '../pages/resource-page.module.css'

const PoolItem = ({ pool }: { readonly pool: Pool }) => (
  <div className={styles['item']}>
    <StateIcon state={poolStateIcons[pool.state]} />
    <span className={styles['name']}>
      <HostText text={pool.name} />
    </span>
    <span className={styles['note']}>
      {poolTypeWords[pool.type] ?? pool.type}
      {pool.autostart ? <Power aria-hidden="true" /> : null}
    </span>
    {pool.capacity === undefined ? null : (
      <span className={styles['wide']}>
        <FillBar used={pool.allocation ?? 0} of={pool.capacity} />
      </span>
    )}
    <span className={styles['under']}>
      {fillWords(pool)}
      {pool.target === undefined ? null : (
        <>
          {' · '}
          <HostText text={pool.target} />
        </>
      )}
    </span>
  </div>
)

interface PoolListProps {
  readonly pools: readonly Pool[]
  readonly chosen: Pool | undefined
  readonly onOpen: () => void
}

/** The pools of a host; the chosen one's volumes stand beside it. */
export const PoolList = ({ pools, chosen, onOpen }: PoolListProps) => (
  <ItemList
    label={t('Storage pools')}
    keys="pools"
    items={pools}
    chosen={chosen?.id}
    nameOf={({ name }) => visibleText(name)}
    describe={(pool) => visibleText(describePool(pool))}
    onChoose={choosePool}
    onOpen={onOpen}
    onMenu={(x, y) => openOverlay({ kind: 'pool-menu', x, y })}
  >
    {(pool) => <PoolItem pool={pool} />}
  </ItemList>
)
