import type { Network, NetworkSuggestion } from '../../src-preload/contract/network'

/** Where libvirt's own default network is, and where others look for room after it. */
const FIRST = 122
const COUNT = 254

/** The network part of an IPv4 address, as a number. */
const networkOf = (address: string, prefix: number): number => {
  const bits = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
  return Math.floor(bits / 2 ** (32 - prefix))
}

const overlaps = (a: { address: string; prefix: number }, b: typeof a): boolean => {
  const prefix = Math.min(a.prefix, b.prefix)
  return networkOf(a.address, prefix) === networkOf(b.address, prefix)
}

/** The subnets `192.168.N.0/24` that no network of the host is in, 122 first. */
export const freeSubnets = (networks: readonly Network[]): readonly NetworkSuggestion[] => {
  const taken = networks.flatMap(({ subnets }) => subnets.filter(({ family }) => family === 'ipv4'))
  return Array.from({ length: COUNT }, (_, step) => ((FIRST - 1 + step) % COUNT) + 1)
    .map((third) => ({
      address: `192.168.${third}.1`,
      prefix: 24,
      dhcp: { start: `192.168.${third}.2`, end: `192.168.${third}.254` },
    }))
    .filter((free) => !taken.some((subnet) => overlaps(free, subnet)))
}
