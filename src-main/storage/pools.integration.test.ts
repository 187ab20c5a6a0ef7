import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import type { Element } from 'slimdom'
import { expect, test, vi } from 'vitest'
import type { PoolRequest } from '../../src-preload/contract/pool-request'
import { poolRequest } from '../../src-preload/contract/pool-request'
import type { Pool } from '../../src-preload/contract/storage'
import { remote } from '../libvirt'
import { startPrivateHosts } from '../testing/private-host'
import { until, type ServedHost } from '../testing/served-host'
import { parseXml } from '../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../xml/select-elements'
import { poolXml } from './pool-xml'

const { daemon, session, demo } = await startPrivateHosts()

const named = async (host: ServedHost, name: string): Promise<Pool | undefined> =>
  (await host.services.storage.pools.list(host.hostId)).find((pool) => pool.name === name)

const requests: readonly PoolRequest[] = [
  { type: 'dir', path: '/srv/a', permissions: { mode: '0755', owner: 12, group: 34 } },
  { type: 'fs', device: '/dev/sdx1', format: 'ext4', path: '/srv/b' },
  {
    type: 'netfs',
    server: { name: 'nas.example' },
    directory: '/export/x',
    format: 'nfs',
    protocolVersion: '4.2',
    path: '/srv/c',
  },
  { type: 'logical', group: 'vg-guests', devices: ['/dev/sdy', '/dev/sdz'] },
  { type: 'disk', device: '/dev/sdw', format: 'gpt' },
  {
    type: 'iscsi',
    server: { name: 'san.example', port: 3261 },
    target: 'iqn.2026-01.example:one',
    initiator: 'iqn.2026-01.example:me',
    login: { username: 'me', secret: { usage: 'san' } },
  },
  {
    type: 'iscsi-direct',
    server: { name: 'san.example' },
    target: 'iqn.2026-01.example:two',
    initiator: 'iqn.2026-01.example:me',
  },
  { type: 'scsi', adapter: { kind: 'scsi', name: 'scsi_host3' } },
  {
    type: 'scsi',
    adapter: { kind: 'fibreChannel', wwnn: '20000000c9831b4b', wwpn: '10000000c9831b4b' },
  },
  { type: 'mpath' },
  {
    type: 'rbd',
    pool: 'images',
    monitors: [{ name: 'ceph1', port: 6789 }, { name: 'ceph2' }],
    login: { username: 'admin', secret: { uuid: '2ec115d7-3a88-3ceb-bc12-0ac909a6fd87' } },
  },
  { type: 'sheepdog', server: { name: 'localhost', port: 7000 }, cluster: 'c1' },
  { type: 'gluster', server: { name: 'gl.example' }, volume: 'v1', directory: '/sub' },
  { type: 'zfs', pool: 'tank', devices: ['/dev/sdv'] },
  { type: 'vstorage', cluster: 'stor1', path: '/srv/v' },
]

/** What a pool's XML says, as far as requests can say it. */
const facts = (pool: Element): object => {
  const source = find(pool, 'source')
  const all = (child: string, attribute: string): (string | null)[] =>
    source ? children(source, child).map((element) => element.getAttribute(attribute)) : []
  const texts = ['source/name', 'target/path', 'target/permissions/mode'].map((path) => [
    path,
    textOf(pool, path),
  ])
  const attributes = (
    [
      ['source/format', 'type'],
      ['source/dir', 'path'],
      ['source/protocol', 'ver'],
      ['source/initiator/iqn', 'name'],
      ['source/auth', 'username'],
      ['source/auth/secret', 'usage'],
      ['source/auth/secret', 'uuid'],
      ['source/adapter', 'name'],
      ['source/adapter', 'wwpn'],
    ] as const
  ).map(([path, name]) => [`${path}/@${name}`, attributeOf(pool, path, name)])
  const said = [...texts, ...attributes].filter(([, value]) => value !== undefined)
  return {
    ...Object.fromEntries(said),
    hosts: all('host', 'name'),
    ports: all('host', 'port'),
    devices: all('device', 'path'),
  }
}

test('the table of test requests has every type of pool', () => {
  const types = poolRequest.options.map(({ shape }) => shape.type.value)
  expect(new Set(requests.map(({ type }) => type))).toEqual(new Set(types))
})

test.each(requests)(
  'libvirt takes a definition of type $type, and keeps all of it',
  async (made) => {
    const name = `all-${made.type}`
    const { services, hostId, connection, done } = demo
    const request = {
      hostId,
      name,
      pool: made,
      build: false,
      overwrite: false,
      start: false,
      autostart: false,
    }
    await done(services.storage.jobs.createPool(request))
    const pool = await named(demo, name)
    expect(pool).toMatchObject({ name, type: made.type, state: 'inactive', persistent: true })
    const kept = parseXml(await services.storage.pools.xml(pool?.id ?? ''))
    const sent = parseXml(poolXml(name, made))
    // Whatever was asked for is in what libvirt has made of it, which may have more.
    expect(facts(kept)).toMatchObject(facts(sent))
    const { pool: ref } = await connection.call(remote.storagePoolLookupByName, { name })
    await connection.call(remote.storagePoolUndefine, { pool: ref })
  },
)

/** Any text in one line that XML can carry, as people of all scripts write it. */
const anyLine = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter(
    (text) =>
      /^[^\p{Cc}\p{Cs}/]+$/u.test(text) && text.trim() === text && !/[\ufffe\uffff]/.test(text),
  )

test('names and paths of any script come back as they went in', async () => {
  const { services, hostId, connection } = demo
  await fc.assert(
    fc.asyncProperty(anyLine, anyLine, async (name, folder) => {
      const unique = `${name}-${Math.random()}`
      const path = `/srv/${folder}`
      await services.storage.pools.create({
        hostId,
        name: unique,
        pool: { type: 'netfs', server: { name: folder }, directory: path, path },
        build: false,
        overwrite: false,
        start: false,
        autostart: false,
      })
      const { pool } = await connection.call(remote.storagePoolLookupByName, { name: unique })
      const { xml } = await connection.call(remote.storagePoolGetXmlDesc, { pool, flags: 0 })
      await connection.call(remote.storagePoolUndefine, { pool })
      const kept = parseXml(xml)
      expect(find(kept, 'name')?.textContent).toBe(unique)
      expect(attributeOf(kept, 'source/host', 'name')).toBe(folder)
      expect(attributeOf(kept, 'source/dir', 'path')).toBe(path)
      expect(find(kept, 'target/path')?.textContent).toBe(path)
    }),
    { numRuns: 60 },
  )
})

test('what XML cannot carry is refused before anything is sent', async () => {
  const { services, hostId } = demo
  const request = {
    hostId,
    name: 'a\u0001b',
    pool: { type: 'mpath' },
    build: false,
    overwrite: false,
    start: false,
    autostart: false,
  } as const
  await expect(services.storage.pools.create(request)).rejects.toMatchObject({ code: 'invalid' })
})

test('a directory pool lives: made, built, started, stopped, deleted, forgotten', async () => {
  const { services, hostId, done } = session
  const { pools, jobs } = services.storage
  const path = join(daemon.directory, 'home/life')
  const name = 'life & <death>'
  await done(
    jobs.createPool({
      hostId,
      name,
      pool: { type: 'dir', path },
      build: true,
      overwrite: false,
      start: true,
      autostart: true,
    }),
  )
  const made = await named(session, name)
  expect(made).toMatchObject({ type: 'dir', state: 'running', autostart: true, target: path })
  expect(made?.capacity).toBeGreaterThan(0)
  const id = made?.id ?? ''
  await pools.setAutostart(id, false)
  for (const action of ['refresh', 'stop', 'start', 'stop', 'delete', 'undefine'] as const) {
    await done(await jobs.actOnPool({ id, action }))
  }
  expect(await named(session, name)).toBeUndefined()
  expect(existsSync(path)).toBe(false)
})

test('what others do to pools shows by itself', async () => {
  const { services, hostId } = session
  const seen: (readonly [string, string])[][] = []
  await services.storage.pools.list(hostId)
  const stop = services.storage.pools.onDidChange(({ pools }) =>
    seen.push(pools.map(({ name, state }) => [name, state] as const)),
  )
  const told = (name: string, state: string | undefined): Promise<void> =>
    vi.waitFor(() => expect(new Map(seen.at(-1)).get(name)).toBe(state), 30_000)
  await daemon.virsh('pool-define-as', 'theirs', 'dir', '--target', join(daemon.directory, 'home'))
  await told('theirs', 'inactive')
  await daemon.virsh('pool-start', 'theirs')
  await told('theirs', 'running')
  await daemon.virsh('pool-destroy', 'theirs')
  await told('theirs', 'inactive')
  await daemon.virsh('pool-undefine', 'theirs')
  await told('theirs', undefined)
  stop()
})

test('after the daemon was away the list is followed again without being asked for', async () => {
  const { services, hostId } = session
  const path = join(daemon.directory, 'home')
  await services.storage.pools.create({
    hostId,
    name: 'comes back',
    pool: { type: 'dir', path },
    build: false,
    overwrite: false,
    start: true,
    autostart: false,
  })
  expect(await named(session, 'comes back')).toMatchObject({ state: 'running' })
  let last: string | undefined
  const stop = services.storage.pools.onDidChange(({ pools }) => {
    last = pools.find(({ name }) => name === 'comes back')?.state
  })
  await daemon.restart()
  await until(() =>
    [session, demo].every((host) => host.services.hosts.hosts[0]?.state === 'connected'),
  )
  await daemon.virsh('pool-destroy', 'comes back')
  await vi.waitFor(() => expect(last).toBe('inactive'), 30_000)
  stop()
  await daemon.virsh('pool-undefine', 'comes back')
})

test('a pool that cannot start is not left behind, and the failure says why', async () => {
  const { services, hostId, ended } = session
  const job = await ended(
    services.storage.jobs.createPool({
      hostId,
      name: 'nowhere',
      pool: { type: 'dir', path: '/nonexistent/deep' },
      build: false,
      overwrite: false,
      start: true,
      autostart: false,
    }),
  )
  expect(job).toMatchObject({
    state: 'failed',
    failure: { message: 'Could not make the pool nowhere' },
  })
  expect(job.failure?.cause?.text).toContain('/nonexistent/deep')
  expect(await named(session, 'nowhere')).toBeUndefined()
})

test('a name that is taken is refused, and its pool stays as it was', async () => {
  const { services, hostId, ended } = demo
  const before = await named(demo, 'default-pool')
  const job = await ended(
    services.storage.jobs.createPool({
      hostId,
      name: 'default-pool',
      pool: { type: 'mpath' },
      build: false,
      overwrite: false,
      start: false,
      autostart: false,
    }),
  )
  expect(job.failure).toMatchObject({ code: 'in-use' })
  expect(await named(demo, 'default-pool')).toEqual(before)
})

test('a host tells which types it can have', async () => {
  const types = await session.services.storage.pools.types(session.hostId)
  expect(types).toContainEqual({ type: 'dir', supported: true })
  expect(types.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['netfs', 'logical', 'rbd', 'zfs']),
  )
})
