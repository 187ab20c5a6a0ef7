import type { HostId } from './host'
import type { MachineId } from './machine'

/** `<host id>/<network UUID>`: unique over all hosts. */
export type NetworkId = string

/** How guests on a network reach what is beyond it. */
export type NetworkMode =
  /** Through the host's own address. */
  | 'nat'
  /** By routes, with their own addresses. */
  | 'route'
  /** As `route`, with no firewall rules of libvirt's. */
  | 'open'
  /** Not at all. */
  | 'isolated'
  /** They are plugged into a bridge that the host has. */
  | 'bridge'
  /** They share a network card of the host. */
  | 'macvtap'
  /** They are given network functions of the host's cards. */
  | 'hostdev'
  | 'other'

/** A subnet that the host has an address in. */
export interface NetworkSubnet {
  readonly family: 'ipv4' | 'ipv6'
  /** The host's own address there. */
  readonly address: string
  readonly prefix: number
  /** What is handed out by DHCP. */
  readonly ranges: readonly { readonly start: string; readonly end: string }[]
}

/** A virtual network. */
export interface Network {
  readonly id: NetworkId
  readonly hostId: HostId
  readonly uuid: string
  readonly name: string
  readonly mode: NetworkMode
  readonly active: boolean
  readonly autostart: boolean
  /** It stays defined when it stops. */
  readonly persistent: boolean
  /** The host's bridge that it is. */
  readonly bridge?: string
  /** The host's card that it goes through. */
  readonly device?: string
  /** The DNS domain of its guests. */
  readonly domain?: string
  readonly subnets: readonly NetworkSubnet[]
}

/** All networks of a host, because one of them changed. */
export interface NetworksChanged {
  readonly hostId: HostId
  readonly networks: readonly Network[]
}

/** An address that is kept for one guest. */
export interface StaticLease {
  /** The guest's hardware address; for IPv6 its `duid` instead. */
  readonly mac?: string | undefined
  readonly duid?: string | undefined
  readonly name?: string | undefined
  readonly ip: string
}

/** Names that the network's DNS server answers for an address. */
export interface DnsHost {
  readonly ip: string
  readonly names: readonly string[]
}

/** What a network is defined to be: all of it holds from its next start. */
export interface NetworkDefinition {
  readonly mode: NetworkMode
  /** How guests of macvtap see each other. */
  readonly kind?: string
  readonly bridge?: string
  readonly device?: string
  readonly domain?: string
  /** IPv6 goes through the host's address too. */
  readonly natIpv6: boolean
  readonly subnets: readonly NetworkSubnet[]
  readonly staticLeases: readonly StaticLease[]
  readonly dnsHosts: readonly DnsHost[]
}

/** What a network's page shows beside the list's facts. */
export interface NetworkDetails {
  readonly id: NetworkId
  readonly staticLeases: readonly StaticLease[]
  readonly dnsHosts: readonly DnsHost[]
  readonly xml: string
  readonly definition: NetworkDefinition
  /** It runs, and is not what it is defined to be: that holds from its next start. */
  readonly waits: boolean
  /** Machines with an interface on it. */
  readonly users: readonly MachineId[]
}

/** An address that the network handed out. */
export interface Lease {
  readonly ip: string
  readonly prefix: number
  readonly mac?: string
  /** What the guest calls itself. */
  readonly hostname?: string
  /** In ms since the epoch; null where it never ends. */
  readonly expiresAt: number | null
  /** Whose interface it is, where a machine of this host has that hardware address. */
  readonly machineId?: MachineId
}

/** What a new network could have: a subnet that no other network of the host has. */
export interface NetworkSuggestion {
  readonly address: string
  readonly prefix: number
  readonly dhcp: { readonly start: string; readonly end: string }
}

/** What was done to the default network. */
export interface DefaultNetworkFix {
  readonly networkId: NetworkId
  readonly done: 'nothing' | 'started' | 'made'
}
