import { z } from 'zod'
import { answers, command, query } from '../declare'
import type {
  DefaultNetworkFix,
  Lease,
  Network,
  NetworkDetails,
  NetworkId,
  NetworkSuggestion,
} from '../network'
import { dhcpRange, dnsHost, networkChange, newNetwork, staticLease } from '../network-request'
import { hostId } from './inputs'

const id = z.string().min(1).max(300)

/** Virtual networks. */
export const networkCalls = {
  /** The networks of a host; from then on `networks.changed` tells of it. */
  'networks.list': query(z.object({ hostId }), answers<readonly Network[]>()),
  'networks.details': query(z.object({ id }), answers<NetworkDetails>()),
  /** The addresses that it handed out, and who holds them. */
  'networks.leases': query(z.object({ id }), answers<readonly Lease[]>()),
  /** A subnet for a new network. */
  'networks.suggest': query(z.object({ hostId }), answers<NetworkSuggestion>()),
  /** Defines a network, and starts it as asked; takes it back when that fails. */
  'networks.create': command(newNetwork, answers<{ readonly networkId: NetworkId }>()),
  /** `stop` cuts its guests off; `delete` stops and forgets it. */
  'networks.act': command(z.object({ id, action: z.enum(['start', 'stop', 'delete']) })),
  'networks.setAutostart': command(z.object({ id, autostart: z.boolean() })),
  /** Changes what it is from its next start; what runs stays as it is until then. */
  'networks.redefine': command(z.object({ id, change: networkChange })),
  /** Takes a range of DHCP away, puts one there, or both: now and for the next start. */
  'networks.changeRange': command(
    z.object({ id, remove: dhcpRange.optional(), add: dhcpRange.optional() }),
  ),
  /** Takes a kept address away, puts one there, or both: now and for the next start. */
  'networks.changeLease': command(
    z.object({ id, remove: staticLease.optional(), add: staticLease.optional() }),
  ),
  /** Takes DNS names away, puts some there, or both: now and for the next start. */
  'networks.changeDnsHost': command(
    z.object({ id, remove: dnsHost.optional(), add: dnsHost.optional() }),
  ),
  /** Makes sure that the host has a network `default` that runs and starts with it. */
  'networks.fixDefault': command(z.object({ hostId }), answers<DefaultNetworkFix>()),
} as const
