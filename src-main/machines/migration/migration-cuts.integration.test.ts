import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import type { Job } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { guestXml, secondLine, writeBootDisk } from '../../libvirt/testing/boot-sector-guest'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { serveHost, until, type ServedHost } from '../../testing/served-host'
import { CuttingProxy, type Cut } from './testing/cutting-proxy'

interface End {
  readonly daemon: PrivateDaemon
  readonly proxy: CuttingProxy
  readonly uri: string
}

let here: End
let there: End
let host: ServedHost
let thereId: string
let count = 0

const open = async (config?: string): Promise<End> => {
  const daemon = await startPrivateDaemon(config === undefined ? {} : { config })
  const proxy = new CuttingProxy(daemon.socket)
  const socket = join(daemon.directory, 'cut')
  await proxy.listen(socket)
  return { daemon, proxy, uri: `qemu+unix:///session?socket=${socket}` }
}

beforeAll(async () => {
  here = await open()
  there = await open('host_uuid = "4f1e8d1a-2b1c-4d75-9b6c-888888888888"\n')
  host = await serveHost(here.uri)
  host.services.open([there.uri])
  const connected = await until(() =>
    host.services.hosts.hosts.find(({ uri, state }) => uri === there.uri && state === 'connected'),
  )
  thereId = connected.id
})

afterAll(async () => {
  await host.close()
  for (const { proxy, daemon } of [here, there]) {
    await proxy.close()
    await daemon.dispose()
  }
})

afterEach(async () => {
  for (const { daemon } of [here, there]) {
    for (const name of (await daemon.virsh('list', '--name')).split('\n').filter(Boolean)) {
      await daemon.virsh('destroy', name)
    }
    for (const name of (await daemon.virsh('list', '--all', '--name'))
      .split('\n')
      .filter(Boolean)) {
      await daemon.virsh('undefine', name)
    }
  }
  await until(() => host.services.hosts.hosts.every(({ state }) => state === 'connected'))
})

const start = async (program: 'busy' | 'tick'): Promise<{ id: MachineId; name: string }> => {
  const name = `cut-${++count}`
  const disk = join(here.daemon.directory, `${name}.img`)
  await writeBootDisk(disk, program)
  await here.daemon.give(disk)
  const said = join(here.daemon.directory, 'home', `${name}.said`)
  const xml = guestXml(name, disk, secondLine(said))
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  await here.daemon.virsh('start', name)
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id)?.state === 'running')
  // A guest that is still about to boot writes too little.
  await until(() => program !== 'busy' || readFileSync(said, 'utf8') === '!')
  return { id, name }
}

const asking = (id: MachineId, more: Partial<MigrationRequest> = {}): MigrationRequest => ({
  id,
  destination: thereId,
  way: 'direct',
  storage: 'shared',
  pool: null,
  isTemporary: false,
  postCopy: false,
  autoConverge: false,
  unsafe: true,
  address: '127.0.0.1',
  peerUri: there.daemon.uri(),
  maxDowntime: null,
  bandwidth: null,
  ...more,
})

const state = async (daemon: PrivateDaemon, name: string): Promise<string> =>
  await daemon.virsh('domstate', name).then(
    (text) => text.trim(),
    () => 'absent',
  )

const states = async (name: string): Promise<string[]> => [
  await state(here.daemon, name),
  await state(there.daemon, name),
]

const stayed = ['running', 'absent']
const arrived = ['absent', 'running']

const expectStayed = (job: Job): void =>
  expect(job).toMatchObject({
    state: 'failed',
    failure: { message: expect.stringContaining('as before') as string },
  })

const steps = {
  begin: remote.domainMigrateBegin3Params.number,
  prepare: remote.domainMigratePrepare3Params.number,
  perform: remote.domainMigratePerform3Params.number,
  finish: remote.domainMigrateFinish3Params.number,
  confirm: remote.domainMigrateConfirm3Params.number,
}

const cuts: readonly (readonly [
  keyof typeof steps,
  Cut['at'],
  'source' | 'destination',
  readonly string[],
])[] = [
  ['begin', 'call', 'source', stayed],
  ['begin', 'answer', 'source', stayed],
  ['prepare', 'call', 'destination', stayed],
  ['prepare', 'answer', 'destination', stayed],
  ['perform', 'call', 'source', stayed],
  ['perform', 'answer', 'source', stayed],
  ['finish', 'call', 'destination', stayed],
  ['finish', 'answer', 'destination', arrived],
  ['confirm', 'call', 'source', arrived],
  ['confirm', 'answer', 'source', arrived],
]

test.each(cuts)(
  'cut at the %s’s %s of the %s, it is on one host',
  async (step, at, side, outcome) => {
    const { id, name } = await start('tick')
    const { proxy } = side === 'source' ? here : there
    const struck = proxy.arm({ procedure: steps[step], at })
    const job = await host.ended(await host.services.migration.start(asking(id)))
    await struck
    // With the job, so that a failure tells why.
    expect({ job, states: await states(name) }).toMatchObject({
      job: { state: outcome === stayed ? 'failed' : 'done' },
      states: outcome,
    })
    expect(job.failure?.message ?? job.note).toContain(outcome === stayed ? 'as before' : 'is on')
    expect(host.services.inventory.get(id)?.isMoving).toBeUndefined()
  },
)

test('cut from the source while the memory moves, it stays', async () => {
  const { id, name } = await start('busy')
  const started = await host.services.migration.start(asking(id, { bandwidth: 1, maxDowntime: 1 }))
  await until(() => (host.services.migration.progress(id)?.round ?? 0) > 1)
  here.proxy.cutNow()
  expectStayed(await host.ended(started))
  expect(await states(name)).toEqual(stayed)
})

test('cut from the destination while the memory moves, it stays', async () => {
  const { id, name } = await start('busy')
  const started = await host.services.migration.start(asking(id, { bandwidth: 1, maxDowntime: 1 }))
  await until(() => (host.services.migration.progress(id)?.round ?? 0) > 1)
  there.proxy.cutNow()
  expectStayed(await host.ended(started))
  expect(await states(name)).toEqual(stayed)
})

test('the destination’s daemon is killed while the memory moves, and it stays', async () => {
  const { id, name } = await start('busy')
  const started = await host.services.migration.start(asking(id, { bandwidth: 1, maxDowntime: 1 }))
  await until(() => (host.services.migration.progress(id)?.round ?? 0) > 1)
  await there.daemon.kill()
  await there.daemon.start()
  await host.services.migration.tune({ id, maxDowntime: 10_000, bandwidth: 1000 })
  expectStayed(await host.ended(started))
  expect(await states(name)).toEqual(stayed)
})

test('the source’s daemon is killed while the memory moves, and it stays', async () => {
  const { id, name } = await start('busy')
  const started = await host.services.migration.start(asking(id, { bandwidth: 1, maxDowntime: 1 }))
  await until(() => (host.services.migration.progress(id)?.round ?? 0) > 1)
  await here.daemon.kill()
  await here.daemon.start()
  expectStayed(await host.ended(started))
  expect(await states(name)).toEqual(stayed)
})

test('peer to peer, the source goes on without us, and it arrives', async () => {
  const { id, name } = await start('busy')
  const started = await host.services.migration.start(
    asking(id, { way: 'peerToPeer', bandwidth: 1, maxDowntime: 1 }),
  )
  await until(() => (host.services.migration.progress(id)?.round ?? 0) > 1)
  here.proxy.cutNow()
  await until(() => host.services.jobs.jobs.at(-1)?.note?.startsWith('Waiting'))
  await here.daemon.virsh('migrate-setspeed', name, '1000')
  await here.daemon.virsh('migrate-setmaxdowntime', name, '10000')
  expect(await host.ended(started)).toMatchObject({ state: 'done' })
  expect(await states(name)).toEqual(arrived)
})
