import { readFile } from 'node:fs/promises'
import { t } from '../../src-preload/language/t'
import { asAdministrator, bad, good, isHere, isSystem, type Check } from './patient'

const ID = 'firewall'
const CONFIGURATION = '/etc/libvirt/network.conf'

/** Since then libvirt can do without iptables, as major × 1,000 + minor. */
const NFTABLES_SINCE = 10_004

/** What carries NAT networks' traffic: what the administrator chose, else libvirt's own choice. */
const backendOf = async (libvirtVersion: string | undefined): Promise<'iptables' | 'nft'> => {
  const configuration = await readFile(CONFIGURATION, 'utf8').catch(() => '')
  const [, chosen] = /^\s*firewall_backend\s*=\s*"(iptables|nftables)"/m.exec(configuration) ?? []
  if (chosen !== undefined) return chosen === 'iptables' ? 'iptables' : 'nft'
  const [major = 0, minor = 0] = (libvirtVersion ?? '').split('.').map(Number)
  return major * 1000 + minor >= NFTABLES_SINCE ? 'nft' : 'iptables'
}

/** Whether NAT networks find the tool that their rules are written with. */
export const checkFirewall: Check = async (patient) => {
  if (!isHere(patient) || !isSystem(patient)) return []
  const { computer } = patient
  const said = await computer.outputOf('libvirtd', ['--version'])
  const [, version] = /(\d+\.\d+\.\d+)/.exec(said ?? '') ?? []
  const program = await backendOf(version)
  const path = await computer.find(program)
  if (path !== undefined)
    return [good(ID, t('NAT networks write their firewall rules with {path}.', { path }))]
  const name = program === 'nft' ? 'nftables' : 'iptables'
  return [
    bad(
      ID,
      t('{program} is not installed, so NAT networks do not start.', { program }),
      asAdministrator(['apt-get', 'install', '-y', name]),
    ),
  ]
}
