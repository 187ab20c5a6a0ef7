import { describe, expect, it } from 'vitest'
import {
  changesBetween,
  dnsHostsAsText,
  rangesAsText,
  readDnsHosts,
  readRanges,
  readStaticLeases,
  staticLeasesAsText,
} from './network-lines'

describe('lines of a network', () => {
  it('come back as they were written', () => {
    const ranges = [
      { start: '10.0.0.2', end: '10.0.0.9' },
      { start: 'fd00::10', end: 'fd00::99' },
    ]
    expect(readRanges(rangesAsText(ranges))).toEqual({ value: ranges, problem: null })
    const leases = [
      { mac: '52:54:00:00:00:01', ip: '10.0.0.3', name: 'wéb' },
      { duid: '00:01:00:01:aa:bb:cc:dd:ee:ff', ip: 'fd00::3' },
      { ip: '10.0.0.4', name: 'db' },
    ]
    expect(readStaticLeases(staticLeasesAsText(leases))).toEqual({ value: leases, problem: null })
    const hosts = [{ ip: '10.0.0.3', names: ['web', 'www.lab.example'] }]
    expect(readDnsHosts(dnsHostsAsText(hosts))).toEqual({ value: hosts, problem: null })
  })

  it('may be apart by any space, with empty ones between them', () => {
    expect(readRanges('\n 10.0.0.2-10.0.0.9 \n\n10.0.0.20   10.0.0.29\n').value).toEqual([
      { start: '10.0.0.2', end: '10.0.0.9' },
      { start: '10.0.0.20', end: '10.0.0.29' },
    ])
  })

  it.each([
    [readRanges('10.0.0.2 – 10.0.0'), /^DHCP, line 1: /],
    [
      readStaticLeases('52:54:00:00:00:01 10.0.0.3\n52:54:00:00:00:02'),
      /^Kept addresses, line 2: /,
    ],
    [readStaticLeases('- 10.0.0.3'), /line 1: does not say whose it is/],
    [readDnsHosts('10.0.0.3'), /^DNS names, line 1: is missing/],
    [readDnsHosts("10.0.0.3 a'b"), /line 1: is no host name/],
  ])('say which one is wrong', ({ problem }, words) => {
    expect(problem).toMatch(words)
  })
})

it('pairs what goes with what comes', () => {
  expect(changesBetween(['a', 'b', 'c'], ['b', 'x', 'c', 'y'])).toEqual([
    { remove: 'a', add: 'x' },
    { add: 'y' },
  ])
  expect(changesBetween(['a', 'b'], [])).toEqual([{ remove: 'a' }, { remove: 'b' }])
  expect(changesBetween(['a'], ['a'])).toEqual([])
})
