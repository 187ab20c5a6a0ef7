import { Pencil, Play, Plus, Power, Square, Trash2, Wrench } from 'lucide-react'
import type { Network } from '../../src-preload/contract/network'
import { t } from '../../src-preload/language/t'
import { fixableProblem, fixProblem, networkNeeded } from '../failures/fix-problem'
import { actOnNetwork, setNetworkAutostart } from '../networks/network-calls'
import { isSubnetted } from '../networks/network-words'
import { openOverlay, type NetworkDialog } from '../state/overlay'
import { visibleText } from '../ui/visible-text'
import type { Action } from './action'
import { whyNotHost } from './why-not-host'

/** What an action on the chosen network needs beside what all of them have in common. */
type OnNetwork = Pick<
  Action,
  'id' | 'title' | 'generalTitle' | 'icon' | 'keywords' | 'dangerous'
> & {
  readonly key: string
  readonly unless?: (network: Network) => string | null
  readonly act: (network: Network) => void
}

const open = (dialog: NetworkDialog): void => openOverlay({ kind: 'networks', dialog })

const onNetwork = ({ key, unless, act, ...rest }: OnNetwork): Action => ({
  ...rest,
  keys: [key],
  keyContext: 'networks',
  group: 'Networks',
  whyNot: (context) => {
    if (context.network === undefined) return t('no network is chosen')
    return whyNotHost(context) ?? unless?.(context.network) ?? null
  },
  run: ({ network }) => {
    if (network !== undefined) act(network)
  },
})

const fixTitle = t('Start the network that is needed')

/** What a person can do with the chosen network, and with one that something failed for. */
export const networkActionTable: readonly Action[] = [
  {
    id: 'network.fix',
    title: () => {
      const problem = fixableProblem()
      const network = problem === undefined ? undefined : networkNeeded(problem)
      return network === undefined
        ? fixTitle
        : t('Start network {network}', { network: visibleText(network) })
    },
    generalTitle: fixTitle,
    keys: ['Ctrl+.'],
    keyContext: 'everywhere',
    group: 'Networks',
    icon: Wrench,
    keywords: t('fix repair default not active'),
    whyNot: () => (fixableProblem() === undefined ? t('nothing failed for want of one') : null),
    run: () => {
      const problem = fixableProblem()
      if (problem !== undefined) fixProblem(problem)
    },
  },
  {
    id: 'network.new',
    title: t('New network…'),
    keys: ['a'],
    keyContext: 'networks',
    group: 'Networks',
    icon: Plus,
    keywords: t('create add nat bridge isolated macvtap'),
    whyNot: whyNotHost,
    run: ({ host }) => {
      if (host !== undefined) open({ what: 'new-network', host })
    },
  },
  onNetwork({
    id: 'network.start',
    title: t('Start network'),
    key: 's',
    icon: Play,
    keywords: t('activate up'),
    unless: ({ active }) => (active ? t('it is active') : null),
    act: (network) => actOnNetwork(network, 'start'),
  }),
  onNetwork({
    id: 'network.stop',
    title: t('Stop network…'),
    key: 'd',
    icon: Square,
    keywords: t('deactivate down'),
    unless: ({ active }) => (active ? null : t('it is not active')),
    act: (network) => open({ what: 'stop-network', network }),
  }),
  onNetwork({
    id: 'network.edit',
    title: t('Edit network…'),
    key: 'e',
    icon: Pencil,
    keywords: t('change mode subnet domain bridge dhcp range lease dns address'),
    unless: ({ mode, persistent }) => {
      if (isSubnetted(mode)) return null
      if (mode === 'hostdev' || mode === 'other') return t('no form knows its mode')
      return persistent ? null : t('it is gone when it stops')
    },
    act: (network) => open({ what: 'edit-network', network }),
  }),
  onNetwork({
    id: 'network.autostart',
    title: ({ network }) =>
      network?.autostart === true
        ? t('Don’t start network with its host')
        : t('Start network with its host'),
    generalTitle: t('Start network with its host, or don’t'),
    key: 'b',
    icon: Power,
    keywords: t('autostart boot'),
    unless: ({ persistent }) => (persistent ? null : t('it is gone when it stops')),
    act: (network) => setNetworkAutostart(network, !network.autostart),
  }),
  onNetwork({
    id: 'network.delete',
    title: t('Delete network…'),
    key: 'Delete',
    icon: Trash2,
    dangerous: true,
    keywords: t('remove undefine'),
    act: (network) => open({ what: 'delete-network', network }),
  }),
]
