import { chmod, copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import type { DeviceSpec } from '../../../src-preload/contract/device-specs'
import type { Device, MachineHardware } from '../../../src-preload/contract/hardware'
import { remote } from '../../libvirt'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { serveHost, until, type ServedHost } from '../../testing/served-host'
import { untouchedSave } from '../definition/untouched-save'
import { guestFolder } from '../demo-machine'
import { listDeviceModels } from './device-models'

let daemon: PrivateDaemon
let served: ServedHost

const inDaemon = (name: string): string => join(daemon.directory, name)

const guest = (name: string, more: string): string => `<domain type='qemu'>
  <name>${name}</name>
  <metadata><v:keep xmlns:v="urn:virthelm:test" who="it's me">a &amp; b</v:keep></metadata>
  <memory unit='MiB'>128</memory>
  <vcpu current='1'>2</vcpu>
  <os>
    <type machine='q35'>hvm</type>
    <kernel>${inDaemon('vmlinuz')}</kernel>
    <initrd>${inDaemon('initrd.img')}</initrd>
    <cmdline>console=ttyS0 no_timer_check quiet</cmdline>
  </os>
  <features><acpi/></features>
  <devices>${more}
    <serial type='pty'/>
    <memballoon model='virtio'/>
  </devices>
</domain>`

const ports = Array.from({ length: 8 }, () => `<controller type='pci' model='pcie-root-port'/>`)

const runningDevices = `<controller type='pci' model='pcie-root'/>${ports.join('')}
    <controller type='scsi' model='virtio-scsi'/>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='user'><model type='virtio'/></interface>
    <graphics type='vnc' autoport='yes' passwd='sec ret' listen='127.0.0.1'/>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <video><model type='vga'/></video>`

const define = async (name: string, more = ''): Promise<string> => {
  const file = inDaemon(`${name}.xml`)
  await writeFile(file, guest(name, more))
  await chmod(file, 0o644)
  await daemon.virsh('define', file)
  return await until(
    () => served.services.inventory.snapshot().machines.find((m) => m.name === name)?.id,
  )
}

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  for (const file of ['vmlinuz', 'initrd.img'])
    await copyFile(join(guestFolder(), file), inDaemon(file))
  for (const file of ['data.img', 'more.img', 'medium.iso']) {
    await writeFile(inDaemon(file), Buffer.alloc(1024 * 1024))
    await chmod(inDaemon(file), 0o666)
  }
  served = await serveHost(daemon.uri())
})

afterAll(async () => {
  await served.close()
  await daemon.dispose()
})

const hardware = () => served.services.hardware

const change = (id: string, where: 'live' | 'config' | 'both', it: HardwareChange) =>
  hardware().change(id, where, it)

const keysIn = (part: MachineHardware['live']): string[] =>
  part?.devices.map(({ key }) => key) ?? []

const deviceIn = (part: MachineHardware['live'], key: string): Device | undefined =>
  part?.devices.find((device) => device.key === key)

describe('a machine that runs', () => {
  let id: string

  beforeAll(async () => {
    id = await define('runner', runningDevices)
    await daemon.virsh('start', 'runner')
    // Devices are let go by the guest's kernel, which is up when somebody can log in.
    await waitForLogin()
  })

  const waitForLogin = async (): Promise<void> => {
    const connection = await served.connection.sibling()
    const { dom } = served.services.reach(id)
    const stream = await connection.openStream(remote.domainOpenConsole, {
      dom,
      devName: null,
      flags: 0,
    })
    let heard = ''
    for await (const bytes of stream) {
      heard += Buffer.from(bytes).toString('latin1')
      if (/login:|[#$] $/.test(heard)) break
    }
    stream.abort()
    await connection.close()
  }

  test('differs in nothing from its next boot, and is written back as it is', async () => {
    const pending = await served.services.definitions.pending(id)
    expect(pending.filter(({ type }) => type !== 'same')).toEqual([])
    const { live, nextBoot } = await served.services.definitions.editable(id)
    expect(untouchedSave(nextBoot)).toBe(nextBoot)
    expect(untouchedSave(live ?? '')).toBe(live)
    expect(nextBoot).toContain("passwd='sec ret'")
  })

  test('gets a disk now and for its next boot, under one name, and loses it again', async () => {
    const device: DeviceSpec = {
      kind: 'disk',
      source: { type: 'file', path: inDaemon('data.img') },
      format: 'raw',
      serial: 'DATA',
    }
    expect(await change(id, 'both', { change: 'addDevice', device })).toEqual({
      live: { state: 'done' },
      config: { state: 'done' },
    })
    const { live, nextBoot } = await hardware().read(id)
    for (const part of [live, nextBoot]) {
      expect(deviceIn(part, 'disk:vda')).toMatchObject({
        kind: 'disk',
        bus: 'virtio',
        format: 'raw',
        serial: 'DATA',
        source: { type: 'file', path: inDaemon('data.img') },
      })
    }
    expect(await daemon.virsh('domblklist', 'runner')).toContain(inDaemon('data.img'))
    const removed = await change(id, 'both', { change: 'removeDevice', key: 'disk:vda' })
    expect(removed.config).toEqual({ state: 'done' })
    expect(['done', 'asked']).toContain(removed.live.state)
    const after = await untilAsync(async () => {
      const now = await hardware().read(id)
      return keysIn(now.live).includes('disk:vda') ? undefined : now
    })
    expect(keysIn(after.nextBoot)).not.toContain('disk:vda')
  })

  const untilAsync = async <T>(ask: () => Promise<T | undefined>): Promise<T> => {
    for (let turn = 0; turn < 100; turn++) {
      const found = await ask()
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('it did not come')
  }

  test('gets a network interface whose cable is pulled', async () => {
    const device: DeviceSpec = { kind: 'nic', source: { type: 'user' }, model: 'virtio' }
    expect(await change(id, 'live', { change: 'addDevice', device })).toEqual({
      live: { state: 'done' },
      config: { state: 'not-wanted' },
    })
    const before = await hardware().read(id)
    const [key] = keysIn(before.live).filter((it) => !keysIn(before.nextBoot).includes(it))
    expect(key).toMatch(/^nic:52:54:00:/)
    const pull: HardwareChange = {
      change: 'changeDevice',
      key: key ?? '',
      device: { kind: 'nic', linkUp: false },
    }
    expect((await change(id, 'live', pull)).live).toEqual({ state: 'done' })
    expect(deviceIn((await hardware().read(id)).live, key ?? '')).toMatchObject({ linkUp: false })
  })

  test('takes a medium and gives it back', async () => {
    const insert: HardwareChange = {
      change: 'changeDevice',
      key: 'disk:sda',
      device: { kind: 'disk', source: { type: 'file', path: inDaemon('medium.iso') } },
    }
    expect(await change(id, 'both', insert)).toEqual({
      live: { state: 'done' },
      config: { state: 'done' },
    })
    expect(await daemon.virsh('domblklist', 'runner')).toContain('medium.iso')
    const eject: HardwareChange = {
      change: 'changeDevice',
      key: 'disk:sda',
      device: { kind: 'disk', source: null },
    }
    expect((await change(id, 'both', eject)).live).toEqual({ state: 'done' })
    const { live, nextBoot } = await hardware().read(id)
    expect(deviceIn(live, 'disk:sda')).toMatchObject({ source: null })
    expect(deviceIn(nextBoot, 'disk:sda')).toMatchObject({ source: null })
  })

  test('has a disk slowed down and let go again', async () => {
    const device: DeviceSpec = {
      kind: 'disk',
      source: { type: 'file', path: inDaemon('more.img') },
      format: 'raw',
      target: 'vdc',
    }
    const added = await change(id, 'live', { change: 'addDevice', device })
    expect(added.live).toEqual({ state: 'done' })
    const limit = (throttle: Extract<DeviceSpec, { kind: 'disk' }>['throttle']) =>
      change(id, 'live', {
        change: 'changeDevice',
        key: 'disk:vdc',
        device: { kind: 'disk', throttle },
      })
    expect((await limit({ readBytes: 1_048_576, writeIops: 50 })).live).toEqual({ state: 'done' })
    const tune = await daemon.virsh('blkdeviotune', 'runner', 'vdc', '--live')
    expect(tune).toMatch(/read_bytes_sec *: 1048576/)
    expect(tune).toMatch(/write_iops_sec *: 50/)
    expect(deviceIn((await hardware().read(id)).live, 'disk:vdc')).toMatchObject({
      throttle: { readBytes: 1_048_576, writeIops: 50 },
    })
    expect((await limit(null)).live).toEqual({ state: 'done' })
    expect(await daemon.virsh('blkdeviotune', 'runner', 'vdc', '--live')).toMatch(
      /read_bytes_sec *: 0/,
    )
    const { live } = await hardware().read(id)
    expect(deviceIn(live, 'disk:vdc')).not.toHaveProperty('throttle')
    await change(id, 'live', { change: 'removeDevice', key: 'disk:vdc' })
  })

  test('hears more often how its guest uses its memory', async () => {
    const set: HardwareChange = {
      change: 'changeDevice',
      key: 'memballoon#0',
      device: { kind: 'memballoon', statsPeriodS: 3 },
    }
    expect(await change(id, 'both', set)).toEqual({
      live: { state: 'done' },
      config: { state: 'done' },
    })
    const { live, nextBoot } = await hardware().read(id)
    for (const part of [live, nextBoot]) {
      expect(deviceIn(part, 'memballoon#0')).toMatchObject({ statsPeriodS: 3 })
    }
  })

  test('says what only its next boot can have', async () => {
    const sound = await change(id, 'both', {
      change: 'addDevice',
      device: { kind: 'sound', model: 'ich9' },
    })
    expect(sound).toMatchObject({
      live: { state: 'needs-restart', reason: expect.stringMatching(/sound/i) as string },
      config: { state: 'done' },
    })
    const cpu: HardwareChange = {
      change: 'set',
      settings: { cpu: { topology: { sockets: 1, cores: 2, threads: 1 } }, title: 'Läufer <1>' },
    }
    expect(await change(id, 'both', cpu)).toMatchObject({
      live: {
        state: 'needs-restart',
        reason:
          'A running machine keeps its processor model, topology and NUMA cells; the rest took effect',
      },
      config: { state: 'done' },
    })
    const { live, nextBoot } = await hardware().read(id)
    expect(live?.facts.title).toBe('Läufer <1>')
    expect(live?.facts.cpu.topology).toBeUndefined()
    expect(nextBoot.facts.cpu.topology).toEqual({ sockets: 1, dies: 1, cores: 2, threads: 1 })
    const pending = await served.services.definitions.pending(id)
    expect(pending.filter(({ type }) => type !== 'same').map(({ text }) => text.trim())).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^<topology/),
        expect.stringMatching(/^<sound/),
      ]),
    )
  })

  test('gets a processor and less memory while it runs', async () => {
    expect(
      (await change(id, 'live', { change: 'set', settings: { vcpus: { current: 2 } } })).live,
    ).toEqual({ state: 'done' })
    expect(
      (await change(id, 'live', { change: 'set', settings: { memory: { currentKib: 98_304 } } }))
        .live,
    ).toEqual({ state: 'done' })
    const pinning = { vcpus: [{ vcpu: 1, cpuset: '0' }], emulator: '0' }
    expect((await change(id, 'live', { change: 'set', settings: { pinning } })).live).toEqual({
      state: 'done',
    })
    expect((await hardware().read(id)).live?.facts).toMatchObject({
      vcpus: { maximum: 2, current: 2 },
      pinning,
    })
  })

  test('leaves its next boot alone when the change fails', async () => {
    const device: DeviceSpec = { kind: 'disk', source: { type: 'file', path: '/nowhere.img' } }
    const outcome = await change(id, 'both', { change: 'addDevice', device })
    expect(outcome).toMatchObject({
      live: {
        state: 'failed',
        failure: {
          message: 'Could not add a disk of runner',
          cause: { text: expect.stringContaining('/nowhere.img') as string },
        },
      },
      config: { state: 'skipped' },
    })
  })
})

describe('a machine with room for memory modules', () => {
  test('gets one, and its own memory stays what it was', async () => {
    const id = await define('roomy', '')
    const set = (memory: object) => change(id, 'config', { change: 'set', settings: { memory } })
    expect((await set({ hotplug: { maximumKib: 1_048_576, slots: 4 } })).config).toEqual({
      state: 'done',
    })
    const device: DeviceSpec = { kind: 'memory', sizeKib: 131_072, node: 0 }
    expect((await change(id, 'config', { change: 'addDevice', device })).config).toEqual({
      state: 'done',
    })
    const facts = async () => (await hardware().read(id)).nextBoot.facts
    expect(await facts()).toMatchObject({
      memory: { memoryKib: 262_144, hotplug: { maximumKib: 1_048_576, slots: 4 } },
      cpu: { numa: [{ cpus: '0-1', memoryKib: 131_072 }] },
    })
    expect((await set({ memoryKib: 393_216 })).config).toEqual({ state: 'done' })
    expect(await facts()).toMatchObject({
      memory: { memoryKib: 393_216 },
      cpu: { numa: [{ memoryKib: 262_144 }] },
    })
    const several = [
      { cpus: '0', memoryKib: 131_072 },
      { cpus: '1', memoryKib: 131_072 },
    ]
    await change(id, 'config', { change: 'set', settings: { cpu: { numa: several } } })
    expect((await set({ memoryKib: 524_288 })).config).toMatchObject({
      state: 'failed',
      failure: { code: 'invalid' },
    })
  })
})

test('a host tells which models its machines can have', async () => {
  const kind = { arch: 'x86_64', machineType: 'q35', virtType: 'qemu' }
  const models = await listDeviceModels(served.connection, kind)
  expect(models).toMatchObject({
    diskBuses: expect.arrayContaining(['virtio', 'scsi', 'sata']) as unknown,
    graphics: expect.arrayContaining(['vnc']) as unknown,
    video: expect.arrayContaining(['vga', 'virtio']) as unknown,
    tpms: expect.arrayContaining(['tpm-crb', 'tpm-tis']) as unknown,
    tpmBackends: expect.arrayContaining(['emulator']) as unknown,
  })
  // QEMU on this kind of machine has no IDE.
  expect(models.diskBuses).not.toContain('ide')
  expect(await listDeviceModels(served.connection, { ...kind, arch: 'none' })).not.toHaveProperty(
    'video',
  )
})

test.each(['q35', 'pc'])(
  'a host takes every model of sound card, watchdog and panic notifier offered for %s',
  async (machineType) => {
    const { sounds, watchdogs, panics } = await listDeviceModels(served.connection, {
      arch: 'x86_64',
      machineType,
      virtType: 'qemu',
    })
    expect(sounds).toContain('ich9')
    expect(panics).toContain('isa')
    expect(watchdogs).toHaveLength(2)
    const each = (element: string, models: readonly string[] = []) =>
      models.map((model) => `<${element} model='${model}'/>`).join('')
    // Libvirt 9.0 takes only one watchdog per machine.
    for (const watchdog of watchdogs ?? []) {
      const devices = each('sound', sounds) + each('panic', panics) + each('watchdog', [watchdog])
      const name = `models-${machineType}-${watchdog}`
      const xml = guest(name, devices).replace("machine='q35'", `machine='${machineType}'`)
      const file = inDaemon(`${name}.xml`)
      await writeFile(file, xml, { mode: 0o644 })
      await daemon.virsh('define', file)
      await daemon.virsh('undefine', name)
    }
  },
)

describe('a machine that is off', () => {
  let id: string

  beforeAll(async () => {
    id = await define('shelf')
  })

  const specs: readonly DeviceSpec[] = [
    {
      kind: 'disk',
      source: { type: 'file', path: '/a.qcow2' },
      format: 'qcow2',
      cache: 'none',
      io: 'native',
      discard: 'unmap',
    },
    { kind: 'disk', device: 'cdrom', source: null },
    {
      kind: 'disk',
      bus: 'scsi',
      source: { type: 'block', path: '/dev/sdx' },
      readOnly: true,
      shareable: true,
    },
    { kind: 'disk', source: { type: 'volume', pool: 'p', volume: 'v' } },
    { kind: 'nic', source: { type: 'network', network: 'default' }, model: 'virtio', mtu: 1400 },
    { kind: 'nic', source: { type: 'bridge', bridge: 'br0' }, model: 'e1000e' },
    { kind: 'nic', source: { type: 'direct', device: 'eth0', mode: 'bridge' } },
    {
      kind: 'graphics',
      type: 'vnc',
      listen: { type: 'address', address: '127.0.0.1' },
      password: `p'"<&`,
      keymap: 'de',
    },
    { kind: 'video', model: 'qxl', vramKib: 65_536, heads: 1 },
    { kind: 'sound' },
    { kind: 'tpm' },
    { kind: 'watchdog', action: 'pause' },
    { kind: 'rng', rate: { bytes: 1024, periodMs: 1000 } },
    { kind: 'hostdev', source: { type: 'usb', vendor: '1d6b', product: '0002' } },
    { kind: 'hostdev', source: { type: 'pci', address: '0000:01:00.1' } },
    { kind: 'filesystem', driver: '9p', source: '/srv', target: 'nine', readOnly: true },
    { kind: 'serial', backend: { type: 'file', path: '/tmp/log' } },
    { kind: 'console', backend: { type: 'pty' } },
    { kind: 'channel', backend: { type: 'unix' }, targetName: 'org.qemu.guest_agent.0' },
    { kind: 'controller', type: 'scsi', model: 'virtio-scsi' },
    { kind: 'input', type: 'tablet', bus: 'usb' },
    { kind: 'memballoon', statsPeriodS: 5, freePageReporting: true },
    { kind: 'vsock' },
    { kind: 'panic' },
  ]

  test.each(specs.map((device) => [device.kind, device] as const))(
    'takes a %s, and an untouched save keeps it',
    async (_, device) => {
      const before = await hardware().read(id)
      const outcome = await change(id, 'both', { change: 'addDevice', device })
      expect(outcome).toEqual({ live: { state: 'not-running' }, config: { state: 'done' } })
      const { nextBoot } = await hardware().read(id)
      // A machine has one balloon, which is set rather than added.
      const more = device.kind === 'memballoon' ? 0 : 1
      expect(nextBoot.devices.length).toBeGreaterThanOrEqual(before.nextBoot.devices.length + more)
      const again = await served.services.definitions.editable(id)
      expect(untouchedSave(again.nextBoot)).toBe(again.nextBoot)
    },
  )

  test('holds what was asked for', async () => {
    const { nextBoot } = await hardware().read(id)
    expect(deviceIn(nextBoot, 'memballoon#0')).toMatchObject({ statsPeriodS: 5 })
    expect(deviceIn(nextBoot, 'graphics:vnc')).toMatchObject({ hasPassword: true, keymap: 'de' })
    expect(deviceIn(nextBoot, 'hostdev:usb:1d6b:0002')).toMatchObject({ managed: true })
    expect(deviceIn(nextBoot, 'filesystem:nine')).toMatchObject({ driver: '9p', readOnly: true })
  })

  test('takes every setting, and one that is so already changes nothing', async () => {
    const settings = {
      title: 'A shelf',
      description: 'Two\nlines & more',
      memory: {
        memoryKib: 524_288,
        currentKib: 262_144,
        hugepages: { pageKib: 2048 },
        locked: true,
      },
      vcpus: { maximum: 4, current: 2 },
      cpu: {
        mode: 'maximum' as const,
        topology: { sockets: 2, cores: 2, threads: 1 },
        numa: [
          { cpus: '0-1', memoryKib: 262_144 },
          { cpus: '2-3', memoryKib: 262_144 },
        ],
      },
      pinning: { vcpus: [{ vcpu: 0, cpuset: '0' }], emulator: '0-1' },
      numaTune: { mode: 'preferred' as const, nodeset: '0' },
      bootOrder: ['disk:vda', 'disk:sda'],
      bootMenu: true,
      directBoot: null,
    }
    const set = () => change(id, 'config', { change: 'set', settings })
    expect((await set()).config).toEqual({ state: 'done' })
    const { facts } = (await hardware().read(id)).nextBoot
    expect(facts).toMatchObject({
      title: 'A shelf',
      description: 'Two\nlines & more',
      memory: {
        memoryKib: 524_288,
        currentKib: 262_144,
        hugepages: { pageKib: 2048 },
        locked: true,
      },
      vcpus: { maximum: 4, current: 2 },
      cpu: { mode: 'maximum', topology: { sockets: 2, dies: 1, cores: 2, threads: 1 } },
      pinning: { vcpus: [{ vcpu: 0, cpuset: '0' }], emulator: '0-1' },
      numaTune: { mode: 'preferred', nodeset: '0' },
      boot: { devices: [], order: ['disk:vda', 'disk:sda'], menu: true },
    })
    expect(facts.boot.direct).toBeUndefined()
    expect(facts.cpu.numa).toHaveLength(2)
    expect((await set()).config).toEqual({ state: 'unchanged' })
  })

  test('keeps what this app does not know', async () => {
    const { nextBoot } = await served.services.definitions.editable(id)
    expect(nextBoot).toContain(
      `<v:keep xmlns:v="urn:virthelm:test" who="it's me">a &amp; b</v:keep>`,
    )
  })

  test('goes back through its history, with its password', async () => {
    const { definitions } = served.services
    const [newest] = definitions.history.list(id)
    expect(newest?.why).toMatch(/^Set title, description/)
    const { xml, againstNextBoot } = await definitions.past(id, newest?.id ?? '')
    expect(xml).not.toContain('passwd')
    expect(againstNextBoot).toContainEqual({ type: 'removed', text: '  <title>A shelf</title>' })
    await definitions.restore(id, newest?.id ?? '')
    const { nextBoot } = await definitions.editable(id)
    expect(nextBoot).not.toContain('A shelf')
    expect(nextBoot).toContain(`passwd='p&apos;&quot;&lt;&amp;'`)
    expect(definitions.history.list(id)[0]?.why).toBe('Restored an earlier one')
  })

  test('is saved as text, unless the text is stale, another’s, or none', async () => {
    const { definitions } = served.services
    const { nextBoot, version } = await definitions.editable(id)
    const edited = nextBoot.replace('<name>', '<!-- mine --><name>').replace('<vcpu', '<vcpu ')
    expect(await definitions.preview(id, nextBoot)).toMatchObject({ isUnchanged: true })
    const titled = edited.replace('</name>', '</name>\n  <title>Text</title>')
    const preview = await definitions.preview(id, titled)
    expect(preview.againstNextBoot).toContainEqual({ type: 'added', text: '  <title>Text</title>' })
    await definitions.save(id, titled, { validate: true, version })
    expect((await hardware().read(id)).nextBoot.facts.title).toBe('Text')
    const save = (xml: string, it = version) =>
      definitions.save(id, xml, { validate: true, version: it })
    await expect(save(titled)).rejects.toThrow(/changed elsewhere/)
    const { version: newest } = await definitions.editable(id)
    await expect(save('<domain', newest)).rejects.toThrow(/not well-formed/)
    await expect(save('<network/>', newest)).rejects.toThrow(/no machine/)
    await expect(save(titled.replace(/<uuid>.*<\/uuid>/, ''), newest)).rejects.toThrow(/UUID/)
    await expect(save(titled.replace('<vcpu', '<vcpus'), newest)).rejects.toThrow(/vcpus/)
    await expect(save(titled.replace('<devices>', '<devices><nonsense/>'), newest)).rejects.toThrow(
      /schema|nonsense/i,
    )
  })

  test('has no launch to attest, which is said rather than failed', async () => {
    expect(await served.services.launches.read(id)).toEqual({
      state: 'not-available',
      reason: 'the machine is off, and a launch is measured when it starts',
    })
  })

  test('refuses a text that libvirt would not keep, by its field', async () => {
    const device: DeviceSpec = { kind: 'disk', source: { type: 'file', path: '/a\nb' } }
    await expect(change(id, 'config', { change: 'addDevice', device })).rejects.toThrow(
      'device.source.path has a tab or line break',
    )
  })
})
