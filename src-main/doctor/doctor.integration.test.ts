import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startPrivateDaemon } from '../libvirt/testing/private-daemon'
import { startPrivateHost } from '../testing/private-host'
import { serveHost, until } from '../testing/served-host'
import { checkGroups } from './check-groups'
import { thisComputer, type Computer } from './computer'
import { Doctor } from './doctor'
import type { Patient } from './patient'
import { parseUri } from '../libvirt'

const { daemon, host: served } = await startPrivateHost()

const find = async (id: string, doctor = served.services.doctor) =>
  (await doctor.examine(served.hostId)).findings.find((finding) => finding.id === id)

describe('a host that answers', () => {
  test('has its daemon and its versions named', async () => {
    expect(await find('daemon')).toMatchObject({ state: 'good' })
    const versions = await find('versions')
    const [, libvirt] = /libvirt (\d+\.\d+\.\d+)/.exec(await daemon.virsh('version')) ?? []
    expect(versions?.sentence).toContain(`libvirt ${libvirt ?? 'of an unknown version'}`)
    expect(versions?.sentence).toMatch(/QEMU \d+\.\d+\.\d+/)
  })

  test('says of KVM what the hypervisor says', async () => {
    const offered = await daemon.virsh('domcapabilities', '--virttype', 'kvm').then(
      () => true,
      () => false,
    )
    const kvm = await find('kvm')
    expect(kvm?.state === 'good').toBe(offered)
  })

  test('has a pool that does not run, and the fix starts it', async () => {
    const folder = join(daemon.directory, 'a pool')
    await mkdir(folder)
    await daemon.give(folder)
    await daemon.virsh('pool-define-as', 'idle pool', 'dir', '--target', folder)
    const finding = await find('pool:idle pool')
    expect(finding).toMatchObject({ state: 'warning', fix: { runsHere: true } })
    const command = finding?.fix?.command ?? ''
    expect(command).toContain(`pool-start --pool 'idle pool'`)

    // What was agreed to is what runs, and nothing else.
    const { doctor } = served.services
    await expect(
      doctor.fix(served.hostId, 'pool:idle pool', 'virsh destroy everything'),
    ).rejects.toMatchObject({ code: 'wrong-state' })
    expect(await daemon.virsh('pool-info', 'idle pool')).toMatch(/State:\s+inactive/)

    const { findings } = await doctor.fix(served.hostId, 'pool:idle pool', command)
    expect(findings.find(({ id }) => id === 'pool:idle pool')).toMatchObject({ state: 'good' })
    expect(await daemon.virsh('pool-info', 'idle pool')).toMatch(/State:\s+running/)
    await expect(doctor.fix(served.hostId, 'pool:idle pool', command)).rejects.toMatchObject({
      code: 'wrong-state',
    })
  })

  test('has a default network that is not active', async () => {
    const absent = await find('network')
    expect(absent).toMatchObject({ state: 'warning' })
    expect(absent?.fix).toBeUndefined()
  })
})

test('a daemon that is gone is told by its socket, and examined without it', async () => {
  const other = await startPrivateDaemon()
  const host = await serveHost(other.uri())
  await other.kill()
  await until(() => host.services.hosts.hosts.every(({ state }) => state !== 'connected'))
  const { findings } = await host.services.doctor.examine(host.hostId)
  expect(findings.find(({ id }) => id === 'daemon')).toMatchObject({ state: 'bad' })
  expect(findings.map(({ id }) => id)).not.toContain('versions')
  await host.close()
  await other.dispose()
})

test('a system without a daemon, or with a closed socket, gets the line that helps', async () => {
  const nothing: Computer = {
    ...thisComputer(),
    isAdministrator: false,
    has: async () => false,
    mayUse: async () => false,
    find: async () => undefined,
  }
  const examine = async (computer: Computer) => {
    const host = {
      ...served.services.hosts.get(served.hostId).host,
      state: 'disconnected' as const,
    }
    const address = { ...host, uri: 'qemu:///system' }
    const doctor = new Doctor(
      { get: () => ({ address, host, connection: served.connection }) },
      computer,
    )
    return (await doctor.examine(served.hostId)).findings.find(({ id }) => id === 'daemon')
  }
  expect((await examine(nothing))?.fix?.command).toBe(
    'sudo apt-get install -y libvirt-daemon-system qemu-system-x86',
  )
  const installed: Computer = { ...nothing, find: async (program) => `/usr/sbin/${program}` }
  expect((await examine(installed))?.fix?.command).toBe(
    'sudo systemctl enable --now libvirtd.socket',
  )
  const closed: Computer = { ...installed, has: async () => true }
  expect((await examine(closed))?.sentence).toContain('does not let you in')
})

describe('the group that may use the system’s daemon', () => {
  const patient = (now: readonly string[], later: readonly string[]): Patient => ({
    name: 'This computer',
    uri: parseUri('qemu:///system'),
    connection: undefined,
    failure: undefined,
    computer: {
      ...thisComputer(),
      userName: 'alice',
      isAdministrator: false,
      groups: async () => now,
      groupsAtLogin: async () => later,
    },
  })

  test.each([
    [['users', 'libvirt'], ['users', 'libvirt'], 'good', undefined],
    [['users'], ['users', 'libvirt'], 'warning', undefined],
    [['users'], ['users'], 'bad', ['usermod', '-aG', 'libvirt', 'alice']],
  ] as const)('in %j now and in %j after the next login: %s', async (now, later, state, words) => {
    const [observation] = await checkGroups(patient(now, later))
    expect(observation?.state).toBe(state)
    expect(observation?.remedy?.words).toEqual(words)
  })
})
