import { z } from 'zod'
import { message } from '../language/t'
import { line, objectName } from './calls/texts'

const ip = z.union([z.ipv4(), z.ipv6()])

/**
 * A name in DNS, in letters of any script. Nothing else, because libvirt writes a network's domain
 * into its XML as it is, and what is no name would make XML of it that nobody can read.
 */
const dnsName = line(253).regex(/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u, message('is no host name'))

/** An address that is kept for one guest. */
export const staticLease = z
  .object({
    mac: z
      .string()
      .regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i, message('is no hardware address'))
      .optional(),
    /** For IPv6: the DHCP unique identifier, as colon-separated bytes. */
    duid: line(200).optional(),
    name: dnsName.optional(),
    ip,
  })
  .refine(({ mac, duid, name }) => mac ?? duid ?? name, message('does not say whose it is'))

export const dnsHost = z.object({ ip, names: z.array(dnsName).min(1).max(32) })

/** Addresses that are handed out, both ends among them. */
export const dhcpRange = z.object({ start: ip, end: ip })

const prefix = z.number().int().min(1).max(128)

const macvtapKind = z.enum(['bridge', 'private', 'vepa', 'passthrough'])

const subnet = z.object({
  /** The host's own address there. */
  address: ip,
  prefix,
  dhcp: dhcpRange.optional(),
  staticLeases: z.array(staticLease).max(1000).optional(),
})

/** The name of a bridge or card in Linux. */
const device = z.string().regex(/^[^\s/:]{1,15}$/u, message('is no name of a network device'))

/** What a network is to be. */
export const networkRequest = z.discriminatedUnion('mode', [
  z.object({
    mode: z.enum(['nat', 'route', 'open', 'isolated']),
    /** The host's card to go out by; any, where it is left out. */
    device: device.optional(),
    /** What to call its bridge; the host chooses, where it is left out. */
    bridge: device.optional(),
    /** The DNS domain of its guests. */
    domain: dnsName.optional(),
    subnets: z.array(subnet).max(8),
    dnsHosts: z.array(dnsHost).max(1000).optional(),
    /** IPv6 goes through the host's address too. Since libvirt 6.5. */
    natIpv6: z.boolean().optional(),
  }),
  /** A bridge that the host has. */
  z.object({ mode: z.literal('bridge'), bridge: device }),
  /** A card of the host, shared. */
  z.object({
    mode: z.literal('macvtap'),
    device,
    /** How its guests see each other; `passthrough` gives the card to one guest alone. */
    kind: macvtapKind,
  }),
])

export type NetworkRequest = z.infer<typeof networkRequest>

/** What a network is to be from its next start: what is left out stays, null takes it away. */
export const networkChange = z.object({
  mode: z.enum(['nat', 'route', 'open', 'isolated', 'bridge', 'macvtap']).optional(),
  /** How guests of macvtap see each other. */
  kind: macvtapKind.optional(),
  device: device.nullable().optional(),
  bridge: device.nullable().optional(),
  domain: dnsName.nullable().optional(),
  natIpv6: z.boolean().optional(),
  /** Of the first subnet of each family; others stay as they are. */
  ipv4: z
    .object({ address: z.ipv4(), prefix: prefix.max(32) })
    .nullable()
    .optional(),
  ipv6: z.object({ address: z.ipv6(), prefix }).nullable().optional(),
  /** These replace those of before, of all subnets. */
  ranges: z.array(dhcpRange).max(100).optional(),
  staticLeases: z.array(staticLease).max(1000).optional(),
  dnsHosts: z.array(dnsHost).max(1000).optional(),
})

export type NetworkChange = z.infer<typeof networkChange>

/** A whole request to make a network. */
export const newNetwork = z.object({
  hostId: z.string().min(1).max(200),
  name: objectName,
  network: networkRequest,
  start: z.boolean(),
  autostart: z.boolean(),
})
