import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import { startPrivateHost } from '../testing/private-host'
import { until } from '../testing/served-host'
import { furtherConnections } from '../hosts/further-connections'
import { Sampler } from './sampler'

const paces = { tickMs: 300, slowTickMs: 3_000 }

const { daemon, host } = await startPrivateHost()
let sampler: Sampler
let samples: MachineMetrics[] = []

/** A machine that boots nothing and waits in its firmware. */
const create = async (name: string, devices = ''): Promise<string> => {
  const file = join(daemon.directory, `${name}.xml`)
  writeFileSync(
    file,
    `<domain type='qemu'><name>${name}</name><memory unit='MiB'>16</memory>
      <os><type machine='q35'>hvm</type></os><devices>${devices}</devices></domain>`,
  )
  await daemon.virsh('create', file)
  return until(() =>
    [...host.services.inventory.ofHost(host.hostId)].find((m) => m.name === name),
  ).then(({ id }) => id)
}

const countOf = (id: string): number => samples.filter((sample) => sample.id === id).length

beforeEach(() => {
  samples = []
  const { services } = host
  const log = pino({ level: 'silent' })
  sampler = new Sampler(services.inventory, furtherConnections(services.hosts), log, paces)
  sampler.onDidSample((metrics) => samples.push(...metrics))
})

afterEach(() => sampler.stop())

test('what is shown or compared is measured and nothing else, slowly where hidden, then no more', async () => {
  const [shown, compared, other] = [
    await create('shown'),
    await create('compared'),
    await create('other'),
  ]
  sampler.watch('window', { ids: [shown], compared: [compared] })
  expect([sampler.isShown(shown), sampler.isShown(compared)]).toEqual([true, false])
  await until(() => countOf(shown) >= 4 && countOf(compared) >= 4)
  expect(countOf(other)).toBe(0)

  sampler.watch('window', { ids: [shown], slowly: true })
  await sleep(paces.tickMs)
  samples = []
  await sleep(4 * paces.tickMs)
  expect(countOf(shown)).toBeLessThanOrEqual(1)
  await until(() => countOf(shown) >= 2)
  expect(countOf(compared)).toBe(0)

  samples = []
  sampler.watch('window', { ids: [shown] })
  await until(() => countOf(shown) >= 3)
  sampler.watch('window', { ids: [] })
  await sleep(2 * paces.tickMs)
  samples = []
  await sleep(4 * paces.tickMs)
  expect(samples).toEqual([])
})

const pidOf = (name: string): number =>
  Number(readFileSync(join(daemon.directory, `run/libvirt/qemu/run/${name}.pid`), 'utf8'))

test.each([
  ['stuck', ''],
  ['stuck-without-balloon', "<memballoon model='none'/>"],
])('%s answers nobody: it delays no other, and says since when', async (name, devices) => {
  const stuck = await create(name, devices)
  const well = await create(`beside-${name}`, devices)
  const pid = pidOf(name)
  sampler.watch('window', { ids: [stuck, well] })
  await until(() => countOf(stuck) >= 3)
  expect(samples.every(({ staleSince }) => staleSince === undefined)).toBe(true)
  const stopped = Date.now()
  process.kill(pid, 'SIGSTOP')
  try {
    samples = []
    await until(() => countOf(well) >= 6)
    const told = await until(() => samples.find(({ staleSince }) => staleSince !== undefined))
    expect(told.id).toBe(stuck)
    expect(told.staleSince).toBeLessThanOrEqual(stopped + 5 * paces.tickMs)
    expect(samples.filter(({ id }) => id === well).every(({ staleSince }) => !staleSince)).toBe(
      true,
    )
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  samples = []
  await until(() => samples.find(({ id, staleSince }) => id === stuck && staleSince === undefined))
})
