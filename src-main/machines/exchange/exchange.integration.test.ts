import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewMachine } from '../../../src-preload/contract/provisioning'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { talkToGuest } from '../../testing/guest-shell'
import { serveHost, until, type ServedHost } from '../../testing/served-host'
import { guestFolder } from '../demo-machine'
import { MachineExport } from './machine-export'

let daemon: PrivateDaemon
let host: ServedHost

const inPool = (name: string): string => join(daemon.directory, 'pool', name)
const mine = (name: string): string => join(host.folder, name)

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  mkdirSync(join(daemon.directory, 'pool'))
  chmodSync(join(daemon.directory, 'pool'), 0o777)
  await daemon.virsh('pool-create-as', 'default', 'dir', '--target', inPool(''))
  host = await serveHost(daemon.uri())
})

afterAll(async () => {
  await host.close()
  await daemon.dispose()
})

/** A disk that firmware boots by itself: the demo guest's kernel, and a script that starts it. */
const makeBootDisk = (path: string): void => {
  const files = mine('esp')
  mkdirSync(files)
  cpSync(join(guestFolder(), 'vmlinuz'), join(files, 'vmlinuz.efi'))
  cpSync(join(guestFolder(), 'initrd.img'), join(files, 'initrd.img'))
  writeFileSync(
    join(files, 'startup.nsh'),
    'vmlinuz.efi initrd=\\initrd.img console=ttyS0 no_timer_check quiet\r\n',
  )
  execFileSync('qemu-img', ['convert', '-f', 'vvfat', '-O', 'qcow2', `fat:${files}`, path])
  chmodSync(path, 0o666)
}

const request = (more: Partial<NewMachine> & Pick<NewMachine, 'name' | 'source'>): NewMachine => ({
  hostId: host.hostId,
  networks: [],
  graphics: 'none',
  start: false,
  ...more,
})

const make = async (it: NewMachine): Promise<string> => {
  const { id } = await (await host.services.provisioner.create(it)).result
  await until(() => host.services.inventory.get(id))
  return id
}

const importOf = async (path: string, name: string, more: Partial<NewMachine> = {}) => {
  const { file } = await host.services.provisioner.parts.files.add(path)
  return request({ name, source: { type: 'import', file }, ...more })
}

const pooled = (): string[] => readdirSync(inPool('')).sort()

describe('a machine that is exported', () => {
  test('comes back under another name, and boots to its shell', async () => {
    makeBootDisk(inPool('boot.qcow2'))
    await daemon.virsh('pool-refresh', 'default')
    const id = await make(
      request({
        name: 'first <ö>',
        description: 'What it\nis for',
        source: {
          type: 'disk',
          disk: { type: 'volume', pool: 'default', volume: 'boot.qcow2' },
          format: 'qcow2',
        },
        moreDisks: [{ sizeMib: 8, format: 'raw' }],
        firmware: 'uefi',
        memoryMib: 256,
        vcpus: 1,
      }),
    )
    const plan = await host.services.exporting.plan(id)
    expect(plan.refusal).toBeUndefined()
    expect(plan.disks.map(({ target }) => target)).toEqual(['vda', 'vdb'])
    const archive = mine('first.ova')
    await host.done(host.services.exporting.export(id, archive))
    expect(execFileSync('tar', ['tf', archive], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      'first.ovf',
      'first-disk1.vmdk',
      'first-disk2.vmdk',
      'first.mf',
    ])
    expect(readdirSync(host.folder).filter((name) => name.startsWith('.'))).toEqual([])

    const file = await host.services.provisioner.parts.files.add(archive)
    expect(file).toMatchObject({
      name: 'first <ö>',
      description: 'What it\nis for',
      vcpus: 1,
      memoryMib: 256,
      firmware: 'uefi',
      drivers: 'virtio',
      disks: [{ format: 'vmdk' }, { format: 'vmdk', capacity: 8 * 2 ** 20 }],
      notes: [],
    })
    const copy = await make(
      request({ name: 'second', source: { type: 'import', file: file.file }, start: true }),
    )
    expect(pooled()).toEqual(expect.arrayContaining(['second-1.qcow2', 'second-2.qcow2']))
    const said = await talkToGuest(host, copy, ['ls /sys/block', 'echo do"ne"'])
    expect(said).toMatch(/vda\s+vdb/)
    await daemon.virsh('destroy', 'second')
    expect(readdirSync(mine('exchange'))).toEqual([])
  }, 240_000)
})

/** An archive of one machine with one disk of these bytes, made by the system's own tar. */
const archiveWith = (
  name: string,
  {
    disk,
    manifest,
    size,
    image = 'a.vmdk',
    compression = 'identity',
  }: { disk: Buffer; manifest?: string; size?: number; image?: string; compression?: string },
): string => {
  const work = mine(`${name}-files`)
  mkdirSync(work)
  const said = size ?? disk.length
  writeFileSync(
    join(work, 'a.ovf'),
    `<Envelope xmlns:r='r'><References><File id='f' href='${image}' size='${said}' compression='${compression}'/></References>
      <DiskSection><Disk diskId='d' fileRef='f' capacity='1' capacityAllocationUnits='MB'/></DiskSection>
      <VirtualSystem id='old'><VirtualHardwareSection>
        <Item><r:ResourceType>17</r:ResourceType><r:HostResource>ovf:/disk/d</r:HostResource></Item>
      </VirtualHardwareSection></VirtualSystem></Envelope>`,
  )
  writeFileSync(join(work, image), disk)
  const files = ['a.ovf', image]
  if (manifest !== undefined) {
    writeFileSync(join(work, 'a.mf'), manifest)
    files.push('a.mf')
  }
  const path = mine(`${name}.ova`)
  execFileSync('tar', ['cf', path, '-C', work, ...files])
  rmSync(work, { recursive: true })
  return path
}

const streamVmdk = (): Buffer => {
  // Nothing that could be packed: what is torn of it must show.
  writeFileSync(mine('plain.img'), randomBytes(2 ** 20))
  execFileSync('qemu-img', [
    'convert',
    '-f',
    'raw',
    '-O',
    'vmdk',
    '-o',
    'subformat=streamOptimized',
    mine('plain.img'),
    mine('plain.vmdk'),
  ])
  return readFileSync(mine('plain.vmdk'))
}

test('an unpacked descriptor takes the images beside it, and no other file', async () => {
  const disk = streamVmdk()
  const digest = createHash('sha256').update(disk).digest('hex')
  const archive = archiveWith('unpacked', { disk, manifest: `SHA256(a.vmdk)= ${digest}` })
  const folder = mine('unpacked')
  mkdirSync(folder)
  execFileSync('tar', ['xf', archive, '-C', folder])
  const { files } = host.services.provisioner.parts
  const file = await files.add(join(folder, 'a.ovf'))
  expect(file).toMatchObject({ canAdapt: false, disks: [{ format: 'vmdk', capacity: 2 ** 20 }] })
  expect(file.notes).toEqual([])
  await make(request({ name: 'from-folder', source: { type: 'import', file: file.file } }))
  expect(pooled()).toContain('from-folder.qcow2')

  // Nor what is a link, or lacks: what is beside a descriptor of somebody else's stays here.
  writeFileSync(join(folder, 'key.txt'), 'private')
  rmSync(join(folder, 'a.vmdk'))
  symlinkSync('key.txt', join(folder, 'a.vmdk'))
  await expect(files.add(join(folder, 'a.ovf'))).rejects.toThrow('lacks a.vmdk')
  const text = readFileSync(join(folder, 'a.ovf'), 'utf8').replaceAll('a.vmdk', 'key.txt')
  writeFileSync(join(folder, 'a.ovf'), text)
  await expect(files.add(join(folder, 'a.ovf'))).rejects.toThrow('lacks key.txt')
})

/** What a guest would read of a volume in the pool. */
const contentOf = (name: string): string => {
  execFileSync('qemu-img', ['convert', '-O', 'raw', inPool(name), mine('seen.img')])
  return createHash('sha256')
    .update(readFileSync(mine('seen.img')))
    .digest('hex')
}

const plain = (): string =>
  createHash('sha256')
    .update(readFileSync(mine('plain.img')))
    .digest('hex')

describe('a file of this computer', () => {
  test.each([
    ['vmdk', 'compatible'],
    ['vdi', 'compatible'],
    ['qcow2', 'virtio'],
    ['img', 'virtio'],
  ])('that is %s becomes a machine with the same disk', async (extension, drivers) => {
    streamVmdk()
    const path = mine(`disk.${extension}`)
    const format = extension === 'img' ? 'raw' : extension
    execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', format, mine('plain.img'), path])
    const chosen = await host.services.provisioner.parts.files.add(path)
    expect(chosen).toMatchObject({ name: 'disk', drivers, disks: [{ format }] })
    const name = `of-${extension}`
    const id = await make(request({ name, source: { type: 'import', file: chosen.file } }))
    expect(contentOf(`${name}.qcow2`)).toBe(plain())
    const { nextBoot } = await host.services.hardware.read(id)
    expect(nextBoot.devices.find(({ kind }) => kind === 'disk')).toMatchObject({
      bus: drivers === 'virtio' ? 'virtio' : 'sata',
      format: 'qcow2',
    })
  })

  test('is checked by its manifest before anything is made', async () => {
    const disk = streamVmdk()
    const hex = createHash('sha256').update(disk).digest('hex')
    const good = archiveWith('good', { disk, manifest: `SHA256(a.vmdk)= ${hex}\n` })
    await make(await importOf(good, 'checked'))
    expect(contentOf('checked.qcow2')).toBe(plain())

    const before = pooled()
    const bad = archiveWith('bad', { disk, manifest: `SHA256(a.vmdk)= ${'0'.repeat(64)}\n` })
    const started = await host.services.provisioner.create(await importOf(bad, 'damaged'))
    await expect(started.result).rejects.toThrow(/not what the archive’s manifest says/)
    expect(pooled()).toEqual(before)
    expect(await daemon.virsh('list', '--all', '--name')).not.toContain('damaged')
  })

  test.each([
    ['said by its descriptor', { image: 'a.vmdk', compression: 'gzip' }, 'vmdk'],
    ['said by its name', { image: 'a.vmdk.gz' }, 'vmdk'],
    ['of a disk without a header', { image: 'a.img.gz', compression: 'gzip' }, 'raw'],
  ])('is unpacked from gzip, %s', async (_, packing, format) => {
    const vmdk = streamVmdk()
    const disk = gzipSync(format === 'raw' ? readFileSync(mine('plain.img')) : vmdk)
    const hex = createHash('sha256').update(disk).digest('hex')
    const name = `packed-${packing.image.replaceAll('.', '-')}`
    const manifest = `SHA256(${packing.image})= ${hex}\n`
    const path = archiveWith(name, { disk, manifest, ...packing })
    const chosen = await host.services.provisioner.parts.files.add(path)
    expect(chosen).toMatchObject({ notes: [], disks: [{ format, capacity: 2 ** 20 }] })
    await make(request({ name, source: { type: 'import', file: chosen.file } }))
    expect(contentOf(`${name}.qcow2`)).toBe(plain())
    expect(readdirSync(mine('exchange'))).toEqual([])
  })

  test('whose gzip is torn, or a bomb, leaves nothing behind', async () => {
    const disk = gzipSync(streamVmdk())
    const before = pooled()
    const fails = async (name: string, bytes: Buffer, image: string, words: RegExp) => {
      const path = archiveWith(name, { disk: bytes, image, compression: 'gzip' })
      const started = await host.services.provisioner.create(await importOf(path, name))
      await expect(started.result).rejects.toThrow(words)
      expect(pooled()).toEqual(before)
      expect(readdirSync(mine('exchange'))).toEqual([])
      expect(await daemon.virsh('list', '--all', '--name')).not.toContain(name)
    }
    await fails(
      'gzip-torn',
      disk.subarray(0, disk.length - 100_000),
      'a.vmdk',
      /cannot be unpacked/,
    )
    // It says that it has 1 MiB, and has eight of them.
    const bomb = gzipSync(Buffer.alloc(8 * 2 ** 20))
    await fails('gzip-bomb', bomb, 'a.img', /more than its disk holds/)
    const noGzip = archiveWith('gzip-none', { disk: streamVmdk(), compression: 'gzip' })
    await expect(host.services.provisioner.parts.files.add(noGzip)).rejects.toThrow(
      /cannot be unpacked/,
    )
  })

  test('is refused with wrong sizes, without its disk, or with a disk that points elsewhere', async () => {
    const disk = streamVmdk()
    const chosenFiles = host.services.provisioner.parts.files
    await expect(
      chosenFiles.add(archiveWith('sizes', { disk, size: disk.length + 1 })),
    ).rejects.toThrow(/bytes of a\.vmdk, and says/)
    execFileSync('qemu-img', [
      'create',
      '-q',
      '-f',
      'qcow2',
      '-F',
      'raw',
      '-b',
      '/etc/hostname',
      mine('spy.qcow2'),
      '1M',
    ])
    await expect(
      chosenFiles.add(archiveWith('spy', { disk: readFileSync(mine('spy.qcow2')) })),
    ).rejects.toThrow(/lies on another image/)
    await expect(chosenFiles.read('00000000-0000-4000-8000-000000000000')).rejects.toThrow(
      /not chosen any more/,
    )
  })

  test('whose import is cancelled, or fails half-way, leaves nothing behind', async () => {
    const disk = streamVmdk()
    const path = archiveWith('torn', { disk })
    const before = pooled()
    // Its headers are whole, and what follows is not.
    const bytes = readFileSync(path)
    const start = bytes.indexOf(disk)
    bytes.fill(0xff, start + disk.length / 2, start + disk.length - 65_536)
    writeFileSync(path, bytes)
    const started = await host.services.provisioner.create(await importOf(path, 'torn'))
    await expect(started.result).rejects.toThrow(/cannot be read/)
    const cancelled = await host.services.provisioner.create(
      await importOf(archiveWith('whole', { disk }), 'cancelled'),
    )
    host.services.jobs.cancel(cancelled.jobId)
    await expect(cancelled.result).rejects.toThrow(/cancelled/)
    expect((await host.ended(cancelled)).state).toBe('cancelled')
    expect(pooled()).toEqual(before)
    expect(readdirSync(mine('exchange'))).toEqual([])
  })
})

test('virt-v2v adapts a guest where it is there, and its refusal undoes everything', async () => {
  streamVmdk()
  const bin = mine('bin')
  mkdirSync(bin)
  // What the program is asked for and leaves behind, without a guest that it would understand.
  writeFileSync(
    join(bin, 'virt-v2v'),
    `#!/bin/sh
[ "$1" = --version ] && exit 0
echo "[   0.1] Converting the guest"
[ "$1 $2" = "-i disk" ] || { echo "no guest in it" >&2; exit 1; }
qemu-img convert -O qcow2 "$3" "$7/adapted-sda"
`,
    { mode: 0o755 },
  )
  const path = process.env['PATH']
  process.env['PATH'] = `${bin}:${path}`
  try {
    const chosen = await host.services.provisioner.parts.files.add(mine('plain.vmdk'))
    expect(chosen.canAdapt).toBe(true)
    const source = { type: 'import', file: chosen.file, adapt: true } as const
    const id = await make(request({ name: 'adapted', source }))
    expect(contentOf('adapted.qcow2')).toBe(plain())
    const { nextBoot } = await host.services.hardware.read(id)
    expect(nextBoot.devices.find(({ kind }) => kind === 'disk')).toMatchObject({ bus: 'virtio' })

    const before = pooled()
    const archive = archiveWith('strange', { disk: readFileSync(mine('plain.vmdk')) })
    const { file } = await host.services.provisioner.parts.files.add(archive)
    const refused = await host.services.provisioner.create(
      request({ name: 'refused', source: { type: 'import', file, adapt: true } }),
    )
    await expect(refused.result).rejects.toThrow(/cannot adapt/)
    expect(pooled()).toEqual(before)
    expect(readdirSync(mine('exchange'))).toEqual([])
  } finally {
    process.env['PATH'] = path
  }
})

describe('an export', () => {
  const makeDisk = async (name: string, ...words: readonly string[]): Promise<void> => {
    await daemon.virsh('vol-create-as', 'default', name, '1M', '--format', 'qcow2', ...words)
  }

  test('flattens what its disks lie on, also where the files must be fetched', async () => {
    streamVmdk()
    execFileSync('qemu-img', ['convert', '-O', 'qcow2', mine('plain.img'), inPool('base.qcow2')])
    chmodSync(inPool('base.qcow2'), 0o666)
    await daemon.virsh('pool-refresh', 'default')
    await makeDisk('top.qcow2', '--backing-vol', 'base.qcow2', '--backing-vol-format', 'qcow2')
    const source = {
      type: 'disk',
      disk: { type: 'volume', pool: 'default', volume: 'top.qcow2' },
      format: 'qcow2',
    } as const
    const id = await make(request({ name: 'layered', source }))
    const there = new MachineExport({
      ...host.services.exporting.parts,
      uriOf: () => 'qemu+ssh://elsewhere.example/system',
    })
    for (const [name, service] of [
      ['here', host.services.exporting],
      ['there', there],
    ] as const) {
      await host.done(service.export(id, mine(`${name}.ova`)))
      await make(await importOf(mine(`${name}.ova`), `again-${name}`))
      expect(contentOf(`again-${name}.qcow2`)).toBe(plain())
    }
  })

  test('of a running machine is refused, and a failed one leaves what was there', async () => {
    await makeDisk('busy.qcow2')
    const source = {
      type: 'disk',
      disk: { type: 'volume', pool: 'default', volume: 'busy.qcow2' },
      format: 'qcow2',
    } as const
    const id = await make(request({ name: 'busy', source, memoryMib: 64, start: true }))
    await until(() => host.services.inventory.get(id)?.state === 'running')
    expect((await host.services.exporting.plan(id)).refusal).toMatch(/must be shut off/)
    writeFileSync(mine('kept.ova'), 'as it was')
    const job = await host.ended(host.services.exporting.export(id, mine('kept.ova')))
    expect(job.state).toBe('failed')
    expect(readFileSync(mine('kept.ova'), 'utf8')).toBe('as it was')
    await daemon.virsh('destroy', 'busy')
    await until(() => host.services.inventory.get(id)?.state === 'shutOff')
    const nowhere = await host.ended(host.services.exporting.export(id, '/nowhere/at/all.ova'))
    expect(nowhere.failure?.code).toBe('not-found')
    expect(existsSync('/nowhere')).toBe(false)
  })
})
