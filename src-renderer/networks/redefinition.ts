import type { NetworkChange } from '../../src-preload/contract/network-request'
import type { NetworkForm } from './network-form'
import { isSubnetted } from './network-words'

const given = (text: string): string | null => text.trim() || null

const subnetOf = (address: string): { address: string; prefix: number } | null => {
  const [host = '', prefix] = address.trim().split('/')
  return host === '' ? null : { address: host, prefix: Number(prefix) }
}

/** What of a network was changed in the form that holds from its next start only. */
export const redefinitionOf = (before: NetworkForm, after: NetworkForm): NetworkChange => {
  const differs = (part: keyof NetworkForm): boolean => after[part] !== before[part]
  const { mode, kind } = after
  const hasSubnets = isSubnetted(mode)
  const moved = (family: 'ipv4' | 'ipv6'): boolean =>
    hasSubnets && after[family].address.trim() !== before[family].address
  return {
    ...(differs('mode') && { mode }),
    ...(mode === 'macvtap' && (differs('mode') || differs('kind')) && { kind }),
    ...(mode !== 'bridge' &&
      mode !== 'isolated' &&
      differs('device') && { device: given(after.device) }),
    ...(mode !== 'macvtap' && differs('bridge') && { bridge: given(after.bridge) }),
    ...(hasSubnets && differs('domain') && { domain: given(after.domain) }),
    ...(mode === 'nat' && differs('natIpv6') && { natIpv6: after.natIpv6 }),
    ...(moved('ipv4') && { ipv4: subnetOf(after.ipv4.address) }),
    ...(moved('ipv6') && { ipv6: subnetOf(after.ipv6.address) }),
  }
}
