import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Job } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { RemovalItem, RemovalPlan } from '../../../src-preload/contract/removal'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { until } from '../../testing/served-host'
import { buildXml } from '../../xml/build-xml'

const MIB = 1024 * 1024

const { daemon, host } = await startPrivateHost()
let images: string
let poolId: string

beforeAll(async () => {
  images = join(daemon.directory, 'home/images')
  poolId = await host.services.storage.pools.create({
    hostId: host.hostId,
    name: 'images',
    pool: { type: 'dir', path: images },
    build: true,
    overwrite: false,
    start: true,
    autostart: false,
  })
})

const at = (name: string): string => join(images, name)

const makeDisk = async (name: string, below?: string): Promise<void> => {
  await host.services.storage.volumes.create({
    poolId,
    name,
    format: 'qcow2',
    ...(below === undefined
      ? { capacity: 8 * MIB }
      : { backing: { path: at(below), format: 'qcow2' } }),
  })
}

const disk = (path: string, target: string, inside = ''): string =>
  `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${path}'/><target dev='${target}'/>${inside}</disk>`

const define = async (name: string, devices: string, os = ''): Promise<MachineId> => {
  const xml = `<domain type='qemu'>${buildXml(['name', {}, name])}<memory>65536</memory>
    <os><type machine='q35'>hvm</type>${os}</os><features><acpi/></features><devices>${devices}</devices></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id))
  return id
}

const plan = (id: MachineId): Promise<RemovalPlan> => host.services.removal.removal.plan(id)

const remove = (
  id: MachineId,
  keys: readonly string[],
  mode: 'trash' | 'forever' = 'forever',
  forceOff = false,
): Promise<Job> => host.ended(host.services.removal.remove({ id, keys: [...keys], mode, forceOff }))

/** What a plan says of an item, in short. */
const said = ({ items }: RemovalPlan, label: string): Partial<RemovalItem> | undefined =>
  items.find((item) => item.label === label)

const defined = async (): Promise<string> => daemon.virsh('list', '--all', '--name')

test('a plan names all that a machine has, and guards what others need', async () => {
  for (const name of ['own.qcow2', 'shared.qcow2', 'base.qcow2', 'common.qcow2', 'iso'])
    await makeDisk(name)
  await makeDisk('overlay.qcow2', 'base.qcow2')
  await makeDisk('foreign-overlay.qcow2', 'common.qcow2')
  const loose = join(daemon.directory, 'home/loose.img')
  writeFileSync(loose, 'x')
  const nvram = join(daemon.directory, 'home/web.fd')
  writeFileSync(nvram, 'x')
  await define('neighbour', disk(at('shared.qcow2'), 'vda'))
  const id = await define(
    'web & co',
    disk(at('own.qcow2'), 'vda') +
      disk(at('shared.qcow2'), 'vdb') +
      disk(at('overlay.qcow2'), 'vdc') +
      disk(at('common.qcow2'), 'vdd') +
      disk(loose, 'vde') +
      disk(at('iso'), 'vdf', '<readonly/>') +
      `<disk type='volume' device='cdrom'><source pool='images' volume='iso'/><target dev='sda' bus='sata'/></disk>
       <tpm model='tpm-tis'><backend type='emulator' version='2.0'/></tpm>`,
    `<loader readonly='yes' type='pflash'>/usr/share/none.fd</loader><nvram>${nvram}</nvram>`,
  )
  const made = await plan(id)
  expect(made).toMatchObject({ machineId: id, name: 'web & co', isRunning: false })
  expect(said(made, at('own.qcow2'))).toMatchObject({
    kind: 'disk',
    fate: 'choice',
    suggested: true,
  })
  expect(said(made, at('own.qcow2'))?.size).toBeGreaterThan(0)
  expect(said(made, at('shared.qcow2'))).toMatchObject({
    fate: 'stays',
    reason: 'used by neighbour (vda)',
  })
  expect(said(made, at('overlay.qcow2'))).toMatchObject({ fate: 'choice', suggested: true })
  expect(said(made, at('base.qcow2'))).toMatchObject({
    kind: 'backing',
    fate: 'choice',
    suggested: false,
  })
  expect(said(made, at('common.qcow2'))).toMatchObject({
    fate: 'stays',
    reason: `${at('foreign-overlay.qcow2')} lies on it`,
  })
  expect(said(made, loose)).toMatchObject({ fate: 'stays' })
  expect(said(made, at('iso'))).toMatchObject({ fate: 'stays' })
  expect(said(made, nvram)).toMatchObject({ kind: 'nvram', fate: 'goes' })
  expect(said(made, 'TPM state')).toMatchObject({ kind: 'tpm', fate: 'goes', restorable: true })
  expect(made.virshLines).toEqual([
    expect.stringMatching(/ undefine --domain 'web & co' --nvram --tpm$/) as string,
  ])

  const refused = await remove(id, [`image:${at('shared.qcow2')}`])
  expect(refused.failure).toMatchObject({
    code: 'wrong-state',
    hint: 'used by neighbour (vda)',
  })
  const undermined = await remove(id, [`image:${at('base.qcow2')}`])
  expect(undermined.failure).toMatchObject({ code: 'invalid' })
  expect(await defined()).toContain('web & co')
  expect(existsSync(at('base.qcow2'))).toBe(true)

  const chosen = ['own.qcow2', 'overlay.qcow2', 'base.qcow2'].map((name) => `image:${at(name)}`)
  expect(await remove(id, chosen)).toMatchObject({ state: 'done', note: 'Removed for good' })
  expect(await defined()).not.toContain('web & co')
  expect(readdirSync(images).sort((a, b) => a.localeCompare(b))).toEqual([
    'common.qcow2',
    'foreign-overlay.qcow2',
    'iso',
    'shared.qcow2',
  ])
  expect([existsSync(loose), existsSync(nvram)]).toEqual([true, false])
})

test('a running machine is only removed when its plug may be pulled', async () => {
  await makeDisk('run.qcow2')
  const id = await define('runs', disk(at('run.qcow2'), 'vda'))
  await daemon.virsh('start', 'runs')
  await until(() => host.services.inventory.get(id)?.state === 'running')
  const made = await plan(id)
  expect(made).toMatchObject({ isRunning: true })
  expect(made.virshLines[0]).toMatch(/ destroy --domain runs$/)
  const key = `image:${at('run.qcow2')}`
  const refused = await remove(id, [key])
  expect(refused.failure).toMatchObject({ code: 'wrong-state' })
  expect(await daemon.virsh('domstate', 'runs')).toContain('running')
  const removed = await remove(id, [key], 'forever', true)
  expect(removed.state).toBe('done')
  expect(removed.virshLine?.split('\n').map((line) => line.split(' ')[3])).toEqual([
    'destroy',
    'undefine',
    'vol-delete',
  ])
  expect(await defined()).not.toContain('runs')
  expect(existsSync(at('run.qcow2'))).toBe(false)
})

test('the trash gives a machine back as it was, snapshots and firmware and TPM included', async () => {
  await makeDisk('kept.qcow2')
  const nvram = join(daemon.directory, 'home/kept.fd')
  writeFileSync(nvram, 'variables')
  const id = await define(
    'kept <ö>',
    disk(at('kept.qcow2'), 'vda') +
      `<graphics type='vnc' passwd='secret'/><tpm model='tpm-tis'><backend type='emulator' version='2.0'/></tpm>`,
    `<loader readonly='yes' type='pflash'>/usr/share/none.fd</loader><nvram>${nvram}</nvram>`,
  )
  const uuid = id.slice(id.lastIndexOf('/') + 1)
  const tpm = join(daemon.env['XDG_CONFIG_HOME'] ?? '', 'libvirt/qemu/swtpm', uuid)
  await daemon.runAs('mkdir', '-p', tpm)
  await daemon.virsh('autostart', 'kept <ö>')
  // UEFI machines can't take internal snapshots; libvirt keeps what it is told of one.
  const domain = await daemon.virsh('dumpxml', 'kept <ö>')
  const snapshotXml = (name: string, parent = ''): string =>
    `<domainsnapshot><name>${name}</name><state>shutoff</state><creationTime>1</creationTime>${parent}
     <disks><disk name='vda' snapshot='internal'/></disks>${domain}</domainsnapshot>`
  const dom = host.services.reach(id).dom
  for (const [name, parent, flags] of [
    ['first', '', 1],
    ['second', '<parent><name>first</name></parent>', 3],
  ] as const) {
    await host.connection.call(remote.domainSnapshotCreateXml, {
      dom,
      xmlDesc: snapshotXml(name, parent),
      flags,
    })
  }
  const before = await daemon.virsh('dumpxml', 'kept <ö>', '--security-info')
  const tree = await daemon.virsh('snapshot-list', 'kept <ö>', '--tree')
  expect(tree).toContain('second')

  expect(await remove(id, [`image:${at('kept.qcow2')}`], 'trash')).toMatchObject({
    state: 'done',
    note: 'In the trash',
    virshLine: expect.stringMatching(/undefine .*--keep-nvram --keep-tpm$/) as string,
  })
  expect(await defined()).not.toContain('kept')
  expect([existsSync(at('kept.qcow2')), existsSync(nvram), existsSync(tpm)]).toEqual([
    true,
    true,
    true,
  ])
  const [entry] = host.services.removal.trash
  expect(entry).toMatchObject({
    name: 'kept <ö>',
    uuid,
    hostId: host.hostId,
    volumes: [at('kept.qcow2')],
    snapshots: 2,
  })
  // It may hold passwords.
  const [file] = readdirSync(join(host.folder, 'trash'))
  expect(statSync(join(host.folder, 'trash', file ?? '')).mode & 0o777).toBe(0o600)

  await host.done(host.services.removal.restore(entry?.id ?? ''))
  expect(await daemon.virsh('dumpxml', 'kept <ö>', '--security-info')).toBe(before)
  expect(await daemon.virsh('snapshot-list', 'kept <ö>', '--tree')).toBe(tree)
  expect(await daemon.virsh('snapshot-current', 'kept <ö>', '--name')).toContain('second')
  expect(await daemon.virsh('list', '--all', '--autostart', '--name')).toContain('kept')
  expect(host.services.removal.trash).toEqual([])

  await until(() => host.services.inventory.get(id))
  await host.done(
    host.services.removal.remove({
      id,
      keys: [`image:${at('kept.qcow2')}`],
      mode: 'trash',
      forceOff: false,
    }),
  )
  const [again] = host.services.removal.trash
  const job = await host.done(host.services.removal.delete(again?.id ?? ''))
  expect(job.note).toBe('Deleted for good')
  expect([existsSync(at('kept.qcow2')), existsSync(nvram), existsSync(tpm)]).toEqual([
    false,
    false,
    false,
  ])
  expect(host.services.removal.trash).toEqual([])
  expect(await defined()).not.toContain('kept')
})

test('what another machine has come to use is not deleted with the trash', async () => {
  await makeDisk('passed-on.qcow2')
  const id = await define('giver', disk(at('passed-on.qcow2'), 'vda'))
  await remove(id, [`image:${at('passed-on.qcow2')}`], 'trash')
  await define('taker', disk(at('passed-on.qcow2'), 'vda'))
  const [entry] = host.services.removal.trash
  const job = await host.done(host.services.removal.delete(entry?.id ?? ''))
  expect(job.note).toContain('passed-on.qcow2')
  expect(existsSync(at('passed-on.qcow2'))).toBe(true)
})

test('a restore does not take the place of what came after', async () => {
  const id = await define('again', '')
  await remove(id, [], 'trash')
  await define('again', '')
  const [entry] = host.services.removal.trash
  const job = await host.ended(host.services.removal.restore(entry?.id ?? ''))
  expect(job.failure).toMatchObject({
    code: 'in-use',
    message: 'Could not restore again: another machine is called again now',
  })
  expect(host.services.removal.trash).toHaveLength(1)
  await host.done(host.services.removal.delete(entry?.id ?? ''))
})

test('a saved memory goes with its machine, and the plan says so', async () => {
  await makeDisk('saved.qcow2')
  const id = await define('saved', disk(at('saved.qcow2'), 'vda'))
  await daemon.virsh('start', 'saved')
  await daemon.virsh('managedsave', 'saved')
  await until(() => host.services.inventory.get(id)?.state === 'saved')
  expect(said(await plan(id), 'saved memory')).toMatchObject({
    kind: 'managedSave',
    fate: 'goes',
    restorable: false,
  })
  expect(await remove(id, [])).toMatchObject({ state: 'done' })
  expect(existsSync(at('saved.qcow2'))).toBe(true)
  expect(await defined()).not.toContain('saved')
})

test('a trash that cannot be written to removes nothing', async () => {
  const id = await define('safe', '')
  const blocked = join(host.folder, 'trash')
  const moved = `${blocked}-aside`
  renameSync(blocked, moved)
  writeFileSync(blocked, 'in the way')
  const job = await remove(id, [], 'trash')
  expect(job.state).toBe('failed')
  expect(await defined()).toContain('safe')
  rmSync(blocked)
  renameSync(moved, blocked)
  expect(await remove(id, [], 'trash')).toMatchObject({ state: 'done' })
})

test('the seed that was made with a machine goes with it; any other medium stays', async () => {
  for (const name of ['cloud-cidata.iso', 'other-cidata.iso', 'third-cidata.iso'])
    await makeDisk(name)
  const drive = (name: string, target: string): string =>
    `<disk type='file' device='cdrom'><source file='${at(name)}'/><target dev='${target}' bus='sata'/><readonly/></disk>`
  const id = await define(
    'cloud',
    drive('cloud-cidata.iso', 'sda') + drive('other-cidata.iso', 'sdb'),
  )
  const shared = await define('third', drive('third-cidata.iso', 'sda'))
  const borrower = await define('borrower', drive('third-cidata.iso', 'sda'))
  const made = await plan(id)
  expect(said(made, at('cloud-cidata.iso'))).toMatchObject({ fate: 'choice', suggested: true })
  expect(said(made, at('other-cidata.iso'))).toMatchObject({ fate: 'stays' })
  expect(said(await plan(shared), at('third-cidata.iso'))).toMatchObject({
    fate: 'stays',
    reason: expect.stringContaining('borrower') as string,
  })
  expect((await remove(id, [`image:${at('cloud-cidata.iso')}`])).state).toBe('done')
  expect(existsSync(at('cloud-cidata.iso'))).toBe(false)
  expect(existsSync(at('other-cidata.iso'))).toBe(true)
  for (const machine of [shared, borrower]) await remove(machine, [])
})
