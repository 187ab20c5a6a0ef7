import { isIPv6 } from 'node:net'
import type { DnsHost, NetworkSubnet, StaticLease } from '../../src-preload/contract/network'
import type { NetworkRequest } from '../../src-preload/contract/network-request'
import { buildXml, type XmlTree } from '../xml/build-xml'

type Subnetted = Extract<NetworkRequest, { subnets: unknown }>
type Subnet = Subnetted['subnets'][number]
type Range = NetworkSubnet['ranges'][number]

/** Trees of what networks list, as they stand in a definition. */
export const leaseTree = ({ mac, duid, name, ip }: StaticLease): XmlTree => [
  'host',
  { mac, id: duid, name, ip },
]

export const dnsHostTree = ({ ip, names }: DnsHost): XmlTree => [
  'host',
  { ip },
  ...names.map((name): XmlTree => ['hostname', {}, name]),
]

export const rangeTree = ({ start, end }: Range): XmlTree => ['range', { start, end }]

const subnetTree = ({ address, prefix, dhcp, staticLeases = [] }: Subnet): XmlTree => [
  'ip',
  { family: isIPv6(address) ? 'ipv6' : undefined, address, prefix },
  dhcp || staticLeases.length > 0
    ? ['dhcp', {}, dhcp && rangeTree(dhcp), ...staticLeases.map(leaseTree)]
    : undefined,
]

/** An isolated network is one that forwards nothing. */
const forwardTree = ({ mode, device, natIpv6 }: Subnetted): XmlTree | undefined =>
  mode === 'isolated'
    ? undefined
    : [
        'forward',
        { mode, dev: device },
        mode === 'nat' && natIpv6 ? ['nat', { ipv6: 'yes' }] : undefined,
      ]

const inside = (network: NetworkRequest): (XmlTree | undefined)[] => {
  if (network.mode === 'bridge') {
    return [
      ['forward', { mode: 'bridge' }],
      ['bridge', { name: network.bridge }],
    ]
  }
  if (network.mode === 'macvtap') {
    return [['forward', { mode: network.kind }, ['interface', { dev: network.device }]]]
  }
  const { bridge, domain, dnsHosts = [], subnets } = network
  return [
    forwardTree(network),
    ['bridge', { name: bridge, stp: 'on', delay: 0 }],
    domain === undefined ? undefined : ['domain', { name: domain, localOnly: 'yes' }],
    dnsHosts.length > 0 ? ['dns', {}, ...dnsHosts.map(dnsHostTree)] : undefined,
    ...subnets.map(subnetTree),
  ]
}

/** The definition of a network. Throws a `Problem` for text that XML cannot carry. */
export const networkXml = (name: string, network: NetworkRequest): string =>
  buildXml(['network', {}, ['name', {}, name], ...inside(network)])

/** One range of DHCP, for changing a network. */
export const rangeXml = (range: Range): string => buildXml(rangeTree(range))

/** One kept address, for changing a network. */
export const leaseXml = (lease: StaticLease): string => buildXml(leaseTree(lease))

/** DNS names of one address, for changing a network. */
export const dnsHostXml = (host: DnsHost): string => buildXml(dnsHostTree(host))
