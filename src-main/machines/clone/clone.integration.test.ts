import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { CloneRequest } from '../../../src-preload/contract/calls/clone'
import type { Job } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { until } from '../../testing/served-host'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'

const MIB = 1024 * 1024

const { daemon, host } = await startPrivateHost()
const pools: Record<string, string> = {}

const makePool = async (name: string): Promise<void> => {
  pools[name] = await host.services.storage.pools.create({
    hostId: host.hostId,
    name,
    pool: { type: 'dir', path: folder(name) },
    build: true,
    overwrite: false,
    start: true,
    autostart: false,
  })
}

beforeAll(async () => {
  await makePool('images')
  await makePool('closed')
})

const folder = (pool: string): string => join(daemon.directory, 'home', pool)
const at = (name: string, pool = 'images'): string => join(folder(pool), name)
const files = (pool = 'images'): string[] =>
  readdirSync(folder(pool)).sort((a, b) => a.localeCompare(b))

const makeDisk = (name: string, format: string, pool = 'images') =>
  host.services.storage.volumes.create({
    poolId: pools[pool] ?? '',
    name,
    format,
    capacity: 4 * MIB,
  })

/** Bytes at the beginning of what a guest sees of an image. */
const write = (name: string, pattern: number): void => {
  execFileSync('qemu-io', ['-c', `write -P ${pattern} 0 64k`, at(name)])
  execFileSync('chown', [`${daemon.user.uid}`, at(name)])
}
const holds = (path: string, pattern: number): boolean =>
  !execFileSync('qemu-io', ['-r', '-c', `read -P ${pattern} 0 64k`, path]).includes('failed')

const disk = (path: string, target: string, format = 'qcow2'): string =>
  `<disk type='file' device='disk'><driver name='qemu' type='${format}' cache='none'/><source file='${path}'/><target dev='${target}' bus='virtio'/></disk>`

const define = async (name: string, devices: string): Promise<MachineId> => {
  const xml = `<domain type='qemu'><name>${name}</name><genid/>
    <metadata><other:x xmlns:other='urn:other'>kept</other:x></metadata><memory>65536</memory>
    <sysinfo type='smbios'><system><entry name='serial'>S1</entry></system></sysinfo>
    <os><type machine='q35'>hvm</type><smbios mode='sysinfo'/></os><features><acpi/></features>
    <devices>${devices}<interface type='user'><mac address='52:54:00:11:22:33'/></interface>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id))
  return id
}

const clone = (request: CloneRequest): Promise<Job> =>
  host.ended(host.services.cloning.clone(request))

const definition = async (name: string) =>
  parseXml(await daemon.virsh('dumpxml', name, '--inactive'))

/** Where a machine's disks are, by target. */
const disksOf = async (name: string): Promise<Record<string, string | undefined>> => {
  const devices = find(await definition(name), 'devices')
  return Object.fromEntries(
    (devices ? children(devices, 'disk') : []).map((element) => [
      attributeOf(element, 'target', 'dev'),
      attributeOf(element, 'source', 'file') ?? attributeOf(element, 'source', 'volume'),
    ]),
  )
}

test('a full clone has disks and an identity of its own, and all else alike', async () => {
  await makeDisk('web-1.qcow2', 'qcow2')
  await makeDisk('data.raw', 'raw')
  await makeDisk('medium.iso', 'raw')
  write('web-1.qcow2', 0x41)
  writeFileSync(at('data.raw'), Buffer.alloc(4 * MIB, 7))
  const id = await define(
    'web-1',
    disk(at('web-1.qcow2'), 'vda') +
      `<disk type='volume' device='disk'><driver name='qemu' type='raw'/><source pool='images' volume='data.raw'/><target dev='vdb' bus='virtio'/></disk>
       <disk type='file' device='cdrom'><source file='${at('medium.iso')}'/><target dev='sda' bus='sata'/><readonly/></disk>`,
  )
  const plan = await host.services.cloning.plan({ id, name: 'web-2', how: 'full' })
  expect(plan).toMatchObject({
    disks: [
      { target: 'vda', how: 'copy', newVolume: 'web-2.qcow2' },
      { target: 'vdb', how: 'copy', newVolume: 'web-2-vdb.raw' },
      { target: 'sda', how: 'shared' },
    ],
    notes: [],
  })
  expect(plan).not.toHaveProperty('refusal')
  expect(await clone({ id, name: 'web-2', how: 'full' })).toMatchObject({
    state: 'done',
    note: 'Made web-2',
    virshLine: expect.stringMatching(
      /^virt-clone .* --original web-1 --name web-2 --auto-clone$/,
    ) as string,
  })
  expect(await disksOf('web-2')).toEqual({
    vda: at('web-2.qcow2'),
    vdb: 'web-2-vdb.raw',
    sda: at('medium.iso'),
  })
  expect(holds(at('web-2.qcow2'), 0x41)).toBe(true)
  expect(readFileSync(at('web-2-vdb.raw')).equals(readFileSync(at('data.raw')))).toBe(true)

  const [first, second] = [await definition('web-1'), await definition('web-2')]
  for (const path of ['uuid', 'genid']) {
    expect([path, textOf(second, path)]).not.toEqual([path, textOf(first, path)])
    expect(textOf(second, path)).toMatch(/^[0-9a-f-]{36}$/)
  }
  const mac = attributeOf(second, 'devices/interface/mac', 'address')
  expect(mac).toMatch(/^52:54:00/)
  expect(mac).not.toBe('52:54:00:11:22:33')
  expect(attributeOf(second, 'devices/disk/driver', 'cache')).toBe('none')
  expect(find(second, 'metadata')?.textContent?.trim()).toBe('kept')
  // Both can run at once.
  await daemon.virsh('start', 'web-1')
  await daemon.virsh('start', 'web-2')
  for (const name of ['web-1', 'web-2']) await daemon.virsh('destroy', name)
})

test('a linked clone and its machine go on from a base that nobody writes to', async () => {
  await makeDisk('db-1.qcow2', 'qcow2')
  write('db-1.qcow2', 0x42)
  const id = await define('db-1', disk(at('db-1.qcow2'), 'vda'))
  const before = readFileSync(at('db-1.qcow2'))
  const plan = await host.services.cloning.plan({ id, name: 'db-2', how: 'linked' })
  expect(plan.disks).toEqual([
    {
      target: 'vda',
      path: at('db-1.qcow2'),
      how: 'overlay',
      newVolume: 'db-2.qcow2',
      ownOverlay: 'db-1-vda.qcow2',
    },
  ])
  expect(await clone({ id, name: 'db-2', how: 'linked' })).toMatchObject({
    state: 'done',
    withoutVirshLine: expect.stringContaining('same base') as string,
  })
  expect(await disksOf('db-1')).toEqual({ vda: at('db-1-vda.qcow2') })
  expect(await disksOf('db-2')).toEqual({ vda: at('db-2.qcow2') })
  write('db-1-vda.qcow2', 0x43)
  write('db-2.qcow2', 0x44)
  expect(readFileSync(at('db-1.qcow2')).equals(before)).toBe(true)
  expect([holds(at('db-1.qcow2'), 0x42), holds(at('db-1-vda.qcow2'), 0x43)]).toEqual([true, true])

  const { storage, definitions } = host.services
  const base = { poolId: pools['images'] ?? '', name: 'db-1.qcow2' }
  const { failure } = await host.ended(await storage.jobs.deleteVolume(base))
  expect(failure).toMatchObject({ code: 'in-use' })
  expect(existsSync(at('db-1.qcow2'))).toBe(true)
  expect(definitions.history.list(id)).toMatchObject([{ why: 'Became the base of a linked clone' }])
})

test('a template gives any number of clones on one base', async () => {
  await makeDisk('tmpl.qcow2', 'qcow2')
  const id = await define('tmpl', disk(at('tmpl.qcow2'), 'vda'))
  for (const name of ['one', 'two']) {
    const plan = await host.services.cloning.plan({ id, name, how: 'template' })
    expect(plan.notes).toEqual([expect.stringContaining('template from now on') as string])
    expect(await clone({ id, name, how: 'template' })).toMatchObject({ state: 'done' })
    expect(await disksOf(name)).toEqual({ vda: at(`${name}.qcow2`) })
    expect(find(await definition(name), 'devices/disk/readonly')).toBeUndefined()
  }
  const chain = await host.services.storage.backing.chain(pools['images'] ?? '', 'two.qcow2')
  expect(chain.links.map(({ volume }) => volume)).toEqual(['two.qcow2', 'tmpl.qcow2'])
  expect(find(await definition('tmpl'), 'devices/disk/readonly')).toBeDefined()
  expect(await disksOf('tmpl')).toEqual({ vda: at('tmpl.qcow2') })
})

test('what cannot be cloned says why, and a failure takes everything back', async () => {
  await makeDisk('first.qcow2', 'qcow2')
  await makeDisk('second.qcow2', 'qcow2', 'closed')
  const id = await define(
    'half',
    disk(at('first.qcow2'), 'vda') + disk(at('second.qcow2', 'closed'), 'vdb'),
  )
  const xml = await daemon.virsh('dumpxml', 'half')
  const before = files()
  for (const how of ['full', 'linked', 'template'] as const) {
    chmodSync(folder('closed'), 0o555)
    const job = await clone({ id, name: 'whole', how })
    chmodSync(folder('closed'), 0o755)
    expect([how, job.state]).toEqual([how, 'failed'])
    expect(files()).toEqual(before)
    expect(await daemon.virsh('dumpxml', 'half')).toBe(xml)
    expect(await daemon.virsh('list', '--all', '--name')).not.toContain('whole')
  }
  const taken = await clone({ id, name: 'web-1', how: 'full' })
  expect(taken.failure).toMatchObject({ code: 'in-use' })

  await daemon.virsh('snapshot-create-as', 'half', 's1')
  const plan = await host.services.cloning.plan({ id, name: 'x', how: 'linked' })
  expect(plan.refusal).toContain('snapshots')
  const loose = join(daemon.directory, 'home/loose.img')
  writeFileSync(loose, 'x')
  const looseId = await define('loose', disk(loose, 'vda', 'raw'))
  expect(await clone({ id: looseId, name: 'y', how: 'full' })).toMatchObject({
    failure: { message: expect.stringContaining('in no running pool') as string },
  })
})

test('a running machine is neither cloned nor renamed, and says why', async () => {
  const { cloning, inventory } = host.services
  const id = await define('busy', '')
  await daemon.virsh('start', 'busy')
  await until(() => inventory.get(id)?.state === 'running')
  expect(await clone({ id, name: 'busy-2', how: 'full' })).toMatchObject({
    failure: {
      code: 'wrong-state',
      message: expect.stringContaining('must be shut off') as string,
    },
  })
  await expect(cloning.rename(id, 'idle')).rejects.toMatchObject({
    message: 'Could not rename busy',
    cause: { code: 'wrong-state', message: 'it is not shut off' },
  })
  await daemon.virsh('destroy', 'busy')
  await until(() => inventory.get(id)?.state === 'shutOff')
  await cloning.rename(id, 'idle & <done>')
  await until(() => inventory.get(id)?.name === 'idle & <done>')
  expect(await daemon.virsh('list', '--all', '--name')).toContain('idle & <done>')
})

test('a machine becomes a template and a machine again, unless something lies on its disks', async () => {
  await makeDisk('golden.qcow2', 'qcow2')
  write('golden.qcow2', 0x51)
  const id = await define('golden', disk(at('golden.qcow2'), 'vda'))
  const { templates, provisioner, storage } = host.services
  const xmlOf = (name: string): Promise<string> => daemon.virsh('dumpxml', name, '--inactive')
  await host.done(templates.save(id, null))
  expect(await xmlOf('golden')).toMatch(/<virthelm:tag>template<[^]*<readonly\/>/)
  expect(await xmlOf('golden')).toContain('kept')
  await until(() => host.services.inventory.get(id)?.tags?.includes('template'))

  const source = { type: 'template', machine: id, copy: 'linked' } as const
  const made = await provisioner.create({
    hostId: host.hostId,
    name: 'of-golden',
    source,
    start: false,
  })
  await made.result
  expect(await xmlOf('of-golden')).not.toMatch(/<readonly\/>|>template</)
  expect(holds(at('of-golden-vda.qcow2'), 0x51)).toBe(true)
  await expect(templates.unmake(id)).rejects.toThrow(/make golden a machine again/)
  expect(await xmlOf('golden')).toContain('<readonly/>')

  await daemon.virsh('undefine', 'of-golden')
  await storage.volumes.delete(pools['images'] ?? '', 'of-golden-vda.qcow2')
  await templates.unmake(id)
  expect(await xmlOf('golden')).not.toMatch(/<readonly\/>|>template</)
  expect(await disksOf('golden')).toEqual({ vda: at('golden.qcow2') })
})
