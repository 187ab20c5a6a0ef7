import { objectName } from '../../src-preload/contract/calls/texts'
import type { NetworkDefinition, NetworkSuggestion } from '../../src-preload/contract/network'
import { networkRequest, type NetworkRequest } from '../../src-preload/contract/network-request'
import { t } from '../../src-preload/language/t'
import { checkInput } from '../ui/check-input'
import { dnsHostsAsText, readDnsHosts, readStaticLeases, staticLeasesAsText } from './network-lines'
import { subnetWords } from './network-words'

export type NewMode = NetworkRequest['mode']

/** A subnet as it is filled in; without an address there is none. */
export interface SubnetForm {
  /** The host's own address there, and how long the prefix is: `192.168.124.1/24`. */
  readonly address: string
  /** First and last address of DHCP; both empty for none. */
  readonly start: string
  readonly end: string
}

/** What the person has filled in. */
export interface NetworkForm {
  readonly name: string
  readonly mode: NewMode
  readonly ipv4: SubnetForm
  readonly ipv6: SubnetForm
  readonly device: string
  readonly bridge: string
  readonly domain: string
  readonly leases: string
  readonly dnsHosts: string
  readonly kind: (typeof sharingKinds)[number]
  readonly natIpv6: boolean
}

export const sharingKinds = ['bridge', 'private', 'vepa', 'passthrough'] as const

const kindOf = (kind: string | undefined): NetworkForm['kind'] =>
  sharingKinds.find((known) => known === kind) ?? 'bridge'

const noSubnet: SubnetForm = { address: '', start: '', end: '' }

/** With the subnet that is free on the host. */
export const emptyForm = (suggestion: NetworkSuggestion | null): NetworkForm => ({
  name: '',
  mode: 'nat',
  ipv4:
    suggestion === null
      ? noSubnet
      : { address: `${suggestion.address}/${suggestion.prefix}`, ...suggestion.dhcp },
  ipv6: noSubnet,
  device: '',
  bridge: '',
  domain: '',
  leases: '',
  dnsHosts: '',
  kind: 'bridge',
  natIpv6: false,
})

/** What a network is defined to be, to be changed; a mode that no form makes is none of its. */
export const formOf = (name: string, mode: NewMode, definition: NetworkDefinition): NetworkForm => {
  const subnet = (family: 'ipv4' | 'ipv6'): SubnetForm => {
    const first = definition.subnets.find((candidate) => candidate.family === family)
    return first === undefined ? noSubnet : { ...noSubnet, address: subnetWords(first) }
  }
  return {
    name,
    mode,
    ipv4: subnet('ipv4'),
    ipv6: subnet('ipv6'),
    device: definition.device ?? '',
    bridge: definition.bridge ?? '',
    domain: definition.domain ?? '',
    leases: staticLeasesAsText(definition.staticLeases),
    dnsHosts: dnsHostsAsText(definition.dnsHosts),
    kind: kindOf(definition.kind),
    natIpv6: definition.natIpv6,
  }
}

const given = (text: string): string | undefined => text.trim() || undefined

const subnetOf = ({ address, start, end }: SubnetForm, staticLeases: readonly unknown[]) => {
  const [host, prefix] = address.trim().split('/')
  const range = { start: given(start), end: given(end) }
  return {
    address: host,
    prefix: Number(prefix),
    ...((range.start ?? range.end) !== undefined && { dhcp: range }),
    ...(staticLeases.length > 0 && { staticLeases }),
  }
}

type Read =
  | { value: { name: string; network: NetworkRequest }; problem: null }
  | {
      value: null
      problem: string
    }

/** Which of the fields a part of the request comes from. */
const labelsOf = (hasIpv4: boolean): Readonly<Record<string, string>> => ({
  device: t('Card'),
  bridge: t('Bridge'),
  domain: t('DNS domain'),
  'subnets.0': hasIpv4 ? 'IPv4' : 'IPv6',
  'subnets.1': 'IPv6',
  'subnets.0.address': hasIpv4 ? t('IPv4 address') : t('IPv6 address'),
  'subnets.0.prefix': hasIpv4 ? t('IPv4 prefix') : t('IPv6 prefix'),
  'subnets.1.address': t('IPv6 address'),
  'subnets.1.prefix': t('IPv6 prefix'),
})

const subnetted = (form: NetworkForm): { value: unknown; problem: string | null } => {
  const leases = readStaticLeases(form.leases)
  const dnsHosts = readDnsHosts(form.dnsHosts)
  const problem = leases.problem ?? dnsHosts.problem
  if (leases.value === null || dnsHosts.value === null) return { value: null, problem }
  const kept = { ipv4: leases.value.filter(({ ip }) => !ip.includes(':')), ipv6: leases.value }
  const isGiven = ({ address }: SubnetForm): boolean => address.trim() !== ''
  const missing = [
    ...(!isGiven(form.ipv4) && kept.ipv4.length > 0 ? ['IPv4'] : []),
    ...(!isGiven(form.ipv6) && kept.ipv6.length > kept.ipv4.length ? ['IPv6'] : []),
  ]
  if (missing[0] !== undefined) {
    return {
      value: null,
      problem: t('Kept addresses need an {family} address of the host', { family: missing[0] }),
    }
  }
  const value = {
    mode: form.mode,
    device: form.mode === 'isolated' ? undefined : given(form.device),
    bridge: given(form.bridge),
    domain: given(form.domain),
    subnets: [
      ...(isGiven(form.ipv4) ? [subnetOf(form.ipv4, kept.ipv4)] : []),
      ...(isGiven(form.ipv6)
        ? [
            subnetOf(
              form.ipv6,
              leases.value.filter(({ ip }) => ip.includes(':')),
            ),
          ]
        : []),
    ],
    ...(dnsHosts.value.length > 0 && { dnsHosts: dnsHosts.value }),
    ...(form.mode === 'nat' && form.natIpv6 && { natIpv6: true }),
  }
  return { value, problem: null }
}

const candidateOf = (form: NetworkForm): { value: unknown; problem: string | null } => {
  const { mode, bridge, device, kind } = form
  if (mode === 'bridge') return { value: { mode, bridge: given(bridge) }, problem: null }
  if (mode === 'macvtap') return { value: { mode, device: given(device), kind }, problem: null }
  return subnetted(form)
}

/** What is asked of the host, or what stands against it in the person's words. */
export const readForm = (form: NetworkForm): Read => {
  const name = checkInput(objectName, form.name.trim(), () => undefined, t('Name'))
  if (name.problem !== null) return { value: null, problem: name.problem }
  const candidate = candidateOf(form)
  if (candidate.problem !== null) return { value: null, problem: candidate.problem }
  const labels = labelsOf(form.ipv4.address.trim() !== '')
  const network = checkInput(networkRequest, candidate.value, (path) => labels[path])
  if (network.problem !== null) return { value: null, problem: network.problem }
  return { value: { name: name.value, network: network.value }, problem: null }
}
