import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { SnapshotChange } from '../../../src-preload/contract/calls/snapshots'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { serveHost, until } from '../../testing/served-host'

const MIB = 1024 * 1024

const { daemon, host } = await startPrivateHost()
let poolId: string

beforeAll(async () => {
  poolId = await host.services.storage.pools.create({
    hostId: host.hostId,
    name: 'images',
    pool: { type: 'dir', path: join(daemon.directory, 'home/images') },
    build: true,
    overwrite: false,
    start: true,
    autostart: false,
  })
})

const at = (name: string): string => join(daemon.directory, 'home/images', name)

const define = async (name: string, format = 'qcow2'): Promise<MachineId> => {
  const image = `${name}.${format}`
  await host.services.storage.volumes.create({ poolId, name: image, format, capacity: 4 * MIB })
  const xml = `<domain type='qemu'><name>${name}</name><memory unit='MiB'>32</memory>
    <os><type machine='q35'>hvm</type></os><devices>
    <disk type='file' device='disk'><driver name='qemu' type='${format}' cache='unsafe'/><source file='${at(image)}'/><target dev='vda' bus='virtio'/></disk>
    </devices></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id))
  return id
}

const taking = (id: MachineId, name: string, more: object = {}): SnapshotChange => ({
  act: 'create',
  id,
  name,
  description: '',
  kind: 'internal',
  quiesce: false,
  allowMixed: false,
  ...more,
})

const change = async (what: SnapshotChange) => host.done(await host.services.snapshots.change(what))

const list = async (id: MachineId) => (await host.services.snapshots.list(id)).snapshots

test('a running machine’s internal snapshots are taken, reverted to and deleted', async () => {
  const id = await define('inside')
  await daemon.virsh('start', 'inside')
  const job = await change(taking(id, 'first & best', { description: 'a <b>' }))
  expect(job.virshLine).toContain("snapshot-create-as --domain inside --name 'first & best'")
  await change(taking(id, 'second'))
  expect(await list(id)).toMatchObject([
    {
      name: 'first & best',
      description: 'a <b>',
      parent: null,
      depth: 0,
      kind: 'internal',
      hasMemory: true,
      state: 'running',
      isCurrent: false,
    },
    { name: 'second', parent: 'first & best', depth: 1, isCurrent: true },
  ])

  await daemon.virsh('destroy', 'inside')
  const revert: SnapshotChange = { act: 'revert', id, name: 'first & best' }
  expect((await host.services.snapshots.plan(revert)).effects).toMatchObject([
    { fate: 'changes', label: at('inside.qcow2') },
  ])
  await change(revert)
  expect(await daemon.virsh('domstate', 'inside')).toContain('running')
  expect((await list(id)).map(({ isCurrent }) => isCurrent)).toEqual([true, false])

  const removal: SnapshotChange = { act: 'delete', id, name: 'first & best', withChildren: true }
  const plan = await host.services.snapshots.plan(removal)
  expect(plan.effects.filter(({ fate }) => fate === 'vanishes').map(({ label }) => label)).toEqual([
    'first & best',
    'second',
  ])
  await change(removal)
  expect(await list(id)).toEqual([])
  await daemon.virsh('destroy', 'inside')
})

test('an external snapshot makes the files that its plan names, and kinds do not mix unasked', async () => {
  const id = await define('beside')
  await daemon.virsh('start', 'beside')
  const taken = taking(id, 'one', { kind: 'external' })
  const plan = await host.services.snapshots.plan(taken)
  expect(plan.refusals).toEqual([])
  const made = plan.effects.filter(({ fate, kind }) => fate === 'appears' && kind === 'disk')
  expect(made.map(({ label }) => label)).toEqual([at('beside.one.qcow2')])
  await change(taken)
  expect(existsSync(at('beside.one.qcow2'))).toBe(true)
  expect(await daemon.virsh('domblklist', 'beside')).toContain(at('beside.one.qcow2'))
  expect(await list(id)).toMatchObject([{ name: 'one', kind: 'external', hasMemory: false }])

  const mixing = await host.services.snapshots.plan(taking(id, 'two'))
  expect(mixing.mixesKinds).toBe(true)
  await expect(host.services.snapshots.change(taking(id, 'two'))).rejects.toMatchObject({
    cause: { code: 'wrong-state', message: expect.stringContaining('so far are external') },
  })

  const removal = await host.services.snapshots.plan({
    act: 'delete',
    id,
    name: 'one',
    withChildren: false,
  })
  expect(removal.effects).toMatchObject([
    { fate: 'vanishes', kind: 'snapshot', label: 'one' },
    { fate: 'vanishes', kind: 'disk', label: at('beside.one.qcow2') },
    { fate: 'changes', kind: 'disk', label: at('beside.qcow2') },
  ])
  await daemon.virsh('destroy', 'beside')
})

test('memory goes into the file that the plan names', async () => {
  const id = await define('asleep')
  await daemon.virsh('start', 'asleep')
  await change(taking(id, 'one', { kind: 'externalMemory' }))
  expect(existsSync(at('asleep.one.memory'))).toBe(true)
  expect(await daemon.virsh('domstate', 'asleep')).toContain('running')
  expect(await list(id)).toMatchObject([{ kind: 'external', hasMemory: true, state: 'running' }])
  await daemon.virsh('destroy', 'asleep')
})

test('what libvirt would leave half done is refused before it begins', async () => {
  const id = await define('plain', 'raw')
  const { refusals } = await host.services.snapshots.plan(taking(id, 'one'))
  expect(refusals).toEqual(['vda is raw: only qcow2 keeps snapshots inside. Take an external one.'])
  await expect(host.services.snapshots.change(taking(id, 'one'))).rejects.toThrow(
    'Could not take snapshot one of plain',
  )
  expect(await list(id)).toEqual([])
})

test('hundreds of snapshots are listed, as deep as they are', async () => {
  const file = join(daemon.directory, 'many.xml')
  await writeFile(
    file,
    `<node><domain type='test'><name>many</name><memory>1024</memory><os><type>hvm</type></os></domain></node>`,
    { mode: 0o644 },
  )
  const fleet = await serveHost(daemon.uri('test', file))
  try {
    const machine = await until(() => fleet.services.inventory.snapshot().machines[0])
    const { connection, dom } = fleet.services.reach(machine.id)
    for (let at = 0; at < 500; at += 1) {
      const xmlDesc = `<domainsnapshot><name>s${at}</name></domainsnapshot>`
      await connection.call(remote.domainSnapshotCreateXml, { dom, xmlDesc, flags: 0 })
    }
    const { snapshots: listed } = await fleet.services.snapshots.list(machine.id)
    expect(listed).toHaveLength(500)
    expect(listed.at(-1)).toMatchObject({
      name: 's499',
      parent: 's498',
      depth: 499,
      isCurrent: true,
    })
  } finally {
    await fleet.close()
  }
})
