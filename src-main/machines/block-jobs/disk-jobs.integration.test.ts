import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DiskChange } from '../../../src-preload/contract/calls/disks'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { until } from '../../testing/served-host'

const MIB = 1024 * 1024

const { daemon, host } = await startPrivateHost()

const at = (name: string): string => join(daemon.directory, 'home', name)

/** A machine that runs, with a disk that holds so many MiB. */
const machine = async (name: string, filled = 1): Promise<MachineId> => {
  const size = `${Math.max(32, filled)}M`
  await daemon.runAs('qemu-img', 'create', '-q', '-f', 'qcow2', at(`${name}.qcow2`), size)
  const write = ['-c', `write -P 0x5a 0 ${filled}M`, at(`${name}.qcow2`)]
  await daemon.runAs('qemu-io', ...write)
  const xml = `<domain type='qemu'><name>${name}</name><memory unit='MiB'>32</memory>
    <os><type machine='q35'>hvm</type></os><devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='unsafe'/><source file='${at(`${name}.qcow2`)}'/><target dev='vda' bus='virtio'/></disk>
    </devices></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  await daemon.virsh('start', name)
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id)?.state === 'running')
  return id
}

const overlay = async (name: string, file: string): Promise<void> => {
  const spec = `vda,snapshot=external,file=${at(file)}`
  const how = ['--disk-only', '--no-metadata', '--diskspec', spec]
  await daemon.virsh('snapshot-create-as', name, ...how)
}

const change = async (what: DiskChange) => host.done(await host.services.diskJobs.change(what))

const images = async (id: MachineId) =>
  (await host.services.diskJobs.list(id)).disks[0]?.images.map(({ path }) => path)

test('a disk grows while its machine runs, and never shrinks', async () => {
  const id = await machine('grows')
  const resize = { act: 'resize', id, target: 'vda', capacity: 48 * MIB } as const
  const job = await change(resize)
  expect(job.virshLine).toContain(`blockresize --domain grows --path vda --size ${48 * MIB}B`)
  expect((await host.services.diskJobs.list(id)).disks[0]?.capacity).toBe(48 * MIB)
  await expect(host.services.diskJobs.change({ ...resize, capacity: MIB })).rejects.toMatchObject({
    cause: { code: 'invalid' },
  })
  await daemon.virsh('destroy', 'grows')
})

test('a chain is merged down, pulled up, and pulled up to one of its images', async () => {
  const id = await machine('chain')
  const [base, one, two] = ['chain.qcow2', 'chain.1', 'chain.2'].map(at)
  await overlay('chain', 'chain.1')
  await overlay('chain', 'chain.2')
  expect(await images(id)).toEqual([two, one, base])
  await change({ act: 'pull', id, target: 'vda', base: base ?? '', bytesPerSecond: 0 })
  expect(await images(id)).toEqual([two, base])
  const job = await change({ act: 'commit', id, target: 'vda', bytesPerSecond: 0 })
  expect(job.virshLine).toContain('blockcommit --domain chain --path vda --active --wait --pivot')
  expect(await images(id)).toEqual([base])
  await overlay('chain', 'chain.3')
  await change({ act: 'pull', id, target: 'vda', bytesPerSecond: 0 })
  expect(await images(id)).toEqual([at('chain.3')])
  await expect(
    host.services.diskJobs.change({ act: 'pull', id, target: 'vda', bytesPerSecond: 0 }),
  ).rejects.toMatchObject({ cause: { code: 'invalid' } })
  await daemon.virsh('destroy', 'chain')
})

const copying = (id: MachineId, path: string, more: object = {}): DiskChange => ({
  act: 'copy',
  id,
  target: 'vda',
  path: at(path),
  format: 'qcow2',
  ending: 'pivot',
  bytesPerSecond: 0,
  ...more,
})

test('a copy is gone over to, left as it is, or kept in step until it is told', async () => {
  const id = await machine('copied')
  await change(copying(id, 'kept.qcow2', { ending: 'keep' }))
  expect(await images(id)).toEqual([at('copied.qcow2')])
  expect(existsSync(at('kept.qcow2'))).toBe(true)
  const same = await daemon.runAs('qemu-img', 'compare', '-U', at('kept.qcow2'), at('copied.qcow2'))
  expect(same).toContain('identical')

  await change(copying(id, 'new.raw', { format: 'raw' }))
  expect(await images(id)).toEqual([at('new.raw')])

  const waiting = await host.services.diskJobs.change(copying(id, 'last.qcow2', { ending: 'wait' }))
  const state = async () => (await host.services.diskJobs.list(id)).disks[0]?.job
  await expect.poll(state, { timeout: 30_000 }).toMatchObject({
    kind: 'copy',
    isReady: true,
    jobId: waiting.jobId,
  })
  expect(await images(id)).toEqual([at('new.raw')])
  host.services.diskJobs.pivot(waiting.jobId)
  await host.done(waiting)
  expect(await images(id)).toEqual([at('last.qcow2')])
  await daemon.virsh('destroy', 'copied')
})

test('a copy is bounded in its speed, tells how far it is, and can be cancelled', async () => {
  // QEMU has 16 MiB on their way before it looks at a bound, at the start and at each change.
  const id = await machine('slow', 128)
  const started = await host.services.diskJobs.change(
    copying(id, 'never.qcow2', { bytesPerSecond: MIB }),
  )
  const job = () => host.services.jobs.jobs.find(({ id }) => id === started.jobId)
  const far = await until(() => job()?.progress)
  expect(far).toMatchObject({ unit: 'bytes', total: expect.any(Number) })
  await host.services.diskJobs.limit(started.jobId, 2 * MIB)
  expect(await daemon.virsh('blockjob', 'slow', 'vda', '--info', '--bytes')).toContain('2097152')
  host.services.jobs.cancel(started.jobId)
  expect((await host.ended(started)).state).toBe('cancelled')
  expect(await images(id)).toEqual([at('slow.qcow2')])
  expect((await host.services.diskJobs.list(id)).disks[0]?.job).toBeUndefined()
  expect(() => host.services.diskJobs.pivot(started.jobId)).toThrow('That job has ended')
  // No pool shows the folder, so nobody can delete what was written: it is said where it is.
  expect(job()?.note).toContain(
    `stays on the host at ${at('never.qcow2')}: no pool shows its folder`,
  )
  expect(existsSync(at('never.qcow2'))).toBe(true)
  await daemon.virsh('destroy', 'slow')
})

test('what a cancelled copy has written is removed from its pool, and nothing else', async () => {
  const id = await machine('undone', 64)
  const folder = at('copies')
  await daemon.virsh('pool-define-as', 'copies', 'dir', '--target', folder)
  for (const step of ['pool-build', 'pool-start']) await daemon.virsh(step, 'copies')
  const begin = () =>
    host.services.diskJobs.change(copying(id, 'copies/half.qcow2', { bytesPerSecond: MIB }))
  const cancelled = await begin()
  await until(() => existsSync(join(folder, 'half.qcow2')))
  host.services.jobs.cancel(cancelled.jobId)
  const ended = await host.ended(cancelled)
  expect(ended).toMatchObject({ state: 'cancelled', note: 'Cancelled' })
  expect(existsSync(join(folder, 'half.qcow2'))).toBe(false)

  // A file that is in the way is somebody's, and stays.
  await daemon.runAs('cp', at('undone.qcow2'), join(folder, 'half.qcow2'))
  expect(await host.ended(await begin())).toMatchObject({ state: 'failed' })
  expect(existsSync(join(folder, 'half.qcow2'))).toBe(true)
  await daemon.runAs('rm', join(folder, 'half.qcow2'))

  // Who stops it by other means may want what was copied.
  const stopped = await begin()
  await until(() => host.services.jobs.jobs.find(({ id }) => id === stopped.jobId)?.progress)
  await daemon.virsh('blockjob', 'undone', 'vda', '--abort')
  expect(await host.ended(stopped)).toMatchObject({ state: 'failed' })
  expect(existsSync(join(folder, 'half.qcow2'))).toBe(true)
  await daemon.runAs('rm', join(folder, 'half.qcow2'))

  // A machine that goes takes its copy with it.
  const torn = await begin()
  await until(() => host.services.jobs.jobs.find(({ id }) => id === torn.jobId)?.progress)
  await daemon.virsh('destroy', 'undone')
  expect(await host.ended(torn)).toMatchObject({ state: 'failed' })
  expect(existsSync(join(folder, 'half.qcow2'))).toBe(false)
})

test('a machine that is off is told why, and a path in the way fails the job', async () => {
  const id = await machine('off')
  await daemon.runAs('touch', at('there.qcow2'))
  const failed = await host.ended(
    await host.services.diskJobs.change(copying(id, 'nowhere/there.qcow2')),
  )
  expect(failed).toMatchObject({ state: 'failed' })
  await daemon.virsh('destroy', 'off')
  await until(() => host.services.inventory.get(id)?.state === 'shutOff')
  await expect(host.services.diskJobs.change(copying(id, 'x.qcow2'))).rejects.toMatchObject({
    cause: { code: 'wrong-state', message: 'it does not run' },
  })
})
