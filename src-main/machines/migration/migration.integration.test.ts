import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { chmod, mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { guestXml, secondLine, writeBootDisk } from '../../libvirt/testing/boot-sector-guest'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { migrateMany } from './migrate-many'
import { serveHost, until, type ServedHost } from '../../testing/served-host'

let here: PrivateDaemon
let there: PrivateDaemon
let host: ServedHost
let thereId: string

beforeAll(async () => {
  here = await startPrivateDaemon()
  there = await startPrivateDaemon({
    config: 'host_uuid = "4f1e8d1a-2b1c-4d75-9b6c-777777777777"\n',
  })
  host = await serveHost(here.uri())
  host.services.open([there.uri()])
  const connected = await until(() =>
    host.services.hosts.hosts.find(
      ({ uri, state }) => uri === there.uri() && state === 'connected',
    ),
  )
  thereId = connected.id
  for (const daemon of [here, there]) {
    const folder = join(daemon.directory, 'home/images')
    await mkdir(folder, { recursive: true })
    await chmod(folder, 0o777)
    await daemon.give(folder)
    await daemon.virsh('pool-create-as', 'images', 'dir', '--target', folder)
  }
})

afterAll(async () => {
  await host.close()
  await there.dispose()
  await here.dispose()
})

afterEach(async () => {
  for (const daemon of [here, there]) {
    for (const name of (await daemon.virsh('list', '--name')).split('\n').filter(Boolean)) {
      await daemon.virsh('destroy', name)
    }
    for (const name of (await daemon.virsh('list', '--all', '--name'))
      .split('\n')
      .filter(Boolean)) {
      await daemon.virsh('undefine', name)
    }
    for (const line of (await daemon.virsh('vol-list', 'images')).split('\n').filter(Boolean)) {
      await daemon.virsh('vol-delete', line.trim().split(/\s+/)[0] ?? '', '--pool', 'images')
    }
  }
})

const at = (daemon: PrivateDaemon, name: string): string =>
  join(daemon.directory, 'home/images', name)

const saidBy = (name: string): string => join(here.directory, 'home', `${name}.said`)

/** Defines and starts a guest that never rests; answers its id here. */
const start = async (name: string, program: 'busy' | 'tick' = 'tick'): Promise<MachineId> => {
  const id = await define(name, program)
  await here.virsh('start', name)
  await until(() => host.services.inventory.get(id)?.state === 'running')
  // A guest that is still about to boot writes too little.
  await until(() => program !== 'busy' || readFileSync(saidBy(name), 'utf8') === '!')
  return id
}

const define = async (name: string, program: 'busy' | 'tick' = 'tick'): Promise<MachineId> => {
  const disk = at(here, `${name}.img`)
  await writeBootDisk(disk, program)
  // Behind what boots, so that a copy can be told from an empty disk.
  const file = await open(disk, 'r+')
  await file.write(randomBytes(4096), 0, 4096, 512 * 1024)
  await file.close()
  await here.give(disk)
  await here.virsh('pool-refresh', 'images')
  const xml = guestXml(name, disk, secondLine(saidBy(name)))
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id))
  return id
}

const asking = (id: MachineId, more: Partial<MigrationRequest> = {}): MigrationRequest => ({
  id,
  destination: thereId,
  way: 'direct',
  storage: 'copy',
  pool: 'images',
  isTemporary: false,
  postCopy: false,
  autoConverge: false,
  unsafe: false,
  address: '127.0.0.1',
  peerUri: null,
  maxDowntime: null,
  bandwidth: null,
  ...more,
})

const migrate = async (request: MigrationRequest) =>
  host.done(await host.services.migration.start(request))

/** Where virsh sees the machine, on either side. */
const states = async (name: string): Promise<string[]> =>
  await Promise.all(
    [here, there].map((daemon) =>
      daemon.virsh('domstate', name).then(
        (state) => state.trim(),
        () => 'absent',
      ),
    ),
  )

test('a running machine moves with its disk, and the history says so', async () => {
  const id = await start('nomad')
  await here.virsh('autostart', 'nomad')
  const before = await here.runAs('sha256sum', at(here, 'nomad.img'))
  const job = await migrate(asking(id))
  expect(job.note).toContain('It is on')
  expect(job.virshLine).toContain('--copy-storage-all')
  expect(await states('nomad')).toEqual(['absent', 'running'])
  expect(host.services.inventory.get(id)).toBeUndefined()
  expect(await there.virsh('dumpxml', 'nomad')).toContain(at(there, 'nomad.img'))
  expect(await there.virsh('dumpxml', 'nomad', '--inactive')).toContain(at(there, 'nomad.img'))
  expect(await there.virsh('list', '--all', '--autostart', '--name')).toContain('nomad')
  await there.virsh('destroy', 'nomad')
  const after = await there.runAs('sha256sum', at(there, 'nomad.img'))
  expect(after.slice(0, 64)).toBe(before.slice(0, 64))
  const told = await host.services.timeline.search({ text: 'nomad', limit: 20 })
  expect(told).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ hostId: host.hostId, text: 'Migrated away', askedBy: 'here' }),
      expect.objectContaining({ hostId: thereId, text: 'Migrated here', askedBy: 'here' }),
    ]),
  )
})

test('a machine that is off moves with what is on its disk', async () => {
  const id = await define('still')
  const before = await here.runAs('sha256sum', at(here, 'still.img'))
  const job = await migrate(asking(id))
  expect(job.virshLine).toContain('--offline')
  expect(await states('still')).toEqual(['absent', 'shut off'])
  const after = await there.runAs('sha256sum', at(there, 'still.img'))
  expect(after.slice(0, 64)).toBe(before.slice(0, 64))
  await there.virsh('start', 'still')
})

test('the source’s own daemon can lead it', async () => {
  const id = await start('peer')
  const job = await migrate(asking(id, { way: 'peerToPeer' }))
  expect(job.virshLine).toContain('--p2p')
  expect(await states('peer')).toEqual(['absent', 'running'])
})

test('shared disks that libvirt does not trust are refused, unless somebody vouches', async () => {
  const id = await start('shared')
  const shared = asking(id, { storage: 'shared', pool: null })
  const plan = await host.services.migration.plan(shared)
  expect(plan.checks[0]).toMatchObject({ about: 'Disk hda', verdict: 'stops' })
  await expect(host.services.migration.start(shared)).rejects.toMatchObject({
    cause: { code: 'wrong-state' },
  })
  const vouched = { ...shared, unsafe: true }
  expect((await host.services.migration.plan(vouched)).checks[0]?.verdict).toBe('warns')
  await migrate(vouched)
  expect(await states('shared')).toEqual(['absent', 'running'])
  expect(await there.virsh('dumpxml', 'shared')).toContain(at(here, 'shared.img'))
})

test('one that keeps its definition here is there only while it runs', async () => {
  const id = await start('guest')
  await migrate(asking(id, { isTemporary: true }))
  expect(await states('guest')).toEqual(['shut off', 'running'])
  await there.virsh('destroy', 'guest')
  expect(await states('guest')).toEqual(['shut off', 'absent'])
})

test('a name that is taken, and a host that is the same, stop it beforehand', async () => {
  const id = await start('taken')
  const file = join(there.directory, 'taken.xml')
  await writeFile(
    file,
    `<domain type='qemu'><name>taken</name><memory unit='MiB'>16</memory><os><type>hvm</type></os></domain>`,
  )
  await there.virsh('define', file)
  const { checks } = await host.services.migration.plan(asking(id))
  expect(checks[0]).toMatchObject({ about: 'Name', verdict: 'stops' })
  await expect(host.services.migration.start(asking(id))).rejects.toMatchObject({
    cause: { message: expect.stringContaining('Another machine is called taken') as string },
  })
  expect(await states('taken')).toEqual(['running', 'shut off'])
  expect(await there.virsh('vol-list', 'images')).not.toContain('taken')
})

test('one that is cancelled stays, and leaves nothing behind', async () => {
  const id = await start('busy', 'busy')
  const { jobId } = await host.services.migration.start(
    asking(id, { bandwidth: 1, maxDowntime: 1 }),
  )
  await until(() => (host.services.migration.progress(id)?.round ?? 0) > 1)
  const progress = host.services.migration.progress(id)
  expect(progress).toMatchObject({ jobId, bandwidth: 1, postCopy: 'off' })
  expect(progress?.memory.total).toBeGreaterThan(16 * 1024 * 1024)
  expect(host.services.inventory.get(id)?.isMoving).toBe(true)
  host.services.jobs.cancel(jobId)
  expect(await host.ended({ jobId })).toMatchObject({ state: 'cancelled' })
  expect(await states('busy')).toEqual(['running', 'absent'])
  expect(await there.virsh('vol-list', 'images')).not.toContain('busy')
  expect(host.services.inventory.get(id)?.isMoving).toBeUndefined()
})

test('one that never ends arrives once it may stand still for longer', async () => {
  const id = await start('slow', 'busy')
  const started = await host.services.migration.start(asking(id, { bandwidth: 1, maxDowntime: 1 }))
  await until(() => (host.services.migration.progress(id)?.round ?? 0) > 1)
  await host.services.migration.tune({ id, maxDowntime: 10_000, bandwidth: 1000 })
  await host.done(started)
  expect(await states('slow')).toEqual(['absent', 'running'])
})

/** Says whether QEMU, which is nobody here, may fetch memory as it is asked for; not on every kernel. */
const POST_COPY = '/proc/sys/vm/unprivileged_userfaultfd'

/** Moves a machine that would never end; switched over, where its host can do that, it does. */
const moveByPostCopy = async (name: string) => {
  const id = await start(name, 'busy')
  const started = await host.services.migration.start(
    asking(id, { bandwidth: 1, maxDowntime: 1, postCopy: true }),
  )
  const ended = host.ended(started)
  let isMoving = true
  void ended.then(() => (isMoving = false))
  await until(() => !isMoving || (host.services.migration.progress(id)?.round ?? 0) > 1)
  const isSwitched = isMoving
  if (isSwitched) await host.services.migration.switchOver(id)
  const { virshLine, state, failure } = await ended
  return { isSwitched, virshLine, state, failure, states: await states(name) }
}

/** What must be true of it; `isAllowed` where the kernel says that it can be done. */
const awaited = (isSwitched: boolean, isAllowed: boolean) => ({
  isSwitched: isSwitched || isAllowed,
  virshLine: expect.stringContaining('--postcopy') as string,
  state: isSwitched ? 'done' : 'failed',
  states: isSwitched ? ['absent', 'running'] : ['running', 'absent'],
})

test('switched over early it arrives, and where its host can’t do that it stays', async () => {
  const setting = await readFile(POST_COPY, 'utf8').catch(() => '')
  const moved = await moveByPostCopy('post')
  expect(moved).toMatchObject(awaited(moved.isSwitched, setting.trim() === '1'))
})

test('switched over early it arrives, where that can be allowed for a while', async () => {
  const before = await readFile(POST_COPY, 'utf8').catch(() => null)
  // Only root may: for others this shows the same as the test above.
  const allow = writeFile(POST_COPY, '1')
  const isAllowed = await allow.then(
    () => true,
    () => false,
  )
  try {
    const moved = await moveByPostCopy('post-allowed')
    expect(moved).toMatchObject(awaited(moved.isSwitched, isAllowed))
  } finally {
    if (before !== null) await writeFile(POST_COPY, before).catch(() => undefined)
  }
})

test('a set moves one after another from each host, and one that can’t stops no other', async () => {
  const ids = [await define('many-1'), await start('many-2'), await define('many-3')]
  const disk = at(there, 'taken.img')
  await writeBootDisk(disk, 'tick')
  await there.give(disk)
  const file = join(there.directory, 'taken.xml')
  await writeFile(file, guestXml('many-1', disk, ''))
  await there.virsh('define', file)
  let most = 0
  const stop = host.services.jobs.onDidChange(() => {
    const moving = host.services.jobs.jobs.filter(
      ({ title, state }) => state === 'running' && title.startsWith('migrate many-'),
    )
    most = Math.max(most, moving.length)
  })
  const { id: _, ...how } = asking('')
  const { migration, jobs, reach } = host.services
  const job = await host.ended(
    migrateMany({ migration, jobs, reach, perHost: () => 1 }, { ids, how }),
  )
  stop()
  expect(job).toMatchObject({
    state: 'failed',
    progress: { done: 3, total: 3, unit: 'items' },
    note: '2 of 3 moved',
  })
  expect(JSON.stringify(job.failure)).toContain('many-1')
  expect(most).toBe(1)
  expect(await states('many-2')).toEqual(['absent', 'running'])
  expect(await states('many-3')).toEqual(['absent', 'shut off'])
  expect(await states('many-1')).toEqual(['shut off', 'shut off'])
})

test('a set that is cancelled stays, and what was not begun never is', async () => {
  const ids = [await start('stay-1', 'busy'), await start('stay-2')]
  const { id: _, ...how } = asking('', { bandwidth: 1, maxDowntime: 1 })
  const { migration, jobs, reach } = host.services
  const started = migrateMany({ migration, jobs, reach, perHost: () => 1 }, { ids, how })
  await until(() => migration.progress(ids[0] ?? ''))
  jobs.cancel(started.jobId)
  expect(await host.ended(started)).toMatchObject({ state: 'cancelled' })
  expect(await states('stay-1')).toEqual(['running', 'absent'])
  expect(await states('stay-2')).toEqual(['running', 'absent'])
  expect(jobs.jobs.some(({ title }) => title.startsWith('migrate stay-2'))).toBe(false)
})

test('machines that leave together leave the list together', async () => {
  const names = ['pair-1', 'pair-2', 'pair-3', 'pair-4']
  const ids: MachineId[] = []
  for (const name of names) ids.push(await define(name))
  const { id: _, ...how } = asking('')
  const { migration, jobs, reach, inventory } = host.services
  await host.done(migrateMany({ migration, jobs, reach, perHost: () => 4 }, { ids, how }))
  const listed = inventory.snapshot().machines.filter(({ name }) => names.includes(name))
  expect(listed.map(({ hostId }) => hostId)).toEqual(names.map(() => thereId))
})
