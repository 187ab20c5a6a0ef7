import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Host } from '../../src-preload/contract/host'
import { readCommandLine } from '../command-line'
import { FaultProxy } from '../libvirt/testing/fault-proxy/fault-proxy'
import { startPrivateDaemon, type PrivateDaemon } from '../libvirt/testing/private-daemon'
import { noVault } from '../secrets/secret-vault'
import { makeServices, type Services } from '../services'
import { Settings } from '../settings/settings'

const log = pino({ level: 'silent' })
const MACHINE = 'test'

let stuck: PrivateDaemon
let well: PrivateDaemon
let folder: string
let services: Services

beforeAll(async () => {
  stuck = await startPrivateDaemon()
  well = await startPrivateDaemon()
})

afterAll(async () => {
  await stuck.dispose()
  await well.dispose()
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vh-several-'))
})

afterEach(async () => {
  await services.close()
  rmSync(folder, { recursive: true, force: true })
})

const serve = (...uris: readonly string[]): void => {
  services = makeServices({
    commandLine: readCommandLine(uris.flatMap((uri) => ['--connect', uri])),
    settings: new Settings(join(folder, 'settings.json'), log),
    folder,
    vault: noVault,
    environment: {},
    log,
  })
}

const eventually = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 45_000, interval: 10 })

const hostOf = (uri: string): Host => {
  const host = services.hosts.hosts.find((each) => each.uri === uri)
  if (!host) throw new Error(`${uri} is not in the list`)
  return host
}

const machineOf = (uri: string) => {
  const machine = [...services.inventory.ofHost(hostOf(uri).id)].find(
    ({ name }) => name === MACHINE,
  )
  if (!machine) throw new Error(`${uri} has no ${MACHINE}`)
  return machine
}

const demo = (daemon: PrivateDaemon): string => daemon.uri('test', '/default')

const isConnected = (uri: string) => () => expect(hostOf(uri).state).toBe('connected')

/** Everything that the app does with a host, over and over. */
const workWith = async (uri: string, rounds: number): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    const { id } = machineOf(uri)
    for (const [action, state] of [
      ['pause', 'paused'],
      ['resume', 'running'],
    ] as const) {
      expect((await services.control.act(action, [id]))[0]).toEqual({ id })
      await eventually(() => {
        expect(machineOf(uri)).toMatchObject({ state })
        expect(machineOf(uri)).not.toHaveProperty('pending')
      })
    }
  }
}

test('a host that stands still delays no other: actions, events, figures, consoles’ siblings', async () => {
  serve(demo(stuck), demo(well))
  await eventually(isConnected(demo(stuck)))
  await eventually(isConnected(demo(well)))
  const sampled = new Set<string>()
  services.sampler.onDidSample((samples) => samples.forEach(({ id }) => sampled.add(id)))
  stuck.freeze()
  try {
    const { id } = machineOf(demo(stuck))
    const hanging = services.control.act('pause', [id])
    services.sampler.watch(services, { ids: [id, machineOf(demo(well)).id] })
    services.hostLoads.watch(services, true)
    const measured: string[] = []
    services.hostLoads.onDidMeasure((loads) => measured.push(...loads.map(({ hostId }) => hostId)))
    await workWith(demo(well), 10)
    await eventually(() => expect(sampled).toContain(machineOf(demo(well)).id))
    const beside = await services.hosts.get(hostOf(demo(well)).id).connection.sibling()
    await beside.close()
    await eventually(() => expect(measured).toContain(hostOf(demo(well)).id))
    // All that while nobody had heard of the other: it is still waited for.
    expect(machineOf(demo(stuck)).pending).toBe('pause')
    expect(hostOf(demo(stuck)).state).toBe('connected')
    stuck.thaw()
    expect(await hanging).toEqual([{ id }])
    await eventually(() => expect(machineOf(demo(stuck)).state).toBe('paused'))
  } finally {
    stuck.thaw()
  }
})

test('a host that accepts and never answers delays no other from being connected', async () => {
  stuck.freeze()
  try {
    serve(demo(stuck), demo(well))
    await eventually(isConnected(demo(well)))
    await workWith(demo(well), 3)
    expect(hostOf(demo(stuck)).state).toBe('connecting')
  } finally {
    stuck.thaw()
  }
  await eventually(isConnected(demo(stuck)))
})

test('a connection that died while the computer slept is replaced when it wakes up', async () => {
  const proxy = new FaultProxy(well.socket)
  const socket = join(well.directory, 'sleepy')
  await proxy.listenOnUnix(socket)
  const uri = `test+unix:///default?socket=${socket}`
  serve(uri)
  await eventually(isConnected(uri))
  const before = services.hosts.get(hostOf(uri).id).connection
  const fault = { kind: 'half-open', how: 'swallow' } as const
  const armed = proxy.arm({ of: 'frame', fault, direction: 'toClient', after: 0 })
  services.hosts.wakeUp()
  await armed
  await before.closed
  await eventually(isConnected(uri))
  await workWith(uri, 1)
  expect(machineOf(uri)).not.toHaveProperty('staleSince')
  await services.hosts.close()
  await proxy.close()
})

test('a host that keeps its connection and loses a question is connected anew', async () => {
  const proxy = new FaultProxy(well.socket)
  const socket = join(well.directory, 'forgetful')
  await proxy.listenOnUnix(socket)
  const uri = `test+unix:///default?socket=${socket}`
  serve(uri)
  await eventually(isConnected(uri))
  const before = services.hosts.get(hostOf(uri).id).connection
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
  try {
    // The call becomes a packet of a stream that does not exist, which the daemon passes over.
    const fault = { kind: 'corrupt-header', word: 4, flip: 3 } as const
    const armed = proxy.arm({ of: 'frame', fault, direction: 'toDaemon', after: 0 })
    const comparing = services.reconcile().catch((error: unknown) => error)
    await armed
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await comparing).toMatchObject({ name: 'DeadlineExceeded' })
  } finally {
    vi.useRealTimers()
  }
  await before.closed
  await eventually(isConnected(uri))
  await workWith(uri, 1)
  await services.hosts.close()
  await proxy.close()
})
