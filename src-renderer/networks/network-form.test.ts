import { describe, expect, it } from 'vitest'
import { emptyForm, formOf, readForm, type NetworkForm } from './network-form'
import { redefinitionOf } from './redefinition'

const suggestion = {
  address: '192.168.124.1',
  prefix: 24,
  dhcp: { start: '192.168.124.2', end: '192.168.124.254' },
}
const form = (change: Partial<NetworkForm>): NetworkForm => ({
  ...emptyForm(suggestion),
  name: 'lab <ü>',
  ...change,
})

it('makes a NAT network of what the host suggests', () => {
  expect(readForm(form({})).value).toEqual({
    name: 'lab <ü>',
    network: { mode: 'nat', subnets: [suggestion] },
  })
})

it('puts kept addresses into the subnet of their family', () => {
  const { value } = readForm(
    form({
      mode: 'isolated',
      device: 'eth0',
      domain: 'lab.example',
      ipv6: { address: 'fd00::1/64', start: '', end: '' },
      leases: '52:54:00:00:00:01 192.168.124.9 web\n00:01:02:03 fd00::9',
      dnsHosts: '192.168.124.9 web www',
    }),
  )
  expect(value?.network).toEqual({
    mode: 'isolated',
    domain: 'lab.example',
    subnets: [
      {
        ...suggestion,
        staticLeases: [{ mac: '52:54:00:00:00:01', ip: '192.168.124.9', name: 'web' }],
      },
      { address: 'fd00::1', prefix: 64, staticLeases: [{ duid: '00:01:02:03', ip: 'fd00::9' }] },
    ],
    dnsHosts: [{ ip: '192.168.124.9', names: ['web', 'www'] }],
  })
})

it('asks of a bridge and of macvtap only what they have', () => {
  expect(readForm(form({ mode: 'bridge', bridge: 'br0' })).value?.network).toEqual({
    mode: 'bridge',
    bridge: 'br0',
  })
  expect(readForm(form({ mode: 'macvtap', device: 'eth0' })).value?.network).toEqual({
    mode: 'macvtap',
    device: 'eth0',
    kind: 'bridge',
  })
})

it.each<[Partial<NetworkForm>, RegExp]>([
  [{ name: ' ' }, /^Name is missing/],
  [{ mode: 'bridge' }, /^Bridge is missing/],
  [{ mode: 'macvtap', device: 'a card' }, /^Card is no name of a network device/],
  [{ domain: 'a b' }, /^DNS domain is no host name/],
  [{ ipv4: { ...emptyForm(suggestion).ipv4, address: '192.168.124.1' } }, /^IPv4 prefix/],
  [{ ipv4: { ...emptyForm(suggestion).ipv4, address: 'somewhere/24' } }, /^IPv4 address/],
  [{ ipv4: { ...emptyForm(suggestion).ipv4, end: '' } }, /^IPv4/],
  [{ leases: '00:01:02:03 fd00::9' }, /IPv6 address of the host/],
])('says what is wrong with %j', (change, words) => {
  expect(readForm(form(change)).problem).toMatch(words)
})

describe('a network that is changed', () => {
  const before = formOf('lab', 'nat', {
    mode: 'nat',
    bridge: 'virbr7',
    device: 'eth0',
    natIpv6: true,
    subnets: [
      { family: 'ipv4', address: '10.0.0.1', prefix: 24, ranges: [] },
      { family: 'ipv6', address: 'fd00::1', prefix: 64, ranges: [] },
    ],
    staticLeases: [],
    dnsHosts: [],
  })

  it('asks for nothing where only lists differ', () => {
    expect(redefinitionOf(before, before)).toEqual({})
    expect(redefinitionOf(before, { ...before, dnsHosts: '10.0.0.9 web' })).toEqual({})
  })

  it.each<[Partial<NetworkForm>, object]>([
    [
      { bridge: ' ', domain: 'a.b', device: '' },
      { bridge: null, domain: 'a.b', device: null },
    ],
    [
      {
        ipv4: { address: '10.1.0.1/16', start: '', end: '' },
        ipv6: { ...before.ipv6, address: '' },
      },
      { ipv4: { address: '10.1.0.1', prefix: 16 }, ipv6: null },
    ],
    [{ natIpv6: false }, { natIpv6: false }],
    // What a mode has no field for is left to it.
    [{ mode: 'isolated', device: 'eth1', natIpv6: false }, { mode: 'isolated' }],
    [
      { mode: 'bridge', bridge: 'br0', domain: 'x', ipv4: { address: '', start: '', end: '' } },
      { mode: 'bridge', bridge: 'br0' },
    ],
    [
      { mode: 'macvtap', bridge: '' },
      { mode: 'macvtap', kind: 'bridge' },
    ],
  ])('asks for %j alone', (change, asked) => {
    expect(redefinitionOf(before, { ...before, ...change })).toEqual(asked)
  })
})
