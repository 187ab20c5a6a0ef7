import type {
  Network,
  NetworkDefinition,
  NetworkMode,
  NetworkSubnet,
} from '../../src-preload/contract/network'
import { visibleText } from '../ui/visible-text'

export const modeWords: Readonly<Record<NetworkMode, string>> = {
  nat: 'NAT',
  route: 'Routed',
  open: 'Open',
  isolated: 'Isolated',
  bridge: 'Bridge',
  macvtap: 'macvtap',
  hostdev: 'Host devices',
  other: 'Other',
}

/** What guests on such a network can reach. */
export const modeAbout: Readonly<Record<NetworkMode, string>> = {
  nat: 'Guests reach what the host reaches, through its address; from outside nobody reaches them.',
  route: 'Guests have addresses of their own, which routers outside must know the way to.',
  open: 'As routed, with none of libvirt’s firewall rules: whatever guards it is yours.',
  isolated: 'Guests reach each other and the host, and nothing else.',
  bridge: 'Guests are plugged into a bridge that the host has, and are on the network it is on.',
  macvtap: 'Guests share a network card of the host, and are on the network it is on.',
  hostdev: 'Guests are given network functions of the host’s cards.',
  other: 'A kind of network that Virthelm does not know.',
}

/** Modes in which a network has addresses of its own and hands them out. */
export const isSubnetted = (mode: NetworkMode): boolean =>
  mode === 'nat' || mode === 'route' || mode === 'open' || mode === 'isolated'

/** The host's address there, with how long its prefix is. */
export const subnetWords = ({ address, prefix }: NetworkSubnet): string => `${address}/${prefix}`

/** What is handed out there. */
export const rangeWords = ({ ranges }: NetworkSubnet): string =>
  ranges.map(({ start, end }) => `${start} – ${end}`).join(', ') || 'Hands out nothing'

/** Where its guests are, in one line. */
export const placeWords = ({ subnets, bridge, device }: Network): string => {
  const [first, ...more] = subnets
  if (first === undefined) return device ?? bridge ?? 'No addresses'
  return more.length === 0 ? subnetWords(first) : `${subnetWords(first)} and ${more.length} more`
}

/** What an active network will be otherwise, in a list: `Routed, bridge virbr7`. */
export const nextWords = (now: Network, next: NetworkDefinition): string => {
  const addresses = next.subnets.map(subnetWords).join(' and ') || 'no addresses'
  const ranges = next.subnets.map(rangeWords).join(', ')
  const differences = [
    now.mode === next.mode ? '' : modeWords[next.mode],
    now.bridge === next.bridge ? '' : `bridge ${next.bridge ?? 'chosen by the host'}`,
    now.device === next.device ? '' : `card ${next.device ?? 'any'}`,
    now.domain === next.domain ? '' : `domain ${visibleText(next.domain ?? 'none')}`,
    now.subnets.map(subnetWords).join() === next.subnets.map(subnetWords).join() ? '' : addresses,
    now.subnets.map(rangeWords).join() === next.subnets.map(rangeWords).join() ? '' : ranges,
  ].filter((words) => words !== '')
  return differences.join(', ') || 'other kept addresses or names'
}

/** All that the list says of a network, in a sentence to be read out. */
export const describeNetwork = (network: Network): string =>
  [
    modeWords[network.mode],
    network.active ? 'active' : 'not active',
    placeWords(network),
    ...(network.autostart ? ['starts with its host'] : []),
  ].join(', ')
