import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { talkToGuest } from '../../testing/guest-shell'
import { serveHost, until, type ServedHost } from '../../testing/served-host'
import { agentAnswers, inGuest, startAgentGuest } from '../testing/agent-guest'

let daemon: PrivateDaemon
let host: ServedHost
let id: MachineId

const diskXml = (path: string): string =>
  `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${path}'/><target dev='vda' bus='virtio'/></disk>`

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  host = await serveHost(daemon.uri())
  const disk = join(daemon.directory, 'home', 'talks.raw')
  await daemon.runAs('qemu-img', 'create', '-q', '-f', 'raw', disk, '16M')
  id = await startAgentGuest(daemon, host, {
    name: 'talks',
    devices: `${diskXml(disk)}<interface type='user'><model type='virtio'/></interface>`,
  })
  await agentAnswers(host, id)
}, 120_000)

afterAll(async () => {
  await host.close()
  await daemon.dispose()
})

const read = (insist = true) => host.services.guests.read(id, insist)

const bringBack = async (): Promise<void> => {
  await daemon.virsh('reset', 'talks')
  host.services.guests.reader.forget(id)
  await agentAnswers(host, id)
}

// A test that failed half-way may have left the guest off, or without its own agent.
beforeEach(async () => {
  if (host.services.inventory.get(id)?.state !== 'running') {
    await daemon.virsh('start', 'talks')
    await until(() => host.services.inventory.get(id)?.state === 'running')
    await agentAnswers(host, id)
  } else if ((await read()).state !== 'answering') await bringBack()
}, 120_000)

test('a guest tells who it is, where it is reached, and what it holds', async () => {
  await inGuest(host, id, 'mke2fs /dev/vda && mkdir -p /mnt && mount -t ext4 /dev/vda /mnt')
  await inGuest(host, id, 'until ip address show eth0 | grep 10.0.2; do sleep 1; done')
  const report = await read()
  expect(report).toMatchObject({
    state: 'answering',
    hostName: 'talks',
    system: 'Virthelm demo guest',
    kernel: expect.stringContaining('x86_64'),
    timeZone: expect.stringContaining('UTC'),
  })
  expect(report.fileSystems).toContainEqual({
    mountPoint: '/mnt',
    device: 'vda',
    type: 'ext4',
    totalBytes: expect.any(Number),
    usedBytes: expect.any(Number),
  })
  const eth0 = report.interfaces.find(({ name }) => name === 'eth0')
  expect(eth0?.addresses).toContain('10.0.2.15/24')
})

test('a program runs in the guest, and its output and end are told', async () => {
  const guests = host.services.guests
  const started = guests.execute({
    id,
    program: '/bin/sh',
    programArguments: ['-c', 'echo out; echo err >&2; exit 3'],
  })
  const job = await host.done(started)
  expect(job).toMatchObject({ note: 'Ended with 3', cancellable: false })
  expect(job.virshLine).toContain('qemu-agent-command --domain talks --cmd')
  expect(guests.execution(started.jobId)).toEqual({
    exitCode: 3,
    output: 'out\n',
    errors: 'err\n',
    isCut: false,
  })
  const long = guests.execute({ id, program: 'sleep', programArguments: ['600'] })
  const runs = () => inGuest(host, id, 'ps | grep -c "[s]leep 600" || true')
  await expect.poll(runs, { timeout: 20_000 }).toBe('1\n')
  host.services.jobs.cancel(long.jobId)
  expect((await host.ended(long)).state).toBe('cancelled')
  await expect.poll(runs, { timeout: 20_000 }).toBe('0\n')
})

test('file systems are frozen for a while, and let go when that is cancelled', async () => {
  const frozen = host.services.guests.freeze(id, 120)
  await until(() =>
    host.services.jobs.jobs.find(
      (job) => job.id === frozen.jobId && job.note?.startsWith('1 frozen'),
    ),
  )
  // The agent itself refuses what could write while they are frozen.
  const refused = host.services.guests.execute({ id, program: 'true', programArguments: [] })
  expect((await host.ended(refused)).state).toBe('failed')
  host.services.jobs.cancel(frozen.jobId)
  await host.ended(frozen)
  await inGuest(host, id, 'touch /mnt/written && sync')
})

test('a snapshot is quiesced by the agent', async () => {
  await host.services.guests.act({ act: 'thaw', id })
  const disk = join(daemon.directory, 'home', 'quiet.qcow2')
  await daemon.runAs('qemu-img', 'create', '-q', '-f', 'qcow2', disk, '16M')
  const quiet = await startAgentGuest(daemon, host, {
    name: 'quiet',
    devices: `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${disk}'/><target dev='vda' bus='virtio'/></disk>`,
  })
  await agentAnswers(host, quiet)
  await inGuest(host, quiet, 'mke2fs /dev/vda && mkdir -p /mnt && mount -t ext4 /dev/vda /mnt')
  // Not synced: only who is asked to rest writes it out.
  await inGuest(host, quiet, 'echo kept >/mnt/unsynced')
  const job = await host.done(
    await host.services.snapshots.change({
      act: 'create',
      id: quiet,
      name: 'at-rest',
      description: '',
      kind: 'external',
      quiesce: true,
      allowMixed: false,
    }),
  )
  expect(job.virshLine).toContain('--quiesce')
  await daemon.virsh('destroy', 'quiet')
  const raw = join(daemon.directory, 'home', 'quiet.raw')
  await daemon.runAs('qemu-img', 'convert', '-O', 'raw', disk, raw)
  // The image that was left behind holds the file's content.
  expect(Number(await daemon.runAs('grep', '-c', '-a', 'kept', raw))).toBe(1)
}, 120_000)

test('clock, password and keys are set', async () => {
  const { guests } = host.services
  await inGuest(host, id, 'date -s "2001-02-03 04:05:06"')
  expect((await read()).clockAheadMs).toBeLessThan(-1_000_000)
  await guests.act({ act: 'syncClock', id })
  expect(Math.abs((await read()).clockAheadMs ?? Infinity)).toBeLessThan(60_000)

  await guests.act({ act: 'setPassword', id, user: 'root', password: 'seven & <eight>' })
  expect(await inGuest(host, id, 'cat /etc/passwd')).toMatch(/root:\$/)

  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAtest ada@home'
  const change = { act: 'changeSshKeys', id, user: 'root' } as const
  expect(await guests.sshKeys(id, 'root')).toEqual([])
  await guests.act({ ...change, add: [key], remove: [] })
  expect(await guests.sshKeys(id, 'root')).toEqual([key])
  await guests.act({ ...change, add: [], remove: [key] })
  expect(await guests.sshKeys(id, 'root')).toEqual([])
})

/** What stands in the agent's place: it answers the greeting, and then as `cases` say. */
const impostor = (cases: string): string => `#!/bin/sh
exec 3<>"$4"
long() { head -c "$1" /dev/zero | tr '\\000' A; }
while read -r line <&3; do
  id=\${line##*\\"id\\":}; id=\${id%%[!0-9]*}
  case $line in
    *guest-sync-delimited*) printf '\\377{"return": %s}\\n' "$id" >&3 ;;
    *guest-sync*) printf '{"return": %s}\\n' "$id" >&3 ;;
${cases}
  esac
done
`

/** Puts an impostor in the agent's place; init starts it anew at once. */
const replaceAgent = async (cases: string): Promise<void> => {
  const script = Buffer.from(impostor(cases)).toString('base64')
  const line = `[ -e /bin/true-ga ] || mv /bin/qemu-ga /bin/true-ga
    echo ${script} | base64 -d >/bin/impostor; chmod +x /bin/impostor
    (sleep 1; rm -f /bin/qemu-ga; cp /bin/impostor /bin/qemu-ga; killall true-ga qemu-ga) >/dev/null 2>&1 &`
  await inGuest(host, id, line)
}

test('an agent that answers what nobody asked for does no harm', async () => {
  await replaceAgent(`
    *get-host-name*) printf '{"return":{"host-name":"%s"}}\\n' "$(long 300000)" >&3 ;;
    *get-users*) printf '{"return":[{"user":7,"login-time":"soon"}]}\\n' >&3 ;;
    *guest-exec*) printf '{"return":{"pid":-1,"exited":"perhaps"}}\\n' >&3 ;;
    *) printf '{"return":[[[{"nonsense":1e999}]]]}\\n' >&3 ;;`)
  const nonsense = () => host.services.guests.execute({ id, program: 'x', programArguments: [] })
  const failed = async () => (await host.ended(nonsense())).failure?.message
  await expect.poll(failed, { timeout: 30_000 }).toMatch(/makes no sense/)
  const report = await read()
  expect(['silent', 'answering']).toContain(report.state)
  expect(JSON.stringify(report).length).toBeLessThan(10_000)
  await bringBack()
}, 120_000)

/** Tells the agent's process something by the serial console, where nothing waits for the agent. */
const signalAgent = (name: 'STOP' | 'CONT'): Promise<string> =>
  talkToGuest(host, id, [`killall -${name} qemu-ga; echo do"ne"`])

test('an agent that hangs is given up within seconds, and holds up nothing else', async () => {
  // Its channel stays open, and nobody reads it.
  await signalAgent('STOP')
  let isGivenUp = false
  const reading = read().finally(() => (isGivenUp = true))
  // The same host, the same machine: asked meanwhile, and answered while the agent is waited for.
  const { dom } = host.services.reach(id)
  const asks = Array.from({ length: 20 }, () =>
    host.connection.call(remote.domainGetXmlDesc, { dom, flags: 0 }),
  )
  await Promise.all(asks)
  expect(isGivenUp).toBe(false)
  const report = await reading
  expect(report.state).toBe('silent')
  // Not asked again for a while: what is known is told at once.
  expect(await read(false)).toBe(report)
  await signalAgent('CONT')
  await agentAnswers(host, id)
}, 120_000)

test('a guest without an agent is never asked, and one whose agent goes is told of', async () => {
  const changed: MachineId[] = []
  host.services.guests.onDidChange((machineId) => changed.push(machineId))
  await inGuest(
    host,
    id,
    '(sleep 1; mv /bin/qemu-ga /bin/gone; killall qemu-ga) >/dev/null 2>&1 & true',
  )
  await until(() => changed.includes(id))
  expect((await read(false)).state).toBe('disconnected')
  await daemon.virsh('destroy', 'talks')
  await until(() => host.services.inventory.get(id)?.state === 'shutOff')
  expect((await read(false)).state).toBe('off')
  await expect(host.services.guests.act({ act: 'syncClock', id })).rejects.toMatchObject({
    code: 'wrong-state',
  })
  await daemon.virsh('start', 'talks')
  await until(() => host.services.inventory.get(id)?.state === 'running')
  await agentAnswers(host, id)
}, 120_000)

test('a guest shuts down when its agent is told to', async () => {
  await host.services.guests.act({ act: 'shutDown', id })
  const state = () => host.services.inventory.get(id)?.state
  await expect.poll(state, { timeout: 45_000 }).toBe('shutOff')
})

test('a guest reboots when its agent is told to', async () => {
  let reboots = 0
  const stop = await host.connection.subscribe('domainReboot', () => (reboots += 1))
  await host.services.guests.act({ act: 'reboot', id })
  // The host tells that it was the guest who did it; that it comes up again takes longer.
  await expect.poll(() => reboots, { timeout: 60_000 }).toBeGreaterThan(0)
  expect(host.services.inventory.get(id)?.state).toBe('running')
  stop()
}, 90_000)
