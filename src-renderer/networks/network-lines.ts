import type { z } from 'zod'
import type { DnsHost, NetworkSubnet, StaticLease } from '../../src-preload/contract/network'
import { dhcpRange, dnsHost, staticLease } from '../../src-preload/contract/network-request'
import { t } from '../../src-preload/language/t'
import { checkInput } from '../ui/check-input'

type Range = NetworkSubnet['ranges'][number]

/** What stands in lines of text, or what is wrong with one of them. */
export type Lines<T> =
  | { readonly value: readonly T[]; readonly problem: null }
  | { readonly value: null; readonly problem: string }

const readLines = <T>(
  text: string,
  what: string,
  schema: z.ZodType<T>,
  read: (words: readonly string[]) => unknown,
): Lines<T> => {
  const value: T[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const checked = checkInput(schema, read(line.trim().split(/\s+/)), () => undefined, '')
    if (checked.problem !== null) {
      return {
        value: null,
        problem: t('{what}, line {line}: {reason}', {
          what,
          line: index + 1,
          reason: checked.problem,
        }),
      }
    }
    value.push(checked.value)
  }
  return { value, problem: null }
}

/** `192.168.124.2 – 192.168.124.254`, one a line. */
export const readRanges = (text: string): Lines<Range> =>
  readLines(text.replace(/\s*[–-]\s*/g, ' '), 'DHCP', dhcpRange, ([start, end = start]) => ({
    start,
    end,
  }))

export const rangesAsText = (ranges: readonly Range[]): string =>
  ranges.map(({ start, end }) => `${start} – ${end}`).join('\n')

const mac = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i

/** For whom, which address, and a name, one a line: `52:54:00:00:00:01 192.168.124.9 web`. */
export const readStaticLeases = (text: string): Lines<StaticLease> =>
  readLines(text, t('Kept addresses'), staticLease, ([whose = '', ip, name]) => ({
    ...(mac.test(whose) ? { mac: whose } : whose === '-' ? {} : { duid: whose }),
    ip,
    ...(name !== undefined && { name }),
  }))

export const staticLeasesAsText = (leases: readonly StaticLease[]): string =>
  leases
    .map(({ mac, duid, ip, name }) => [mac ?? duid ?? '-', ip, ...(name ? [name] : [])].join(' '))
    .join('\n')

/** As in a hosts file: `192.168.124.9 web web.example`. */
export const readDnsHosts = (text: string): Lines<DnsHost> =>
  readLines(text, t('DNS names'), dnsHost, ([ip, ...names]) => ({ ip, names }))

export const dnsHostsAsText = (hosts: readonly DnsHost[]): string =>
  hosts.map(({ ip, names }) => [ip, ...names].join(' ')).join('\n')

/** What has to go and what has to come, in pairs, so that one list becomes the other. */
export const changesBetween = <T>(
  before: readonly T[],
  after: readonly T[],
): readonly { readonly remove?: T; readonly add?: T }[] => {
  const key = (item: T): string => JSON.stringify(item)
  const old = new Set(before.map(key))
  const wanted = new Set(after.map(key))
  const removed = before.filter((item) => !wanted.has(key(item)))
  const added = after.filter((item) => !old.has(key(item)))
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, index) => ({
    ...(removed[index] !== undefined && { remove: removed[index] }),
    ...(added[index] !== undefined && { add: added[index] }),
  }))
}
