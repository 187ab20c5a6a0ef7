import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { PoolId } from '../../src-preload/contract/storage'
import { remote } from '../libvirt'
import { startPrivateHost } from '../testing/private-host'
import { until } from '../testing/served-host'
import { listVolumes, readOneVolume, readVolumes } from './read-volumes'

const MIB = 1024 * 1024

const { daemon, host } = await startPrivateHost()
let poolId: PoolId
let target: string

const storage = () => host.services.storage
const names = async (): Promise<string[]> =>
  (await listVolumes(await storage().pools.reach(poolId))).map(({ name }) => name).sort()
const read = async (name: string) => readOneVolume(await storage().pools.reach(poolId), name)
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** A file whose bytes are never alike, with holes in its middle and at its end. */
const makeFile = (name: string, mib: number): string => {
  const path = join(host.folder, name)
  const bytes = Buffer.alloc(mib * MIB)
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE((at * 2654435761) % 2 ** 32, at)
  bytes.fill(0, Math.floor(mib / 4) * MIB, Math.floor(mib / 2) * MIB)
  bytes.fill(0, (mib - 1) * MIB)
  writeFileSync(path, bytes)
  return path
}

beforeAll(async () => {
  target = join(daemon.directory, 'home/images')
  await host.done(
    storage().jobs.createPool({
      hostId: host.hostId,
      name: 'images',
      pool: { type: 'dir', path: target, permissions: { mode: '0777' } },
      build: true,
      overwrite: false,
      start: true,
      autostart: false,
    }),
  )
  const [pool] = await storage().pools.list(host.hostId)
  poolId = pool?.id ?? ''
  chmodSync(target, 0o777)
})

test('volumes of every format are made, and seen as they were asked for', async () => {
  for (const format of ['qcow2', 'raw', 'vmdk', 'vdi'] as const) {
    const name = `made.${format}`
    const job = await host.done(
      await storage().jobs.createVolume({ poolId, name, format, capacity: 64 * MIB }),
    )
    expect(job.virshLine).toContain(`vol-create-as --pool images --name ${name}`)
    const volume = await read(name)
    expect(volume).toMatchObject({ name, kind: 'file', format, path: join(target, name) })
    expect(volume.capacity).toBe(64 * MIB)
    expect(volume.allocation).toBeLessThan(4 * MIB)
    await host.done(await storage().jobs.deleteVolume({ poolId, name }))
  }
  expect(await names()).toEqual([])
})

test('listing takes one call, details only those that are asked for', async () => {
  const many = Array.from({ length: 40 }, (_, at) => `many-${String(at).padStart(2, '0')}.raw`)
  for (const name of many) writeFileSync(join(target, name), 'x')
  await host.done(await storage().jobs.actOnPool({ id: poolId, action: 'refresh' }))
  expect(await names()).toEqual(many)
  const at = await storage().pools.reach(poolId)
  const { volumes, gone } = await readVolumes(at, ['many-03.raw', 'nothing.raw', 'many-39.raw'])
  expect(volumes.map(({ name }) => name).sort()).toEqual(['many-03.raw', 'many-39.raw'])
  expect(gone).toEqual(['nothing.raw'])
  for (const name of many) await storage().volumes.deleteUnchecked(at, name)
})

test('a chain is drawn from top to bottom, and what it lies on is protected', async () => {
  const { volumes, backing } = storage()
  await volumes.create({ poolId, name: 'base.qcow2', format: 'qcow2', capacity: 32 * MIB })
  for (const [name, below] of [
    ['middle.qcow2', 'base.qcow2'],
    ['top.qcow2', 'middle.qcow2'],
    ['other.qcow2', 'base.qcow2'],
  ] as const) {
    const made = await volumes.create({
      poolId,
      name,
      format: 'qcow2',
      backing: { path: join(target, below), format: 'qcow2' },
    })
    expect(made).toMatchObject({ capacity: 32 * MIB, backing: { path: join(target, below) } })
  }
  const chain = await backing.chain(poolId, 'middle.qcow2')
  expect(chain.links.map(({ volume }) => volume)).toEqual(['middle.qcow2', 'base.qcow2'])
  expect(chain.overlays.map(({ volume }) => volume)).toEqual(['top.qcow2'])
  expect(chain.isCut).toBe(false)
  const { overlays } = await backing.chain(poolId, 'base.qcow2')
  expect(new Set(overlays.map(({ volume }) => volume))).toEqual(
    new Set(['middle.qcow2', 'other.qcow2']),
  )
  expect(Object.keys((await backing.chains(poolId)).backing).sort()).toEqual([
    'middle.qcow2',
    'other.qcow2',
    'top.qcow2',
  ])
  for (const job of [
    await storage().jobs.deleteVolume({ poolId, name: 'base.qcow2' }),
    await storage().jobs.wipeVolume({ poolId, name: 'middle.qcow2', algorithm: 'zero' }),
    await storage().jobs.resizeVolume({
      poolId,
      name: 'base.qcow2',
      capacity: 99 * MIB,
      shrink: false,
    }),
  ]) {
    expect((await host.ended(job)).failure).toMatchObject({
      code: 'in-use',
      message: expect.stringContaining('other volumes lie on it') as string,
    })
  }
  for (const name of ['top.qcow2', 'other.qcow2', 'middle.qcow2', 'base.qcow2']) {
    await host.done(await storage().jobs.deleteVolume({ poolId, name }))
  }
})

test('a volume is copied whole, resized and wiped', async () => {
  const path = makeFile('content.img', 3)
  await host.done(await storage().jobs.uploadVolume({ poolId, name: 'original' }, path))
  const copy = await host.done(
    await storage().jobs.cloneVolume({ poolId, name: 'original', newName: 'copy' }),
  )
  expect(copy).toMatchObject({ title: 'copy original to copy', cancellable: false })
  expect(hash(join(target, 'copy'))).toBe(hash(path))
  await host.done(
    await storage().jobs.cloneVolume({
      poolId,
      name: 'original',
      newName: 'as-qcow2',
      format: 'qcow2',
    }),
  )
  expect(await read('as-qcow2')).toMatchObject({ format: 'qcow2', capacity: 3 * MIB })

  const resize = async (capacity: number, shrink: boolean) =>
    host.ended(await storage().jobs.resizeVolume({ poolId, name: 'copy', capacity, shrink }))
  expect(await resize(8 * MIB, false)).toMatchObject({ state: 'done' })
  expect((await read('copy')).capacity).toBe(8 * MIB)
  expect((await resize(2 * MIB, false)).failure).toMatchObject({ code: 'invalid' })
  expect((await read('copy')).capacity).toBe(8 * MIB)
  expect(await resize(2 * MIB, true)).toMatchObject({ state: 'done' })
  expect((await read('copy')).capacity).toBe(2 * MIB)

  await host.done(await storage().jobs.wipeVolume({ poolId, name: 'original', algorithm: 'zero' }))
  expect(readFileSync(join(target, 'original')).equals(Buffer.alloc(3 * MIB))).toBe(true)
  for (const name of ['original', 'copy', 'as-qcow2']) {
    await host.done(await storage().jobs.deleteVolume({ poolId, name }))
  }
})

test('bytes that go up come down again, holes included', async () => {
  const path = makeFile('whole.img', 12)
  const up = await host.done(await storage().jobs.uploadVolume({ poolId }, path))
  expect(up).toMatchObject({
    title: 'upload whole.img to images',
    progress: { done: 12 * MIB, total: 12 * MIB, unit: 'bytes' },
  })
  expect(hash(join(target, 'whole.img'))).toBe(hash(path))
  // A third of it is zeroes, which take no room.
  expect((await read('whole.img')).allocation).toBeLessThan(10 * MIB)
  const down = join(host.folder, 'back.img')
  writeFileSync(down, 'what was there before')
  const job = await host.done(
    await storage().jobs.downloadVolume({ poolId, name: 'whole.img' }, down),
  )
  expect(job).toMatchObject({ note: `Saved as ${down}`, progress: { done: 12 * MIB } })
  expect(hash(down)).toBe(hash(path))
  expect(existsSync(`${down}.part`)).toBe(false)
  await host.done(await storage().jobs.deleteVolume({ poolId, name: 'whole.img' }))
})

test('an image keeps its format on the way up', async () => {
  const path = join(host.folder, 'image.qcow2')
  await daemon.runAs(
    'qemu-img',
    'create',
    '-q',
    '-f',
    'qcow2',
    join(daemon.directory, 'home/i.qcow2'),
    '48M',
  )
  writeFileSync(path, readFileSync(join(daemon.directory, 'home/i.qcow2')))
  await host.done(await storage().jobs.uploadVolume({ poolId, name: 'image' }, path))
  await host.done(await storage().jobs.actOnPool({ id: poolId, action: 'refresh' }))
  expect(await read('image')).toMatchObject({ format: 'qcow2', capacity: 48 * MIB })
  expect(hash(join(target, 'image'))).toBe(hash(path))
  await host.done(await storage().jobs.deleteVolume({ poolId, name: 'image' }))
})

test('an upload that is cancelled half-way leaves nothing', async () => {
  const path = makeFile('long.img', 256)
  const before = await names()
  const started = await storage().jobs.uploadVolume({ poolId, name: 'never' }, path)
  await until(() =>
    host.services.jobs.jobs.some(
      ({ id, progress }) => id === started.jobId && (progress?.done ?? 0) > 0,
    ),
  )
  host.services.jobs.cancel(started.jobId)
  const job = await host.ended(started)
  expect(job.state).toBe('cancelled')
  expect(job.progress?.done).toBeLessThan(256 * MIB)
  expect(await names()).toEqual(before)
  expect(existsSync(join(target, 'never'))).toBe(false)
})

// Only root may make a file system that is full.
test.runIf(process.getuid?.() === 0)(
  'what does not fit into a full pool leaves nothing, and says that it is full',
  async () => {
    const folder = join(daemon.directory, 'home/small')
    mkdirSync(folder)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=777', 'none', folder])
    try {
      const { jobs, pools, volumes } = storage()
      const small = await pools.create({
        hostId: host.hostId,
        name: 'small',
        pool: { type: 'dir', path: folder },
        build: false,
        overwrite: false,
        start: true,
        autostart: false,
      })
      const upload = jobs.uploadVolume({ poolId: small, name: 'large' }, makeFile('large.img', 16))
      const sent = await host.ended(await upload)
      expect(sent).toMatchObject({ state: 'failed' })
      expect(JSON.stringify(sent.failure)).toContain('No space left on device')
      const whole = { poolId: small, name: 'whole', format: 'raw', capacity: 16 * MIB } as const
      await expect(volumes.create({ ...whole, allocation: 16 * MIB })).rejects.toThrow(/space/i)
      expect(readdirSync(folder)).toEqual([])
      // A copy that does not fit is taken back, too, and what it is a copy of stays.
      await host.done(
        await jobs.uploadVolume({ poolId: small, name: 'fits' }, makeFile('fits.img', 6)),
      )
      const copy = await host.ended(
        await jobs.cloneVolume({ poolId: small, name: 'fits', newName: 'copy' }),
      )
      expect(copy).toMatchObject({ state: 'failed' })
      expect(readdirSync(folder)).toEqual(['fits'])
      await pools.act(small, 'stop', async () => {})
      await pools.act(small, 'undefine', async () => {})
    } finally {
      execFileSync('umount', ['--lazy', folder])
    }
  },
)

test('a download that is cancelled half-way leaves what was there', async () => {
  const path = join(target, 'big')
  writeFileSync(path, Buffer.alloc(256 * MIB, 7))
  await host.done(await storage().jobs.actOnPool({ id: poolId, action: 'refresh' }))
  const down = join(host.folder, 'kept.img')
  writeFileSync(down, 'mine')
  const started = await storage().jobs.downloadVolume({ poolId, name: 'big' }, down)
  await until(() =>
    host.services.jobs.jobs.some(
      ({ id, progress }) => id === started.jobId && (progress?.done ?? 0) > 0,
    ),
  )
  host.services.jobs.cancel(started.jobId)
  expect((await host.ended(started)).state).toBe('cancelled')
  expect(readFileSync(down, 'utf8')).toBe('mine')
  expect(readdirSync(host.folder).filter((name) => name.endsWith('.part'))).toEqual([])
  await host.done(await storage().jobs.deleteVolume({ poolId, name: 'big' }))
})

test('a daemon that dies in the middle of an upload is cleaned up behind when it is back', async () => {
  const path = makeFile('orphan.img', 256)
  const started = await storage().jobs.uploadVolume({ poolId, name: 'orphan' }, path)
  await until(() =>
    host.services.jobs.jobs.some(
      ({ id, progress }) => id === started.jobId && (progress?.done ?? 0) > 0,
    ),
  )
  await daemon.kill()
  await daemon.start()
  await daemon.virsh('pool-start', 'images').catch(() => '')
  const job = await host.ended(started)
  expect(job).toMatchObject({ state: 'failed', failure: { code: 'connection-lost' } })
  expect(existsSync(join(target, 'orphan'))).toBe(false)
})

test('what cannot be uploaded says why, before and without a trace', async () => {
  const { jobs } = storage()
  const upload = (file: string, name: string) => jobs.uploadVolume({ poolId, name }, file)
  const missing = await host.ended(await upload(join(host.folder, 'missing'), 'a'))
  expect(missing.failure).toMatchObject({ code: 'not-found' })
  const folder = await host.ended(await upload(host.folder, 'a'))
  expect(folder.failure).toMatchObject({ code: 'invalid' })
  writeFileSync(join(target, 'taken'), 'x')
  await host.done(await jobs.actOnPool({ id: poolId, action: 'refresh' }))
  await expect(upload(makeFile('small.img', 2), 'taken')).rejects.toThrow('Could not upload taken')
  expect(readFileSync(join(target, 'taken'), 'utf8')).toBe('x')
  await host.done(await jobs.deleteVolume({ poolId, name: 'taken' }))
  expect(await names()).toEqual([])
})

test('machines that use volumes are named, and protect them', async () => {
  const { jobs, users, volumes } = storage()
  for (const name of ['disk.qcow2', 'iso']) {
    await volumes.create({ poolId, name, format: 'qcow2', capacity: 8 * MIB })
  }
  const xml = `<domain type='qemu'><name>user &amp; co</name><memory>65536</memory><os><type>hvm</type></os>
    <devices><disk type='file'><source file='${join(target, 'disk.qcow2')}'/><target dev='vda'/></disk>
    <disk type='volume' device='cdrom'><source pool='images' volume='iso'/><target dev='sda' bus='sata'/></disk>
    </devices></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  await until(() => host.services.inventory.get(`${host.hostId}/${dom.uuid}`))
  expect(await users.ofPool(poolId)).toEqual({
    users: {
      'disk.qcow2': [
        {
          machineId: `${host.hostId}/${dom.uuid}`,
          machineName: 'user & co',
          use: 'disk',
          target: 'vda',
          writes: true,
          isRunning: false,
        },
      ],
      iso: [
        {
          machineId: `${host.hostId}/${dom.uuid}`,
          machineName: 'user & co',
          use: 'cdrom',
          target: 'sda',
          writes: false,
          isRunning: false,
        },
      ],
    },
    unread: [],
  })
  for (const name of ['disk.qcow2', 'iso']) {
    const { failure } = await host.ended(await jobs.deleteVolume({ poolId, name }))
    expect(failure).toMatchObject({
      code: 'in-use',
      message: expect.stringContaining('user & co') as string,
    })
  }
  const pool = await host.ended(await jobs.actOnPool({ id: poolId, action: 'delete' }))
  expect(pool.failure).toMatchObject({ code: 'in-use' })
  await host.connection.call(remote.domainUndefineFlags, { dom, flags: 0 })
  await until(() => !host.services.inventory.get(`${host.hostId}/${dom.uuid}`))
  expect(await users.ofPool(poolId)).toEqual({ users: {}, unread: [] })
  for (const name of ['disk.qcow2', 'iso'])
    await host.done(await jobs.deleteVolume({ poolId, name }))
})

test('the disk of a machine that runs is resized through it, and only grows', async () => {
  const { jobs, volumes } = storage()
  await volumes.create({ poolId, name: 'live.qcow2', format: 'qcow2', capacity: 8 * MIB })
  const xml = `<domain type='qemu'><name>live</name><memory>65536</memory><os><type machine='q35'>hvm</type></os>
    <devices><disk type='file'><driver name='qemu' type='qcow2'/><source file='${join(target, 'live.qcow2')}'/><target dev='vda' bus='virtio'/></disk></devices></domain>`
  await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  await daemon.virsh('start', 'live')
  await until(() =>
    [...host.services.inventory.ofHost(host.hostId)].some(({ state }) => state === 'running'),
  )
  const resize = async (capacity: number, shrink: boolean) =>
    host.ended(await jobs.resizeVolume({ poolId, name: 'live.qcow2', capacity, shrink }))
  expect(await resize(16 * MIB, false)).toMatchObject({ state: 'done' })
  expect(await daemon.virsh('domblkinfo', 'live', 'vda')).toMatch(
    new RegExp(`Capacity: +${16 * MIB}`),
  )
  expect((await resize(8 * MIB, true)).failure).toMatchObject({ code: 'in-use' })
  await daemon.virsh('destroy', 'live')
  await daemon.virsh('undefine', 'live')
  await until(() => [...host.services.inventory.ofHost(host.hostId)].length === 0)
  await host.done(await jobs.deleteVolume({ poolId, name: 'live.qcow2' }))
})

const anyName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter(
    (text) =>
      /^[^\p{Cc}\p{Cs}/]+$/u.test(text) &&
      text.trim() === text &&
      !/^\.+$/.test(text) &&
      !/[\ufffe\uffff]/.test(text) &&
      Buffer.byteLength(text) < 200,
  )

test('names of any script come back as they went in', async () => {
  const at = await storage().pools.reach(poolId)
  await fc.assert(
    fc.asyncProperty(anyName, async (text) => {
      const name = `${text}.raw`
      const made = await storage().volumes.create({ poolId, name, format: 'raw', capacity: 1 })
      expect(made.name).toBe(name)
      expect(await names()).toEqual([name])
      await storage().volumes.deleteUnchecked(at, name)
    }),
    { numRuns: 40 },
  )
})
