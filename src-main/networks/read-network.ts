import type { Element } from 'slimdom'
import type { HostId } from '../../src-preload/contract/host'
import type {
  DnsHost,
  Network,
  NetworkDefinition,
  NetworkMode,
  NetworkSubnet,
  StaticLease,
} from '../../src-preload/contract/network'
import { isNotFound, remote, type Connection, type NetworkRef } from '../libvirt'
import { ListNetworksFlags } from '../libvirt/procedures/flags'
import { parseXml } from '../xml/parse-xml'
import { attributeOf, children, find } from '../xml/select-elements'

const modes: Readonly<Record<string, NetworkMode>> = {
  nat: 'nat',
  route: 'route',
  open: 'open',
  private: 'macvtap',
  vepa: 'macvtap',
  passthrough: 'macvtap',
  hostdev: 'hostdev',
}

/** A network in mode `bridge` is a bridge of the host, or a card that is shared like one. */
const modeOf = (network: Element): NetworkMode => {
  const forward = find(network, 'forward')
  if (!forward) return 'isolated'
  const mode = forward.getAttribute('mode') ?? 'nat'
  if (mode === 'bridge') return find(network, 'bridge') ? 'bridge' : 'macvtap'
  return modes[mode] ?? 'other'
}

/** How many leading ones a mask has, such as 24 of `255.255.255.0`. */
const prefixOf = (mask: string): number =>
  mask
    .split('.')
    .map((byte) => Number(byte).toString(2).replaceAll('0', '').length)
    .reduce((sum, ones) => sum + ones, 0)

/** The addresses of a `<range>`. */
export const rangeOf = (range: Element): NetworkSubnet['ranges'][number] => ({
  start: range.getAttribute('start') ?? '',
  end: range.getAttribute('end') ?? '',
})

const readSubnet = (ip: Element): NetworkSubnet => {
  const family = ip.getAttribute('family') === 'ipv6' ? 'ipv6' : 'ipv4'
  const prefix = ip.getAttribute('prefix')
  const mask = ip.getAttribute('netmask')
  const dhcp = find(ip, 'dhcp')
  return {
    family,
    address: ip.getAttribute('address') ?? '',
    prefix: prefix !== null ? Number(prefix) : mask !== null ? prefixOf(mask) : 0,
    ranges: (dhcp ? children(dhcp, 'range') : []).map(rangeOf),
  }
}

/** What a network's XML says that the list shows. */
const readFacts = (
  xml: string,
): Pick<Network, 'mode' | 'subnets' | 'bridge' | 'device' | 'domain'> => {
  const network = parseXml(xml)
  const bridge = attributeOf(network, 'bridge', 'name')
  const device =
    attributeOf(network, 'forward/interface', 'dev') ?? attributeOf(network, 'forward', 'dev')
  const domain = attributeOf(network, 'domain', 'name')
  return {
    mode: modeOf(network),
    ...(bridge !== undefined && { bridge }),
    ...(device !== undefined && { device }),
    ...(domain !== undefined && { domain }),
    subnets: children(network, 'ip').map(readSubnet),
  }
}

const listNetworks = async (connection: Connection, flags: number): Promise<NetworkRef[]> => {
  const { nets } = await connection.call(remote.connectListAllNetworks, {
    needResults: true,
    flags,
  })
  return nets
}

/** Reads all networks of a host: four lists, and one question for each network. By name. */
export const readNetworks = async (
  connection: Connection,
  hostId: HostId,
): Promise<readonly Network[]> => {
  const [all, active, autostart, persistent] = await Promise.all(
    [0, ListNetworksFlags.active, ListNetworksFlags.autostart, ListNetworksFlags.persistent].map(
      async (flags) =>
        new Map((await listNetworks(connection, flags)).map((net) => [net.uuid, net])),
    ),
  )
  const read = async (net: NetworkRef): Promise<Network | null> => {
    try {
      const { xml } = await connection.call(remote.networkGetXmlDesc, { net, flags: 0 })
      return {
        id: `${hostId}/${net.uuid}`,
        hostId,
        uuid: net.uuid,
        name: net.name,
        active: active?.has(net.uuid) ?? false,
        autostart: autostart?.has(net.uuid) ?? false,
        persistent: persistent?.has(net.uuid) ?? false,
        ...readFacts(xml),
      }
    } catch (error) {
      // Gone since it was listed.
      if (isNotFound(error)) return null
      throw error
    }
  }
  const networks = await Promise.all([...(all?.values() ?? [])].map(read))
  return networks.filter((network) => network !== null).sort((a, b) => (a.name < b.name ? -1 : 1))
}

const optional = (element: Element, name: string): string | undefined =>
  element.getAttribute(name) ?? undefined

/** The address that a `<host>` of DHCP keeps. */
export const staticLeaseOf = (host: Element): StaticLease => {
  const mac = optional(host, 'mac')
  const duid = optional(host, 'id')
  const name = optional(host, 'name')
  return {
    ...(mac !== undefined && { mac }),
    ...(duid !== undefined && { duid }),
    ...(name !== undefined && { name }),
    ip: host.getAttribute('ip') ?? '',
  }
}

/** The addresses that a network keeps for guests. */
export const readStaticLeases = (xml: string): readonly StaticLease[] =>
  children(parseXml(xml), 'ip').flatMap((ip) => {
    const dhcp = find(ip, 'dhcp')
    return (dhcp ? children(dhcp, 'host') : []).map(staticLeaseOf)
  })

/** The names that a `<host>` of DNS has. */
export const dnsHostOf = (host: Element): DnsHost => ({
  ip: host.getAttribute('ip') ?? '',
  names: children(host, 'hostname').map((name) => name.textContent ?? ''),
})

/** The names that a network's DNS server knows of itself. */
export const readDnsHosts = (xml: string): readonly DnsHost[] => {
  const dns = find(parseXml(xml), 'dns')
  return (dns ? children(dns, 'host') : []).map(dnsHostOf)
}

/** What a network's XML says that a form can change. */
export const readDefinition = (xml: string): NetworkDefinition => {
  const facts = readFacts(xml)
  const network = parseXml(xml)
  const kind = attributeOf(network, 'forward', 'mode')
  return {
    ...facts,
    ...(facts.mode === 'macvtap' && kind !== undefined && { kind }),
    natIpv6: attributeOf(network, 'forward/nat', 'ipv6') === 'yes',
    staticLeases: readStaticLeases(xml),
    dnsHosts: readDnsHosts(xml),
  }
}

/** Which `<ip>` a kept address belongs in: the first of its family that hands out addresses. */
export const subnetIndex = (xml: string, family: NetworkSubnet['family']): number => {
  const subnets = children(parseXml(xml), 'ip')
  const fits = (ip: Element): boolean =>
    (ip.getAttribute('family') === 'ipv6') === (family === 'ipv6')
  const withDhcp = subnets.findIndex((ip) => fits(ip) && find(ip, 'dhcp') !== undefined)
  return withDhcp !== -1 ? withDhcp : subnets.findIndex(fits)
}
