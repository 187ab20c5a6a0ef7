import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { Schedule, ShutDownManner } from '../../../src-preload/contract/power'
import { remote } from '../../libvirt'
import { guestXml, writeBootDisk } from '../../libvirt/testing/boot-sector-guest'
import { guestFolder } from '../demo-machine'
import { startPrivateHost } from '../../testing/private-host'
import { until } from '../../testing/served-host'

const { daemon, host } = await startPrivateHost()

afterEach(async () => {
  for (const name of (await daemon.virsh('list', '--name')).split('\n').filter(Boolean)) {
    await daemon.virsh('destroy', name)
  }
  for (const name of (await daemon.virsh('list', '--all', '--name')).split('\n').filter(Boolean)) {
    await daemon.virsh('undefine', name)
  }
  host.settings.change({ schedules: [] })
})

const get = (id: MachineId) => host.services.inventory.get(id)

const defineXml = async (xml: string): Promise<MachineId> => {
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => get(id))
  return id
}

/** How long an emulated kernel may take to boot on a busy machine, in ms. */
const BOOT_MS = 150_000

/** A guest that shuts down when it is asked to; booted when this resolves. */
const startObedient = async (name: string): Promise<MachineId> => {
  for (const file of ['vmlinuz', 'initrd.img']) {
    await copyFile(join(guestFolder(), file), join(daemon.directory, file))
  }
  const said = join(daemon.directory, `home/${name}.log`)
  const id = await defineXml(`<domain type='qemu'>
    <name>${name}</name><memory unit='MiB'>128</memory>
    <os>
      <type machine='q35'>hvm</type>
      <kernel>${daemon.directory}/vmlinuz</kernel>
      <initrd>${daemon.directory}/initrd.img</initrd>
      <cmdline>console=ttyS0 no_timer_check quiet</cmdline>
    </os>
    <features><acpi/></features>
    <devices><serial type='file'><source path='${said}'/></serial></devices>
  </domain>`)
  await daemon.virsh('start', name)
  const heard = (): Promise<string> => readFile(said, 'utf8').catch(() => '')
  await expect.poll(heard, { timeout: BOOT_MS, interval: 250 }).toContain('login')
  await until(() => get(id)?.state === 'running')
  return id
}

/** A guest that knows nothing of shutting down; `place` is its place in the order of starting. */
const defineStubborn = async (name: string, place?: number): Promise<MachineId> => {
  const disk = join(daemon.directory, `${name}.img`)
  await writeBootDisk(disk, 'tick')
  const id = await defineXml(guestXml(name, disk))
  if (place !== undefined) {
    await host.services.notes.change(id, { start: { order: place, delay: 0 } })
  }
  return id
}

const startStubborn = async (name: string, place?: number): Promise<MachineId> => {
  const id = await defineStubborn(name, place)
  await daemon.virsh('start', name)
  await until(() => get(id)?.state === 'running')
  return id
}

const manner = (more: Partial<ShutDownManner> = {}): ShutDownManner => ({
  by: 'any',
  wait: 5,
  after: 'leave',
  ...more,
})

test('a guest that obeys shuts down before its deadline', async () => {
  const id = await startObedient('obedient')
  const started = host.services.power.shutDown(
    [id],
    manner({ by: 'acpi', wait: 60, after: 'force' }),
  )
  const job = await until(() => host.services.jobs.jobs.find((it) => it.id === started.jobId))
  expect(job.virshLine).toContain('shutdown --domain')
  expect(job.virshLine).toContain('--mode acpi')
  expect(get(id)?.pending).toBe('shutDown')
  expect(await host.done(started)).toMatchObject({ note: '1 shut down' })
  expect(await daemon.virsh('domstate', 'obedient', '--reason')).toContain('shutdown')
  const told = await host.services.timeline.search({ text: 'obedient', limit: 10 })
  expect(told.find(({ text }) => text === 'Guest shut down')?.askedBy).toBe('here')
}, 240_000)

test('one that ignores it is forced off at the deadline where that was said', async () => {
  const id = await startStubborn('stubborn')
  const started = host.services.power.shutDown([id], manner({ after: 'force' }))
  await until(() => host.services.jobs.jobs.at(-1)?.note?.includes('s until it is forced'))
  expect(await host.done(started)).toMatchObject({
    title: 'shut down stubborn, forcing it after 5 s',
    note: '1 forced off',
  })
  expect(await daemon.virsh('domstate', 'stubborn', '--reason')).toContain('destroyed')
})

test('without that word it is left running, and the failure says so', async () => {
  const id = await startStubborn('left')
  const job = await host.ended(host.services.power.shutDown([id], manner()))
  expect(job).toMatchObject({
    state: 'failed',
    note: '1 still on',
    failure: { code: 'timeout', message: expect.stringContaining('left: it has not') as string },
  })
  expect(await daemon.virsh('domstate', 'left')).toContain('running')
  expect(get(id)?.pending).toBeUndefined()
})

test('cancelled while it waits, it forces nobody', async () => {
  const id = await startStubborn('spared')
  const started = host.services.power.shutDown([id], manner({ wait: 60, after: 'force' }))
  await until(() => host.services.jobs.jobs.at(-1)?.note?.includes('until it is forced'))
  host.services.jobs.cancel(started.jobId)
  expect(await host.ended(started)).toMatchObject({ state: 'cancelled' })
  expect(await daemon.virsh('domstate', 'spared')).toContain('running')
})

test('what does not run is not asked', () => {
  expect(() => host.services.power.shutDown([`${host.hostId}/gone`], manner())).toThrow(
    'None of these machines runs',
  )
})

const schedule = (more: Partial<Schedule>): Schedule => ({
  name: 'nightly',
  enabled: true,
  when: '0 22 * * *',
  action: 'start',
  group: { tag: 'lab' },
  manner: manner({ after: 'force' }),
  ...more,
})

test('a group starts in its order and shuts down in the reverse', async () => {
  const ids = [
    await defineStubborn('second', 2),
    await defineStubborn('first', 1),
    await defineStubborn('other'),
  ]
  await defineStubborn('not-meant', 3)
  await host.done(host.services.notes.tag(ids, ['lab'], []))
  const events: string[] = []
  const stop = await host.connection.subscribe('domainLifecycle', ({ dom, event }) => {
    if (event === 2) events.push(`start ${dom.name}`)
    if (event === 5) events.push(`stop ${dom.name}`)
  })
  host.settings.change({
    schedules: [schedule({}), schedule({ name: 'evening', action: 'shutDown' })],
  })
  expect((await host.services.power.status())[0]).toMatchObject({
    name: 'nightly',
    machines: expect.arrayContaining([{ id: ids[0], name: 'second' }]) as unknown,
    missed: [],
  })
  const { virshLine: nightly } = await host.done(host.services.power.run('nightly'))
  await until(() => ids.every((id) => get(id)?.state === 'running'))
  expect(events).toEqual(['start first', 'start second', 'start other'])
  const { virshLine: evening } = await host.done(host.services.power.run('evening'))
  expect(events.slice(3)).toEqual(['stop other', 'stop second', 'stop first'])
  const [second = '', first = '', other = ''] = ids.map((id) => get(id)?.uuid)
  expect(nightly?.match(/(?<= start --domain ).*/g)).toEqual([first, second, other])
  expect(evening?.match(/(?<= shutdown --domain )\S+/g)).toEqual([other, second, first])
  expect((await host.services.power.status())[1]?.lastRun).toBeGreaterThan(0)
  stop()
})

test('a schedule that means nobody says so', async () => {
  host.settings.change({
    schedules: [schedule({ group: { machines: [{ id: 'x/y', name: 'y' }] } })],
  })
  const job = await host.ended(host.services.power.run('nightly'))
  expect(job.failure?.message).toContain('it means no machine just now')
  expect(() => host.services.power.run('other')).toThrow('There is no schedule other')
})
