import { Power } from 'lucide-react'
import type { Network } from '../../src-preload/contract/network'
import { t } from '../../src-preload/language/t'
import styles from '../pages/resource-page.module.css'
import { openOverlay } from '../state/overlay'
import { chooseNetwork } from '../state/resource-cursor'
import { HostText } from '../ui/host-text'
import { ItemList } from '../ui/item-list'
import { StateIcon } from '../ui/state-icon'
import { visibleText } from '../ui/visible-text'
import { describeNetwork, modeWords, placeWords } from './network-words'

const NetworkItem = ({ network }: { readonly network: Network }) => (
  <div className={styles['item']}>
    <StateIcon state={network.active ? 'running' : 'shutOff'} />
    <span className={styles['name']}>
      <HostText text={network.name} />
    </span>
    <span className={styles['note']}>
      {modeWords[network.mode]}
      {network.autostart ? <Power aria-hidden="true" /> : null}
    </span>
    <span className={styles['under']}>
      {network.active
        ? placeWords(network)
        : t('Not active · {network}', { network: placeWords(network) })}
    </span>
  </div>
)

interface NetworkListProps {
  readonly networks: readonly Network[]
  readonly chosen: Network | undefined
  readonly onOpen: () => void
}

/** The networks of a host; all about the chosen one stands beside it. */
export const NetworkList = ({ networks, chosen, onOpen }: NetworkListProps) => (
  <ItemList
    label={t('Networks')}
    keys="networks"
    items={networks}
    chosen={chosen?.id}
    nameOf={({ name }) => visibleText(name)}
    describe={(network) => visibleText(describeNetwork(network))}
    onChoose={chooseNetwork}
    onOpen={onOpen}
    onMenu={(x, y) => openOverlay({ kind: 'network-menu', x, y })}
  >
    {(network) => <NetworkItem network={network} />}
  </ItemList>
)
