import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BackupCreation } from '../../../src-preload/contract/calls/backups'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { until } from '../../testing/served-host'
import { agentAnswers, inGuest, startAgentGuest } from '../testing/agent-guest'

const SIZE = '24M'

const { daemon, host } = await startPrivateHost()

const folder = (name: string): string => join(daemon.directory, 'home', name)

const disk = (path: string, format = 'qcow2', target = 'vda'): string =>
  `<disk type='file' device='disk'><driver name='qemu' type='${format}'/><source file='${path}'/><target dev='${target}' bus='virtio'/></disk>`

const image = async (name: string, format = 'qcow2'): Promise<string> => {
  const path = join(daemon.directory, 'home', `${name}.${format}`)
  await daemon.runAs('qemu-img', 'create', '-q', '-f', format, path, SIZE)
  return path
}

const backUp = async (id: MachineId, more: Partial<BackupCreation> = {}) => {
  const request = {
    id,
    to: { folder: folder('backups') },
    kind: 'full',
    track: true,
    quiesce: false,
    ...more,
  } as const
  return host.done(await host.services.backups.create(request))
}

const backupsOf = async (id: MachineId) => (await host.services.backups.list(id)).backups

/** What a guest would read from an image, whatever it lies on. */
const contentOf = async (path: string): Promise<string> => {
  const raw = join(daemon.directory, 'home', 'content.raw')
  await daemon.runAs('qemu-img', 'convert', '-O', 'raw', path, raw)
  return createHash('sha256')
    .update(await readFile(raw))
    .digest('hex')
}

const diskOf = async (name: string): Promise<string> =>
  /vda\s+(\S+)/.exec(await daemon.virsh('domblklist', name))?.[1] ?? ''

test('a chain of backups, with a guest writing between, is restored byte for byte', async () => {
  const id = await startAgentGuest(daemon, host, {
    name: 'keeper',
    devices: disk(await image('keeper')),
  })
  await agentAnswers(host, id)
  const scribble = async (seek: number): Promise<string> => {
    await inGuest(
      host,
      id,
      `dd if=/dev/urandom of=/dev/vda bs=64k seek=${seek} count=40 conv=fsync 2>/dev/null`,
    )
    return (await inGuest(host, id, 'sha256sum </dev/vda')).slice(0, 64)
  }

  const first = await scribble(0)
  const job = await backUp(id)
  expect(job.virshLine).toMatch(/backup-begin .*--reuse-external --backupxml <\(printf/)
  const second = await scribble(20)
  const plan = await host.services.backups.plan(id, { folder: folder('backups') })
  expect(plan).toMatchObject({ whyNotIncremental: null, base: { kind: 'full' } })
  const changed = plan.disks[0]?.changed ?? 0
  expect(changed).toBeGreaterThan(0)
  expect(changed).toBeLessThan(plan.disks[0]?.capacity ?? 0)
  await backUp(id, { kind: 'incremental' })
  const third = await scribble(200)
  await backUp(id, { kind: 'incremental', quiesce: true })
  await scribble(100)

  const backups = await backupsOf(id)
  expect(backups.map(({ kind, broken }) => ({ kind, broken }))).toEqual([
    { kind: 'incremental', broken: null },
    { kind: 'incremental', broken: null },
    { kind: 'full', broken: null },
  ])
  expect(backups[0]?.parent).toBe(backups[1]?.id)
  const { checkpoints } = await host.services.backups.list(id)
  expect(checkpoints.map(({ targets }) => targets)).toEqual([['vda'], ['vda'], ['vda']])

  const poolId = backups[0]?.poolId ?? ''
  for (const [at, wanted] of [third, second, first].entries()) {
    const name = `again-${at}`
    const backupId = backups[at]?.id ?? ''
    await host.done(
      await host.services.backups.restore({ how: 'newMachine', backupId, name, poolId }),
    )
    expect(await contentOf(await diskOf(name))).toBe(wanted)
  }

  const replacing = { how: 'replace', id, backupId: backups[1]?.id ?? '', poolId } as const
  await expect(host.services.backups.restore(replacing)).rejects.toMatchObject({
    cause: { code: 'wrong-state', message: 'keeper is not shut off' },
  })
  const before = await diskOf('keeper')
  await daemon.virsh('destroy', 'keeper')
  await until(() => host.services.inventory.get(id)?.state === 'shutOff')
  await host.done(await host.services.backups.restore(replacing))
  expect(await diskOf('keeper')).not.toBe(before)
  expect(await contentOf(await diskOf('keeper'))).toBe(second)
  expect((await host.services.backups.list(id)).checkpoints).toEqual([])

  const oldest = backups[2]?.id ?? ''
  await expect(host.services.backups.delete(oldest, false)).rejects.toMatchObject({
    cause: { message: '2 later backups lie on it' },
  })
  const deleted = await host.done(await host.services.backups.delete(oldest, true))
  expect(await backupsOf(id)).toEqual([])
  const left = await daemon.virsh('vol-list', 'backups')
  for (const { disks } of backups) {
    expect(left).not.toContain(disks[0]?.volume)
    expect(deleted.virshLine).toContain(`vol-delete --pool backups --vol ${disks[0]?.volume}`)
  }
  expect(left).not.toContain('.backup.json')
}, 180_000)

/** A machine whose firmware finds nothing to boot, which writes nothing. */
const idle = async (name: string, devices: string): Promise<MachineId> => {
  const xml = `<domain type='qemu'><name>${name}</name><memory unit='MiB'>32</memory>
    <os><type machine='q35'>hvm</type></os><devices>${devices}</devices></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id))
  return id
}

const start = async (id: MachineId, name: string): Promise<void> => {
  await daemon.virsh('start', name)
  await until(() => host.services.inventory.get(id)?.state === 'running')
}

test('raw disks are backed up whole, and say why nothing more', async () => {
  const path = await image('plain', 'raw')
  await daemon.runAs('dd', 'if=/dev/urandom', `of=${path}`, 'bs=1M', 'count=4', 'conv=notrunc')
  const id = await idle('plain', disk(path, 'raw'))
  const to = { folder: folder('backups') }
  expect((await host.services.backups.plan(id, to)).refusals).toEqual([
    expect.stringMatching(/It does not run.*Start it first.*or.*by Clone… or Export…\.$/),
  ])
  await start(id, 'plain')
  const plan = await host.services.backups.plan(id, to)
  expect(plan).toMatchObject({ canTrack: false, refusals: [] })
  expect(plan.whyNotTrack).toContain('vda is raw')
  expect(plan.whyNotIncremental).toContain('vda is raw')
  await expect(backUp(id)).rejects.toMatchObject({ cause: { code: 'wrong-state' } })
  await backUp(id, { track: false })
  const [backup] = await backupsOf(id)
  expect(backup).toMatchObject({ kind: 'full', checkpoint: null, broken: null })
  const poolId = backup?.poolId ?? ''
  const backupId = backup?.id ?? ''
  const request = { how: 'newMachine', backupId, poolId, name: 'plain-2' } as const
  await host.done(await host.services.backups.restore(request))
  await daemon.virsh('destroy', 'plain')
  expect(await contentOf(await diskOf('plain-2'))).toBe(await contentOf(path))
}, 90_000)

test('an image of qcow2’s old version says how it becomes a new one', async () => {
  const path = join(daemon.directory, 'home', 'old.qcow2')
  await daemon.runAs('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', 'compat=0.10', path, SIZE)
  await daemon.virsh('pool-create-as', 'homes', 'dir', '--target', join(daemon.directory, 'home'))
  const id = await idle('old', disk(path))
  await start(id, 'old')
  const plan = await host.services.backups.plan(id, { folder: folder('backups') })
  expect(plan).toMatchObject({ canTrack: false, refusals: [] })
  expect(plan.whyNotTrack).toContain(`qemu-img amend -o compat=1.1 ${path}`)
  await backUp(id, { track: false })
  expect((await backupsOf(id))[0]).toMatchObject({ kind: 'full', broken: null })
  await daemon.virsh('destroy', 'old')
}, 90_000)

test('what fails or is cancelled leaves nothing behind', async () => {
  const id = await idle('slow', disk(await image('slow')))
  await start(id, 'slow')
  await daemon.virsh('blkdeviotune', 'slow', 'vda', '--total-bytes-sec', '65536')
  const started = await host.services.backups.create({
    id,
    to: { folder: folder('cancelled') },
    kind: 'full',
    track: true,
    quiesce: false,
  })
  host.services.jobs.cancel(started.jobId)
  expect((await host.ended(started)).state).toBe('cancelled')
  expect(await host.services.backups.list(id)).toMatchObject({ backups: [], checkpoints: [] })
  await daemon.virsh('pool-refresh', 'cancelled')
  expect((await daemon.virsh('vol-list', 'cancelled')).trim()).toBe('')
  await daemon.virsh('destroy', 'slow')
}, 90_000)

test('a backup whose parts are gone says so, and what is no manifest is left out', async () => {
  const id = await idle('torn', disk(await image('torn')))
  await start(id, 'torn')
  await backUp(id)
  const [backup] = await backupsOf(id)
  const volume = backup?.disks[0]?.volume ?? ''
  await daemon.virsh('vol-delete', volume, '--pool', 'backups')
  const uuid = id.slice(id.lastIndexOf('/') + 1)
  const stray = `torn-${uuid.slice(0, 8)}.20200101-000000.backup.json`
  await daemon.virsh('vol-create-as', 'backups', stray, '4k', '--format', 'raw')
  const [listed, ...others] = await backupsOf(id)
  expect(others).toEqual([])
  expect(listed?.broken).toBe(`${volume} is gone`)
  const request = { how: 'newMachine', backupId: listed?.id ?? '', name: 'x', poolId: '' } as const
  await expect(host.services.backups.restore(request)).rejects.toMatchObject({
    cause: { code: 'not-found' },
  })
  const [checkpoint] = (await host.services.backups.list(id)).checkpoints
  await host.services.backups.deleteCheckpoint(id, checkpoint?.name ?? '', false)
  expect((await host.services.backups.list(id)).checkpoints).toEqual([])
  await daemon.virsh('destroy', 'torn')
}, 90_000)
