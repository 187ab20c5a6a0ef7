import type {
  Network,
  NetworkDefinition,
  NetworkMode,
  NetworkSubnet,
} from '../../src-preload/contract/network'
import { t } from '../../src-preload/language/t'
import { visibleText } from '../ui/visible-text'

export const modeWords: Readonly<Record<NetworkMode, string>> = {
  nat: 'NAT',
  route: t('Routed'),
  open: t('Open'),
  isolated: t('Isolated'),
  bridge: t('Bridge'),
  macvtap: 'macvtap',
  hostdev: t('Host devices'),
  other: t('Other'),
}

/** What guests on such a network can reach. */
export const modeAbout: Readonly<Record<NetworkMode, string>> = {
  nat: t(
    'Guests reach what the host reaches, through its address; from outside nobody reaches them.',
  ),
  route: t('Guests have addresses of their own, which routers outside must know the way to.'),
  open: t('As routed, with none of libvirt’s firewall rules: whatever guards it is yours.'),
  isolated: t('Guests reach each other and the host, and nothing else.'),
  bridge: t('Guests are plugged into a bridge that the host has, and are on the network it is on.'),
  macvtap: t('Guests share a network card of the host, and are on the network it is on.'),
  hostdev: t('Guests are given network functions of the host’s cards.'),
  other: t('A kind of network that Virthelm does not know.'),
}

/** Modes in which a network has addresses of its own and hands them out. */
export const isSubnetted = (mode: NetworkMode): boolean =>
  mode === 'nat' || mode === 'route' || mode === 'open' || mode === 'isolated'

/** The host's address there, with how long its prefix is. */
export const subnetWords = ({ address, prefix }: NetworkSubnet): string => `${address}/${prefix}`

/** What is handed out there. */
export const rangeWords = ({ ranges }: NetworkSubnet): string =>
  ranges.map(({ start, end }) => `${start} – ${end}`).join(', ') || t('Hands out nothing')

/** Where its guests are, in one line. */
export const placeWords = ({ subnets, bridge, device }: Network): string => {
  const [first, ...more] = subnets
  if (first === undefined) return device ?? bridge ?? t('No addresses')
  return more.length === 0
    ? subnetWords(first)
    : t('{first} and {count} more', { first: subnetWords(first), count: more.length })
}

/** What an active network will be otherwise, in a list: `Routed, bridge virbr7`. */
export const nextWords = (now: Network, next: NetworkDefinition): string => {
  const addresses = next.subnets.map(subnetWords).join(` ${t('and')} `) || t('no addresses')
  const ranges = next.subnets.map(rangeWords).join(', ')
  const differences = [
    now.mode === next.mode ? '' : modeWords[next.mode],
    now.bridge === next.bridge
      ? ''
      : t('bridge {bridge}', { bridge: next.bridge ?? t('chosen by the host') }),
    now.device === next.device ? '' : t('card {device}', { device: next.device ?? t('any') }),
    now.domain === next.domain
      ? ''
      : next.domain === undefined
        ? t('no domain')
        : t('domain {domain}', { domain: visibleText(next.domain) }),
    now.subnets.map(subnetWords).join() === next.subnets.map(subnetWords).join() ? '' : addresses,
    now.subnets.map(rangeWords).join() === next.subnets.map(rangeWords).join() ? '' : ranges,
  ].filter((words) => words !== '')
  return differences.join(', ') || t('other kept addresses or names')
}

/** All that the list says of a network, in a sentence to be read out. */
export const describeNetwork = (network: Network): string =>
  [
    modeWords[network.mode],
    network.active ? t('active') : t('not active'),
    placeWords(network),
    ...(network.autostart ? [t('starts with its host')] : []),
  ].join(', ')
