import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Network } from '../../src-preload/contract/network'
import { networkRequest, type NetworkRequest } from '../../src-preload/contract/network-request'
import { remote } from '../libvirt'
import { startPrivateHosts } from '../testing/private-host'
import { until, type ServedHost } from '../testing/served-host'

// An unprivileged daemon may not make bridges: what runs behind NAT is tried on the test driver,
// what needs nothing of the kernel on the real one.
const { daemon, session, demo } = await startPrivateHosts()

const named = async (host: ServedHost, name: string): Promise<Network | undefined> =>
  (await host.services.networks.list(host.hostId)).find((network) => network.name === name)

const make = (host: ServedHost, name: string, network: NetworkRequest, start = false) =>
  host.services.networks.create({
    hostId: host.hostId,
    name,
    network: networkRequest.parse(network),
    start,
    autostart: false,
  })

const v4 = { address: '10.44.0.1', prefix: 24, dhcp: { start: '10.44.0.10', end: '10.44.0.99' } }

test.each<[string, NetworkRequest, Partial<Network>]>([
  [
    'nat',
    {
      mode: 'nat',
      device: 'eth7',
      bridge: 'virbr77',
      domain: 'lab.example',
      natIpv6: true,
      subnets: [
        { ...v4, staticLeases: [{ mac: '52:54:00:00:00:01', name: 'web', ip: '10.44.0.5' }] },
        { address: 'fd00:44::1', prefix: 64, dhcp: { start: 'fd00:44::10', end: 'fd00:44::99' } },
      ],
      dnsHosts: [{ ip: '10.44.0.5', names: ['web', 'www.lab.example'] }],
    },
    {
      mode: 'nat',
      device: 'eth7',
      bridge: 'virbr77',
      domain: 'lab.example',
      subnets: [
        {
          family: 'ipv4',
          address: '10.44.0.1',
          prefix: 24,
          ranges: [{ start: '10.44.0.10', end: '10.44.0.99' }],
        },
        {
          family: 'ipv6',
          address: 'fd00:44::1',
          prefix: 64,
          ranges: [{ start: 'fd00:44::10', end: 'fd00:44::99' }],
        },
      ],
    },
  ],
  ['route', { mode: 'route', device: 'eth7', subnets: [v4] }, { mode: 'route', device: 'eth7' }],
  ['open', { mode: 'open', subnets: [v4] }, { mode: 'open' }],
  ['isolated', { mode: 'isolated', subnets: [] }, { mode: 'isolated', subnets: [] }],
  ['bridge', { mode: 'bridge', bridge: 'br0' }, { mode: 'bridge', bridge: 'br0' }],
  ...(['bridge', 'private', 'vepa', 'passthrough'] as const).map(
    (kind): [string, NetworkRequest, Partial<Network>] => [
      `macvtap ${kind}`,
      { mode: 'macvtap', device: 'eth9', kind },
      { mode: 'macvtap', device: 'eth9' },
    ],
  ),
])('%s comes back from libvirt as it was asked for', async (name, request, facts) => {
  // The real daemon defines what it may not start; the test driver starts it.
  for (const host of [session, demo]) {
    const id = await make(host, name, request, host === demo)
    const network = await named(host, name)
    expect(network).toMatchObject({ id, name, persistent: true, active: host === demo, ...facts })
    await host.services.networks.act(id, 'delete')
    expect(await named(host, name)).toBeUndefined()
  }
})

test('a network that only names a bridge lives on the real daemon', async () => {
  const { networks } = session.services
  const id = await make(session, 'plain', { mode: 'bridge', bridge: 'br-none' }, true)
  expect(await named(session, 'plain')).toMatchObject({ active: true, autostart: false })
  await networks.setAutostart(id, true)
  expect(await named(session, 'plain')).toMatchObject({ autostart: true })
  await networks.act(id, 'stop')
  expect(await named(session, 'plain')).toMatchObject({ active: false })
  await networks.act(id, 'start')
  await networks.act(id, 'delete')
  expect(await named(session, 'plain')).toBeUndefined()
})

test('one that cannot start is not left behind, and the failure says why', async () => {
  const made = make(session, 'refused', { mode: 'nat', subnets: [v4] }, true)
  await expect(made).rejects.toMatchObject({ name: 'LibvirtError' })
  expect(await named(session, 'refused')).toBeUndefined()
})

test('what others do to networks shows by itself', async () => {
  const { services, hostId } = session
  await services.networks.list(hostId)
  let last: readonly Network[] = []
  const stop = services.networks.onDidChange(({ networks }) => {
    last = networks
  })
  const told = (active: boolean | undefined): Promise<void> =>
    vi.waitFor(
      () => expect(last.find(({ name }) => name === 'theirs')?.active).toBe(active),
      30_000,
    )
  const id = await make(session, 'theirs', { mode: 'bridge', bridge: 'br-none' })
  await told(false)
  await daemon.virsh('net-start', 'theirs')
  await told(true)
  await daemon.virsh('net-destroy', 'theirs')
  await told(false)
  await daemon.virsh('net-undefine', 'theirs')
  await told(undefined)
  expect(id).toContain(hostId)
  stop()
})

test('kept addresses and DNS names change by themselves, and a refusal changes nothing', async () => {
  const { networks } = session.services
  const web = { mac: '52:54:00:00:00:01', name: 'web', ip: '10.44.0.5' }
  const id = await make(session, 'leases', {
    mode: 'nat',
    subnets: [
      { address: 'fd00:44::1', prefix: 64 },
      { ...v4, staticLeases: [web] },
    ],
  })
  const kept = async () => (await networks.details(id)).staticLeases
  const db = { mac: '52:54:00:00:00:02', name: 'db', ip: '10.44.0.6' }
  await networks.changeLease({ id, add: db })
  expect(await kept()).toEqual([web, db])
  const moved = { ...db, ip: '10.44.0.7' }
  await networks.changeLease({ id, remove: db, add: moved })
  expect(await kept()).toEqual([web, moved])
  const clash = networks.changeLease({ id, remove: moved, add: { ...db, ip: web.ip } })
  await expect(clash).rejects.toMatchObject({ name: 'LibvirtError' })
  expect(await kept()).toEqual([web, moved])
  await networks.changeLease({ id, remove: web })
  expect(await kept()).toEqual([moved])

  const names = async () => (await networks.details(id)).dnsHosts
  const host = { ip: '10.44.0.5', names: ['a.example', 'b.example'] }
  await networks.changeDnsHost({ id, add: host })
  expect(await names()).toEqual([host])
  const renamed = { ip: '10.44.0.5', names: ['c.example'] }
  await networks.changeDnsHost({ id, remove: host, add: renamed })
  expect(await names()).toEqual([renamed])
  await networks.changeDnsHost({ id, remove: renamed })
  expect(await names()).toEqual([])
  await networks.act(id, 'delete')
})

test('what is handed out changes by itself, in each family, and a refusal changes nothing', async () => {
  const { networks } = session.services
  const six = { start: 'fd00:44::10', end: 'fd00:44::99' }
  const id = await make(session, 'ranges', {
    mode: 'nat',
    subnets: [{ address: 'fd00:44::1', prefix: 64, dhcp: six }, v4],
  })
  const ranges = async () => (await named(session, 'ranges'))?.subnets.map(({ ranges }) => ranges)
  const four = { start: '10.44.0.20', end: '10.44.0.49' }
  await networks.changeRange({ id, remove: v4.dhcp, add: four })
  expect(await ranges()).toEqual([[six], [four]])
  await networks.changeRange({ id, remove: six })
  expect(await ranges()).toEqual([[], [four]])
  const outside = { start: '10.55.0.20', end: '10.55.0.49' }
  await expect(networks.changeRange({ id, remove: four, add: outside })).rejects.toMatchObject({
    name: 'LibvirtError',
  })
  expect(await ranges()).toEqual([[], [four]])
  await networks.act(id, 'delete')
})

test('what a network is changes for its next start, and what no form knows stays', async () => {
  const { networks } = session.services
  const file = join(daemon.directory, 'grown.xml')
  writeFileSync(
    file,
    `<network xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'><name>grown</name>
      <forward mode='nat' dev='eth7'><nat ipv6='yes'><port start='2000' end='3000'/></nat></forward>
      <bridge name='virbr66' stp='on' delay='3'/><domain name='lab.example' localOnly='yes'/>
      <dns><forwarder addr='10.9.9.9'/><txt name='it' value='stays'/>
        <host ip='10.44.0.5'><hostname>web</hostname></host></dns>
      <ip address='10.44.0.1' netmask='255.255.255.0'><tftp root='/srv/tftp'/>
        <dhcp><range start='10.44.0.10' end='10.44.0.99'><lease expiry='2' unit='hours'/></range>
          <host mac='52:54:00:00:00:01' name='web' ip='10.44.0.5'/><bootp file='boot.img'/></dhcp></ip>
      <ip address='10.45.0.1' prefix='24'/>
      <portgroup name='fast' default='yes'/>
      <dnsmasq:options><dnsmasq:option value='log-queries'/></dnsmasq:options></network>`,
  )
  await daemon.virsh('net-define', file)
  const xmlOf = (): Promise<string> => daemon.virsh('net-dumpxml', 'grown', '--inactive')
  const before = await xmlOf()
  const id = (await named(session, 'grown'))?.id ?? ''

  await networks.redefine(id, { domain: 'new.example', bridge: 'virbr67' })
  expect(await xmlOf()).toBe(
    before.replace('lab.example', 'new.example').replace('virbr66', 'virbr67'),
  )
  await networks.redefine(id, { domain: 'lab.example', bridge: 'virbr66', dnsHosts: [] })
  const db = { mac: '52:54:00:00:00:02', name: 'db', ip: '10.44.0.6' }
  await networks.redefine(id, {
    mode: 'route',
    device: 'eth8',
    ipv4: { address: '10.44.0.2', prefix: 25 },
    ipv6: { address: 'fd00:44::1', prefix: 64 },
    ranges: [
      { start: '10.44.0.10', end: '10.44.0.99' },
      { start: 'fd00:44::10', end: 'fd00:44::99' },
    ],
    staticLeases: [db],
  })
  expect((await networks.details(id)).definition).toMatchObject({
    mode: 'route',
    device: 'eth8',
    bridge: 'virbr66',
    natIpv6: false,
    staticLeases: [db],
    dnsHosts: [],
    subnets: [
      { address: '10.44.0.2', prefix: 25, ranges: [{ start: '10.44.0.10', end: '10.44.0.99' }] },
      { address: '10.45.0.1', prefix: 24 },
      { address: 'fd00:44::1', ranges: [{ start: 'fd00:44::10', end: 'fd00:44::99' }] },
    ],
  })
  const routed = await xmlOf()
  for (const kept of [
    "delay='3'",
    "addr='10.9.9.9'",
    "value='stays'",
    "<tftp root='/srv/tftp'/>",
    "<lease expiry='2' unit='hours'/>",
    "file='boot.img'",
    "<portgroup name='fast' default='yes'",
    'log-queries',
  ]) {
    expect(routed).toContain(kept)
  }
  await expect(
    networks.redefine(id, { ipv4: { address: '10.99.0.1', prefix: 24 } }),
  ).rejects.toMatchObject({ name: 'LibvirtError' })
  expect(await xmlOf()).toBe(routed)

  await networks.redefine(id, { mode: 'macvtap', kind: 'vepa', device: 'eth9' })
  const { definition } = await networks.details(id)
  expect(definition).toMatchObject({ mode: 'macvtap', kind: 'vepa', device: 'eth9', subnets: [] })
  await networks.redefine(id, { mode: 'bridge', bridge: 'br-none' })
  await networks.act(id, 'start')
  expect(await named(session, 'grown')).toMatchObject({ active: true, mode: 'bridge' })
  // It runs: what is changed now waits.
  expect((await networks.details(id)).waits).toBe(false)
  await networks.redefine(id, { mode: 'isolated', bridge: 'virbr66', ipv4: v4 })
  expect(await named(session, 'grown')).toMatchObject({ mode: 'bridge', bridge: 'br-none' })
  expect(await networks.details(id)).toMatchObject({
    waits: true,
    definition: { mode: 'isolated', bridge: 'virbr66', subnets: [{ address: v4.address }] },
  })
  await networks.act(id, 'stop')
  expect(await named(session, 'grown')).toMatchObject({ mode: 'isolated', bridge: 'virbr66' })
  await networks.act(id, 'delete')
})

test('leases name the machine that holds them', async () => {
  const { services, hostId, connection } = session
  const { networks } = services
  const id = await make(session, 'leased', { mode: 'nat', bridge: 'virbr88', subnets: [v4] })
  // As the lease helper of a DHCP server writes it, which an unprivileged daemon can't run.
  const folder = join(daemon.directory, 'run/libvirt/dnsmasq/lib')
  mkdirSync(folder, { recursive: true })
  const expiry = Math.floor(Date.now() / 1000) + 3600
  const leases = [
    { 'ip-address': '10.44.0.20', 'mac-address': 'aa:bb:cc:dd:ee:ff', hostname: 'web' },
    { 'ip-address': '10.44.0.21', 'mac-address': 'aa:bb:cc:dd:ee:00' },
  ]
  writeFileSync(
    join(folder, 'virbr88.status'),
    JSON.stringify(leases.map((lease) => ({ ...lease, 'expiry-time': expiry }))),
  )
  const xml = `<domain type='qemu'><name>holder</name><memory>65536</memory><os><type>hvm</type></os>
    <devices><interface type='network'><mac address='AA:bb:cc:dd:ee:ff'/><source network='leased'/></interface></devices></domain>`
  const { dom } = await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const machineId = `${hostId}/${dom.uuid}`
  await until(() => services.inventory.get(machineId))
  expect(await networks.leases(id)).toEqual([
    {
      ip: '10.44.0.20',
      prefix: 24,
      mac: 'aa:bb:cc:dd:ee:ff',
      hostname: 'web',
      expiresAt: expiry * 1000,
      machineId,
    },
    { ip: '10.44.0.21', prefix: 24, mac: 'aa:bb:cc:dd:ee:00', expiresAt: expiry * 1000 },
  ])
  expect((await networks.details(id)).users).toEqual([machineId])
  await connection.call(remote.domainUndefineFlags, { dom, flags: 0 })
  await networks.act(id, 'delete')
})

test('the default network is brought back, whatever became of it', async () => {
  const { services, hostId } = demo
  const { networks } = services
  const fix = () => networks.fixDefault(hostId)
  const first = await named(demo, 'default')
  expect(await fix()).toEqual({ networkId: first?.id, done: 'nothing' })
  await networks.act(first?.id ?? '', 'stop')
  expect(await fix()).toEqual({ networkId: first?.id, done: 'started' })
  expect(await named(demo, 'default')).toMatchObject({ active: true, autostart: true })
  await networks.act(first?.id ?? '', 'delete')
  const taken = await make(demo, 'usual', {
    mode: 'nat',
    subnets: [{ address: '192.168.122.1', prefix: 24 }],
  })
  expect(await fix()).toMatchObject({ done: 'made' })
  expect(await named(demo, 'default')).toMatchObject({
    mode: 'nat',
    active: true,
    autostart: true,
    subnets: [
      {
        address: '192.168.123.1',
        prefix: 24,
        ranges: [{ start: '192.168.123.2', end: '192.168.123.254' }],
      },
    ],
  })
  expect(await fix()).toMatchObject({ done: 'nothing' })
  await networks.act(taken, 'delete')
})

test('a host that may not have it says so, and keeps no half of it', async () => {
  await expect(session.services.networks.fixDefault(session.hostId)).rejects.toMatchObject({
    name: 'LibvirtError',
  })
  expect(await named(session, 'default')).toBeUndefined()
})

const anyLine = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter(
    (text) =>
      /^[^\p{Cc}\p{Cs}/]+$/u.test(text) && text.trim() === text && !/[\ufffe\uffff]/.test(text),
  )

/** Letters and digits of any script. */
const anyName = anyLine.filter((text) => /^[\p{L}\p{M}\p{N}_.-]+$/u.test(text))

test('what is no host name is refused before it is sent', () => {
  for (const domain of ["a'b", 'a<b', 'a b', '-a', 'a&b', '']) {
    const request = { mode: 'isolated', domain, subnets: [] }
    expect([domain, networkRequest.safeParse(request).success]).toEqual([domain, false])
  }
})

test('names of any script come back as they went in', async () => {
  await fc.assert(
    fc.asyncProperty(anyLine, anyName, async (text, more) => {
      // Libvirt wants hosts to begin with a letter.
      const domain = `h${more}`
      const name = `${text}-${Math.random()}`
      const request = {
        mode: 'isolated',
        domain,
        subnets: [
          { ...v4, staticLeases: [{ mac: '52:54:00:00:00:01', name: domain, ip: v4.dhcp.start }] },
        ],
        dnsHosts: [{ ip: v4.dhcp.start, names: [domain] }],
      } as const
      const id = await make(demo, name, networkRequest.parse(request))
      expect(await named(demo, name)).toMatchObject({ name, domain })
      const { staticLeases, dnsHosts } = await demo.services.networks.details(id)
      expect(staticLeases).toMatchObject([{ name: domain }])
      expect(dnsHosts).toEqual(request.dnsHosts)
      await demo.services.networks.act(id, 'delete')
    }),
    { numRuns: 40 },
  )
})
