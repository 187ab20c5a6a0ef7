import { isIPv6 } from 'node:net'
import type { Element } from 'slimdom'
import type { NetworkChange } from '../../src-preload/contract/network-request'
import type { XmlTree } from '../xml/build-xml'
import {
  editingIn,
  removeChildren,
  removeElement,
  removeIfEmpty,
  setAttribute,
} from '../xml/edit-elements'
import { parseXml } from '../xml/parse-xml'
import { children, find } from '../xml/select-elements'
import { serializeXml } from '../xml/serialize-xml'
import { dnsHostTree, leaseTree, rangeTree } from './network-xml'
import { dnsHostOf, rangeOf, staticLeaseOf } from './read-network'

const { addChild, ensure, replaceChildren } = editingIn({
  network: [
    'name',
    'uuid',
    'title',
    'description',
    'metadata',
    'forward',
    'bridge',
    'mtu',
    'mac',
    'domain',
    'dns',
    'vlan',
    'bandwidth',
    'port',
    'ip',
    'route',
    'virtualport',
    'portgroup',
  ],
  forward: ['nat', 'pf', 'interface', 'address', 'driver'],
  dns: ['forwarder', 'txt', 'srv', 'host'],
  ip: ['tftp', 'dhcp'],
  dhcp: ['range', 'host', 'bootp'],
})

type Mode = NonNullable<NetworkChange['mode']>

/** What a network has only while it hands out addresses itself; libvirt refuses it elsewhere. */
const OF_SUBNETS = ['mtu', 'mac', 'domain', 'dns', 'ip', 'route'] as const

const setMode = (network: Element, mode: Mode, kind = 'bridge'): void => {
  if (mode === 'isolated') removeChildren(network, 'forward')
  else setAttribute(ensure(network, 'forward'), 'mode', mode === 'macvtap' ? kind : mode)
  const forward = find(network, 'forward')
  if (forward && mode !== 'nat') removeChildren(forward, 'nat')
  if (mode === 'bridge' || mode === 'macvtap') {
    OF_SUBNETS.forEach((name) => removeChildren(network, name))
  } else if (!find(network, 'bridge')) addChild(network, ['bridge', { stp: 'on', delay: 0 }])
  if (mode === 'macvtap') removeChildren(network, 'bridge')
  if (mode === 'bridge') {
    setDevice(network, null)
    const name = find(network, 'bridge')?.getAttribute('name') ?? undefined
    replaceChildren(network, ['bridge', { name }])
  }
}

/** A card stands once as what to go out by and once as a member; where both do, they must agree. */
const setDevice = (network: Element, device: string | null): void => {
  const forward = find(network, 'forward')
  if (!forward) return
  const member = find(forward, 'interface')
  if (device === null) {
    removeChildren(forward, 'interface')
    setAttribute(forward, 'dev', undefined)
    return
  }
  if (member) setAttribute(member, 'dev', device)
  if (!member || forward.hasAttribute('dev')) setAttribute(forward, 'dev', device)
}

const setNatIpv6 = (network: Element, natIpv6: boolean): void => {
  const forward = find(network, 'forward')
  if (!forward) return
  if (natIpv6) setAttribute(ensure(forward, 'nat'), 'ipv6', 'yes')
  else {
    const nat = find(forward, 'nat')
    nat?.removeAttribute('ipv6')
    removeIfEmpty(nat)
  }
}

const setDomain = (network: Element, name: string | null): void => {
  const domain = find(network, 'domain')
  if (name === null) removeChildren(network, 'domain')
  else if (domain) setAttribute(domain, 'name', name)
  else addChild(network, ['domain', { name, localOnly: 'yes' }])
}

const isOf = (ip: Element, family: 'ipv4' | 'ipv6'): boolean =>
  (ip.getAttribute('family') === 'ipv6') === (family === 'ipv6')

const setSubnet = (
  network: Element,
  family: 'ipv4' | 'ipv6',
  subnet: { readonly address: string; readonly prefix: number } | null,
): void => {
  const first = children(network, 'ip').find((ip) => isOf(ip, family))
  if (subnet === null) {
    if (first) removeElement(first)
    return
  }
  const ip = first ?? addChild(network, ['ip', { family: family === 'ipv6' ? 'ipv6' : undefined }])
  setAttribute(ip, 'address', subnet.address)
  setAttribute(ip, 'netmask', undefined)
  setAttribute(ip, 'prefix', subnet.prefix)
}

/** Takes away what is not wanted and adds what is not there: the rest keeps all that it has. */
const setList = <T>(
  found: readonly (readonly [Element, T])[],
  wanted: readonly T[],
  add: (item: T) => void,
): void => {
  const key = (item: T): string => JSON.stringify(item)
  const wantedKeys = new Set(wanted.map(key))
  const kept = new Set<string>()
  for (const [element, item] of found) {
    if (wantedKeys.has(key(item))) kept.add(key(item))
    else removeElement(element)
  }
  wanted.filter((item) => !kept.has(key(item))).forEach(add)
}

/** Adds to the first subnet of an address's family that hands out addresses, else to the first. */
const addToDhcp = (network: Element, address: string, tree: XmlTree): void => {
  const fitting = children(network, 'ip').filter((ip) =>
    isOf(ip, isIPv6(address) ? 'ipv6' : 'ipv4'),
  )
  const ip = fitting.find((candidate) => find(candidate, 'dhcp')) ?? fitting[0]
  if (ip) addChild(ensure(ip, 'dhcp'), tree)
}

const inDhcp = (network: Element, name: string): Element[] =>
  children(network, 'ip').flatMap((ip) =>
    children(ip, 'dhcp').flatMap((dhcp) => children(dhcp, name)),
  )

const setLists = (network: Element, change: NetworkChange): void => {
  const { ranges, staticLeases, dnsHosts } = change
  if (ranges) {
    const found = inDhcp(network, 'range').map((range) => [range, rangeOf(range)] as const)
    setList(found, ranges, (range) => addToDhcp(network, range.start, rangeTree(range)))
  }
  if (staticLeases) {
    const found = inDhcp(network, 'host').map((host) => [host, staticLeaseOf(host)] as const)
    setList(found, staticLeases, (lease) => addToDhcp(network, lease.ip, leaseTree(lease)))
  }
  if (dnsHosts) {
    const dns = find(network, 'dns')
    const hosts = dns ? children(dns, 'host') : []
    setList(
      hosts.map((host) => [host, dnsHostOf(host)] as const),
      dnsHosts,
      (host) => addChild(ensure(network, 'dns'), dnsHostTree(host)),
    )
    removeIfEmpty(dns)
  }
  for (const ip of children(network, 'ip')) removeIfEmpty(find(ip, 'dhcp'))
}

/** A network's definition with what is asked for changed, and all else as it was. */
export const editNetwork = (xml: string, change: NetworkChange): string => {
  const network = parseXml(xml)
  const { mode, kind, device, bridge, domain, natIpv6, ipv4, ipv6 } = change
  if (mode !== undefined) setMode(network, mode, kind)
  else if (kind !== undefined) setAttribute(ensure(network, 'forward'), 'mode', kind)
  if (device !== undefined) setDevice(network, device)
  const link = find(network, 'bridge')
  if (bridge !== undefined && link) setAttribute(link, 'name', bridge ?? undefined)
  if (domain !== undefined) setDomain(network, domain)
  if (natIpv6 !== undefined) setNatIpv6(network, natIpv6)
  if (ipv4 !== undefined) setSubnet(network, 'ipv4', ipv4)
  if (ipv6 !== undefined) setSubnet(network, 'ipv6', ipv6)
  setLists(network, change)
  return serializeXml(network)
}
