import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Machine, MachineAction, MachineId } from '../src-preload/contract/machine'
import { defineConsoleGuest } from './consoles/testing/console-guest'
import { readCommandLine } from './command-line'
import { startPrivateDaemon, type PrivateDaemon } from './libvirt/testing/private-daemon'
import { makeServices, type Services } from './services'
import { noVault } from './secrets/secret-vault'
import { Settings } from './settings/settings'

const log = pino({ level: 'silent' })

let daemon: PrivateDaemon
let folder: string
let services: Services

const serve = (uri: string): void => {
  services = makeServices({
    commandLine: readCommandLine(['--connect', uri]),
    settings: new Settings(join(folder, 'settings.json'), log),
    folder,
    vault: noVault,
    environment: {},
    log,
  })
}

const all = (): readonly Machine[] => services.inventory.snapshot().machines
const named = (name: string): Machine | undefined => all().find((machine) => machine.name === name)
const the = (name: string): Machine => {
  const machine = named(name)
  if (!machine) throw new Error(`there is no ${name}`)
  return machine
}
const eventually = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 30_000, interval: 20 })
const history = (machineId: MachineId) =>
  services.timeline.search({ text: '', machineId, limit: 100 })
const isConnected = (): void => expect(services.hosts.hosts[0]?.state).toBe('connected')

const act = async (action: MachineAction, id: MachineId) =>
  (await services.control.act(action, [id]))[0]

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  folder = mkdtempSync(join(tmpdir(), 'vh-services-'))
})

afterEach(() => services.close())

afterAll(async () => {
  await daemon.dispose()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => {
  services = undefined as never
})

test('a real guest goes through its life, settled by the events of its host', async () => {
  const { name } = await defineConsoleGuest(daemon, 'life')
  serve(daemon.uri())
  await eventually(isConnected)
  const { id } = the(name)
  const settled = (state: Machine['state']) =>
    eventually(() => {
      expect(named(name)).toMatchObject({ state })
      expect(named(name)).not.toHaveProperty('pending')
    })

  for (const [action, state] of [
    ['start', 'running'],
    ['pause', 'paused'],
    ['resume', 'running'],
    ['save', 'saved'],
    ['restore', 'running'],
    ['reset', 'running'],
    ['forceOff', 'shutOff'],
  ] as const) {
    expect([action, await act(action, id)]).toEqual([action, { id }])
    await settled(state)
  }
  const all = (await history(id)).map(({ text }) => text)
  // A reset may be told more than once, as firmware resets the machine again on its way up.
  const told = all.filter((text, at) => text !== 'Rebooted' || all[at - 1] !== text)
  expect(told).toEqual([
    'Forced off',
    'Stopped by the host',
    'Rebooted',
    'Restored from its saved state',
    'Saved to disk',
    'Paused',
    'Resumed',
    'Paused',
    'Started',
  ])
})

test('a hundred presses start a machine once', async () => {
  const { name } = await defineConsoleGuest(daemon, 'pressed')
  serve(daemon.uri())
  await eventually(isConnected)
  const { id } = the(name)
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => act('start', id)))
  expect(outcomes.filter((outcome) => !outcome?.failure)).toHaveLength(1)
  expect(new Set(outcomes.flatMap((outcome) => outcome?.failure?.code ?? []))).toEqual(
    new Set(['wrong-state']),
  )
  await eventually(() => expect(named(name)?.state).toBe('running'))
  expect((await history(id)).map(({ text }) => text)).toEqual(['Started'])
  await act('forceOff', id)
})

test('what virsh does outside is in the list: states, names, new and removed machines', async () => {
  const { name } = await defineConsoleGuest(daemon, 'outside')
  serve(daemon.uri())
  await eventually(isConnected)
  await daemon.virsh('start', '--paused', name)
  await eventually(() => expect(named(name)?.state).toBe('paused'))
  await daemon.virsh('destroy', name)
  await eventually(() => expect(named(name)?.state).toBe('shutOff'))
  await daemon.virsh('domrename', name, 'renamed')
  await eventually(() =>
    expect([named(name), named('renamed')?.state]).toEqual([undefined, 'shutOff']),
  )
  await daemon.virsh('undefine', 'renamed')
  await eventually(() => expect(named('renamed')).toBeUndefined())
})

test('while the daemon is gone machines are stale; afterwards the list is true again', async () => {
  const { name } = await defineConsoleGuest(daemon, 'survivor')
  serve(daemon.uri())
  await eventually(isConnected)
  const { id } = the(name)
  await act('start', id)
  await daemon.kill()
  await eventually(() => expect(named(name)?.staleSince).toBeTypeOf('number'))
  expect(services.hosts.hosts[0]).toMatchObject({
    state: 'disconnected',
    failure: { code: 'connection-lost' },
  })
  expect((await act('pause', id))?.failure).toMatchObject({
    code: 'wrong-state',
    message: 'Could not pause survivor: its host is disconnected',
  })

  await daemon.start()
  await eventually(isConnected)
  // A daemon finds its guests again only after its socket is open.
  await eventually(() => expect(named(name)).toMatchObject({ state: 'running' }))
  await daemon.virsh('destroy', name)
  await eventually(() => expect(named(name)).toMatchObject({ state: 'shutOff' }))
  expect(named(name)).not.toHaveProperty('staleSince')
})

test.each([
  ['qemu+unix:///session?socket=/nowhere/libvirt-sock', 'no-daemon'],
  ['qemu+carrier-pigeon://host/system', 'invalid'],
  ['nonsense', 'invalid'],
])('%s is explained: %s', async (uri, code) => {
  serve(uri)
  await eventually(() =>
    expect(services.hosts.hosts[0]).toMatchObject({ state: 'disconnected', failure: { code } }),
  )
  expect(services.hosts.hosts[0]?.failure?.hint).toBeTruthy()
})
