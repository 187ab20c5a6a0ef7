import type { CallInput } from '../../src-preload/contract'
import type { DnsHost, NetworkId, StaticLease } from '../../src-preload/contract/network'
import { call } from '../bridge/call'
import { changesBetween } from './network-lines'

type ChangeCall = 'networks.changeRange' | 'networks.changeLease' | 'networks.changeDnsHost'
type Change<N extends ChangeCall> = Omit<CallInput<N>, 'id'>

/** What of a network can be changed while it runs. */
interface Changeable {
  readonly ranges: readonly { readonly start: string; readonly end: string }[]
  readonly leases: readonly StaticLease[]
  readonly dnsHosts: readonly DnsHost[]
}

interface Plan {
  readonly ranges: readonly Change<'networks.changeRange'>[]
  readonly leases: readonly Change<'networks.changeLease'>[]
  readonly dnsHosts: readonly Change<'networks.changeDnsHost'>[]
}

export const planOf = (before: Changeable, after: Changeable): Plan => ({
  ranges: changesBetween(before.ranges, after.ranges),
  leases: changesBetween(before.leases, after.leases),
  dnsHosts: changesBetween(
    before.dnsHosts.map(({ ip, names }) => ({ ip, names: [...names] })),
    after.dnsHosts.map(({ ip, names }) => ({ ip, names: [...names] })),
  ),
})

/**
 * Changes a network step by step; the first step that is refused ends it.
 *
 * @throws FailureError
 */
export const changeNetwork = async (
  id: NetworkId,
  { ranges, leases, dnsHosts }: Plan,
): Promise<void> => {
  for (const change of ranges) await call('networks.changeRange', { id, ...change })
  for (const change of leases) await call('networks.changeLease', { id, ...change })
  for (const change of dnsHosts) await call('networks.changeDnsHost', { id, ...change })
}
