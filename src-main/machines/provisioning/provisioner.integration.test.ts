import { chmod, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewMachine, ProvisioningCheck } from '../../../src-preload/contract/provisioning'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { talkToGuest } from '../../testing/guest-shell'
import { serveHost, until, type ServedHost } from '../../testing/served-host'
import { parseXml } from '../../xml/parse-xml'
import { textOf } from '../../xml/select-elements'
import { untouchedSave } from '../definition/untouched-save'
import { guestFolder } from '../demo-machine'

let daemon: PrivateDaemon
let served: ServedHost

const inDaemon = (name: string): string => join(daemon.directory, name)

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  for (const file of ['vmlinuz', 'initrd.img']) {
    await copyFile(join(guestFolder(), file), inDaemon(file))
  }
  await mkdir(inDaemon('pool'))
  await chmod(inDaemon('pool'), 0o777)
  const pool = `<pool type='dir'><name>default</name><target><path>${inDaemon('pool')}</path></target></pool>`
  await writeFile(inDaemon('pool.xml'), pool)
  await daemon.virsh('pool-define', inDaemon('pool.xml'))
  await daemon.virsh('pool-start', 'default')
  await daemon.virsh('vol-create-as', 'default', 'base.qcow2', '64M', '--format', 'qcow2')
  await daemon.virsh('vol-create-as', 'default', 'install.iso', '1M', '--format', 'raw')
  served = await serveHost(daemon.uri())
})

afterAll(async () => {
  await served.close()
  await daemon.dispose()
})

const request = (more: Partial<NewMachine> & Pick<NewMachine, 'name' | 'source'>): NewMachine => ({
  hostId: served.hostId,
  networks: [{ source: { type: 'user' } }],
  graphics: 'none',
  memoryMib: 128,
  vcpus: 1,
  start: false,
  ...more,
})

const provisioner = () => served.services.provisioner

const make = async (it: NewMachine): Promise<string> => {
  const started = await provisioner().create(it)
  const { id } = await started.result
  await until(() => served.services.inventory.get(id))
  return id
}

const stateOf = (checks: readonly ProvisioningCheck[], id: string) =>
  checks.find((check) => check.id.startsWith(id))?.state

const volumes = async (): Promise<string[]> => (await readdir(inDaemon('pool'))).sort()

const base = { type: 'volume', pool: 'default', volume: 'base.qcow2' } as const

describe('a plan', () => {
  test('says what would be made and changes nothing', async () => {
    const plan = await provisioner().plan(
      request({
        name: 'install me',
        title: 'An "install"',
        source: { type: 'iso', image: { type: 'volume', pool: 'default', volume: 'install.iso' } },
        disk: { sizeMib: 1024 },
      }),
    )
    expect(plan.canCreate).toBe(true)
    expect(plan.makes).toEqual(['volume install me.qcow2 in default, 1 GiB'])
    expect(plan.summary).toContainEqual(['Memory', '128 MiB'])
    expect(plan.virtInstall).toContain(`--name 'install me' --metadata 'title=An "install"'`)
    expect(plan.virtInstall).toContain(
      `--disk 'path=${inDaemon('pool/install me.qcow2')},format=qcow2'`,
    )
    expect(stateOf(plan.checks, 'name')).toBe('passed')
    expect(stateOf(plan.checks, 'pool:default')).toBe('passed')
    expect(untouchedSave(plan.xml)).toBe(plan.xml)
    expect(await volumes()).toEqual(['base.qcow2', 'install.iso'])
    expect(await daemon.virsh('list', '--all', '--name')).toBe('')
  })

  test('finds what would stop it, first', async () => {
    await writeFile(inDaemon('closed.img'), 'x')
    await chmod(inDaemon('closed.img'), 0o600)
    const network = `<network><name>idle</name><forward mode='none'/></network>`
    await writeFile(inDaemon('net.xml'), network)
    await daemon.virsh('net-define', inDaemon('net.xml'))
    const plan = await provisioner().plan(
      request({
        name: 'stopped',
        source: { type: 'directBoot', kernel: '/nowhere/vmlinuz', initrd: inDaemon('closed.img') },
        networks: [
          { source: { type: 'network', network: 'idle' } },
          { source: { type: 'network', network: 'none' } },
        ],
        disk: { pool: 'nopool' },
        vcpus: 1000,
        isolation: 'confidential',
      }),
    )
    expect(plan.canCreate).toBe(false)
    const states = Object.fromEntries(plan.checks.map(({ id, state }) => [id, state]))
    expect(states).toMatchObject({
      name: 'passed',
      kvm: expect.stringMatching(/passed|warning/) as string,
      isolation: 'failed',
      vcpus: 'failed',
      'pool:nopool': 'failed',
      'network:idle': 'failed',
      'network:none': 'failed',
      'path:/nowhere/vmlinuz': 'failed',
      [`path:${inDaemon('closed.img')}`]: 'warning',
    })
    expect(plan.checks.find(({ id }) => id === 'network:idle')).toMatchObject({
      network: 'idle',
      remedies: ['virsh net-start idle', 'virsh net-autostart idle'],
    })
    await expect(
      provisioner().create(
        request({ name: 's', source: { type: 'directBoot', kernel: '/nowhere' } }),
      ),
    ).rejects.toThrow('/nowhere does not exist')
  })

  test.each([
    ['users: 7', /users/],
    ['packages: vim', /packages/],
    ['a: [', /no YAML/],
    ['- 1', /not as cloud-init has it/],
  ])('refuses user-data %j', async (userData, words) => {
    const source = {
      type: 'cloudImage',
      image: base,
      copy: 'linked',
      cloudInit: { userData },
    } as const
    await expect(provisioner().plan(request({ name: 'bad', source }))).rejects.toThrow(words)
  })
})

describe('a machine is made', () => {
  test('with a disk that can be installed to', async () => {
    const id = await make(
      request({
        name: 'installer',
        source: { type: 'iso', image: { type: 'volume', pool: 'default', volume: 'install.iso' } },
        disk: { sizeMib: 64 },
        graphics: 'vnc',
        firmware: 'uefi',
      }),
    )
    const { nextBoot } = await served.services.hardware.read(id)
    expect(nextBoot.facts).toMatchObject({
      name: 'installer',
      firmware: { kind: 'uefi', secureBoot: false },
      boot: { order: ['disk:vda', 'disk:sda'] },
    })
    expect(nextBoot.devices.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'disk',
        'nic',
        'serial',
        'channel',
        'graphics',
        'video',
        'rng',
        'memballoon',
      ]),
    )
    expect(await volumes()).toContain('installer.qcow2')
  })

  test('of a cloud image, whose seed the guest reads', async () => {
    const id = await make(
      request({
        name: 'Cloud 1',
        source: {
          type: 'cloudImage',
          image: base,
          copy: 'linked',
          cloudInit: {
            user: 'ada',
            password: `s3cret' "x`,
            sshKeys: ['ssh-ed25519 AAAA ada@example'],
            packages: ['vim'],
            network: {
              addresses: ['192.0.2.7/24'],
              gateway: '192.0.2.1',
              nameservers: ['192.0.2.53'],
            },
            userData: 'timezone: Europe/Berlin\nruncmd:\n  - [echo, "ü"]\n',
          },
        },
      }),
    )
    expect(await volumes()).toEqual(expect.arrayContaining(['Cloud 1.qcow2', 'Cloud 1-cidata.iso']))
    expect(await daemon.runAs('qemu-img', 'info', inDaemon('pool/Cloud 1.qcow2'))).toContain(
      `backing file: ${inDaemon('pool/base.qcow2')}`,
    )
    // The image has no system; the tiny guest looks at the same drives in its place.
    const set = await served.services.hardware.change(id, 'config', {
      change: 'set',
      settings: {
        directBoot: {
          kernel: inDaemon('vmlinuz'),
          initrd: inDaemon('initrd.img'),
          cmdline: 'console=ttyS0 quiet',
        },
      },
    })
    expect(set.config).toEqual({ state: 'done' })
    // It has a driver for virtio disks, and none for drives.
    const moved = await served.services.hardware.change(id, 'config', {
      change: 'changeDevice',
      key: 'disk:sda',
      device: { kind: 'disk', device: 'disk', bus: 'virtio', readOnly: true },
    })
    expect(moved.config).toEqual({ state: 'done' })
    await daemon.virsh('start', 'Cloud 1')
    const said = await talkToGuest(served, id, [
      'mkdir -p /seed; mount -t iso9660 /dev/vdb /seed && echo mount$((1+1))ed',
      'dd if=/dev/vdb bs=1 skip=32808 count=6; for file in meta-data user-data network-config; do cat /seed/$file; done; echo do"ne"',
    ])
    expect(said).toContain('mount2ed')
    expect(said).toMatch(/^cidata/m)
    expect(said).toContain('local-hostname: cloud-1')
    expect(said).toContain(`instance-id: ${id.slice(id.indexOf('/') + 1)}`)
    expect(said).toContain('#cloud-config')
    expect(said).toContain('name: ada')
    expect(said).toMatch(/hashed_passwd: ["']?\$6\$/)
    expect(said).not.toContain('s3cret')
    expect(said).toContain('timezone: Europe/Berlin')
    expect(said).toContain('192.0.2.7/24')
    expect(said).toMatch(/macaddress: "?52:54:00/)
    await daemon.virsh('destroy', 'Cloud 1')
  }, 120_000)

  test.each(['raw', 'qcow2'] as const)(
    'of a %s cloud image that is in no pool, by the format that is said',
    async (format) => {
      const folder = inDaemon(`outside-${format}`)
      await mkdir(folder)
      await daemon.give(folder)
      const image = join(folder, 'cloud.img')
      await daemon.runAs('qemu-img', 'create', '-q', '-f', format, image, '16M')
      const outside = (said: 'raw' | 'qcow2', copy: 'full' | 'linked') =>
        request({
          name: `outside-${format}`,
          source: {
            type: 'cloudImage',
            image: { type: 'path', path: image },
            format: said,
            copy,
            cloudInit: { user: 'ada' },
          },
          disk: { sizeMib: 32 },
        })
      await expect(provisioner().plan(outside(format, 'full'))).rejects.toThrow(
        'The image is in no running pool, so the host cannot copy it',
      )
      const wrong = await provisioner().plan(outside(format === 'raw' ? 'qcow2' : 'raw', 'linked'))
      expect(wrong.canCreate).toBe(false)
      expect(stateOf(wrong.checks, 'format:')).toBe('failed')

      await make(outside(format, 'linked'))
      const made = await daemon.runAs(
        'qemu-img',
        'info',
        '--output=json',
        inDaemon(`pool/outside-${format}.qcow2`),
      )
      expect(JSON.parse(made)).toMatchObject({
        'backing-filename': image,
        'backing-filename-format': format,
        'virtual-size': 32 * 2 ** 20,
      })
    },
  )

  test('of a kernel, started at once, and again of itself as a template', async () => {
    const source = {
      type: 'directBoot',
      kernel: inDaemon('vmlinuz'),
      initrd: inDaemon('initrd.img'),
      cmdline: 'console=ttyS0 quiet',
    } as const
    const id = await make(
      request({ name: 'direct', source, disk: { sizeMib: 8, format: 'raw' }, start: true }),
    )
    await until(() => served.services.inventory.get(id)?.state === 'running')
    const template = request({
      name: 'copy',
      title: 'A copy',
      source: { type: 'template', machine: id, copy: 'full' },
      memoryMib: 192,
    })
    expect(stateOf((await provisioner().plan(template)).checks, 'template')).toBe('failed')
    await daemon.virsh('destroy', 'direct')
    for (const copy of ['full', 'linked'] as const) {
      const made = await make({
        ...template,
        name: `copy-${copy}`,
        source: { type: 'template', machine: id, copy },
      })
      const [first, second] = await Promise.all(
        [id, made].map((it) => served.services.definitions.editable(it)),
      )
      const [original, own] = [parseXml(first?.nextBoot ?? ''), parseXml(second?.nextBoot ?? '')]
      expect(textOf(own, 'uuid')).not.toBe(textOf(original, 'uuid'))
      expect(textOf(own, 'title')).toBe('A copy')
      const { nextBoot } = await served.services.hardware.read(made)
      expect(nextBoot.facts.memory.memoryKib).toBe(192 * 1024)
      const format = copy === 'full' ? 'raw' : 'qcow2'
      expect(nextBoot.devices.find(({ key }) => key === 'disk:vda')).toMatchObject({
        source: { type: 'file', path: inDaemon(`pool/copy-${copy}-vda.${format}`) },
        format,
      })
    }
  })

  test.each(['standard', 'hardened'] as const)(
    'in the %s tier, as the host takes it',
    async (isolation) => {
      const id = await make(
        request({
          name: `tier-${isolation}`,
          source: { type: 'pxe' },
          disk: null,
          graphics: 'vnc',
          isolation,
          firmware: 'bios',
          tpm: false,
        }),
      )
      const { nextBoot } = await served.services.hardware.read(id)
      const kinds = nextBoot.devices.map(({ kind }) => kind)
      const isHardened = isolation === 'hardened'
      expect(kinds.includes('channel')).toBe(!isHardened)
      expect(nextBoot.devices.find(({ kind }) => kind === 'memballoon')).toMatchObject({
        model: isHardened ? 'none' : 'virtio',
      })
      expect(nextBoot.devices.find(({ kind }) => kind === 'graphics')).toMatchObject({
        listen: isHardened ? 'socket' : 'address',
      })
    },
  )
})

describe('a machine that cannot be made', () => {
  test('leaves nothing behind', async () => {
    const before = await volumes()
    const started = await provisioner().create(
      request({
        name: 'halfway',
        source: { type: 'cloudImage', image: base, copy: 'linked', cloudInit: { user: 'x' } },
        networks: [{ source: { type: 'bridge', bridge: 'nobridge0' } }],
        start: true,
      }),
    )
    await expect(started.result).rejects.toThrow(/nobridge0|bridge/)
    expect((await served.ended(started)).failure?.message).toMatch(/^Could not make halfway/)
    expect(await volumes()).toEqual(before)
    expect(await daemon.virsh('list', '--all', '--name')).not.toContain('halfway')
  })

  test('leaves alone what was there before', async () => {
    await daemon.virsh('vol-create-as', 'default', 'mine.qcow2', '1M', '--format', 'qcow2')
    const it = request({ name: 'mine', source: { type: 'pxe' }, disk: { sizeMib: 1 } })
    await expect(provisioner().create(it)).rejects.toThrow('There is a volume mine.qcow2 already')
    expect(await volumes()).toContain('mine.qcow2')
  })

  test('is refused for a text that libvirt would not keep, by its field', async () => {
    const source = { type: 'directBoot', kernel: '/k', cmdline: 'a\u0001' } as const
    await expect(provisioner().plan(request({ name: 'x', source }))).rejects.toThrow(
      'source.cmdline has a character that XML cannot hold, U+0001',
    )
  })
})
