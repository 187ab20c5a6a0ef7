import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MachineId } from '../../src-preload/contract/machine'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { guestXml, writeBootDisk } from '../libvirt/testing/boot-sector-guest'
import { unreadableGuestXml } from '../libvirt/testing/unreadable-guest'
import { startPrivateHost } from '../testing/private-host'
import { until } from '../testing/served-host'

const { daemon, host } = await startPrivateHost()
const { inventory, timeline, control } = host.services

/** Defines a machine and starts it, as somebody else does. */
const startElsewhere = async (name: string, xml: string): Promise<MachineId> => {
  const file = join(daemon.directory, `${name}.xml`)
  await writeFile(file, xml)
  await daemon.virsh('define', file)
  await daemon.virsh('start', name)
  return `${host.hostId}/${(await daemon.virsh('domuuid', name)).trim()}`
}

/** Starts one that boots a program of 512 bytes. */
const startProgram = async (
  name: string,
  program: Parameters<typeof writeBootDisk>[1],
  device = '',
): Promise<MachineId> => {
  const disk = join(daemon.directory, `${name}.img`)
  await writeBootDisk(disk, program)
  return startElsewhere(name, guestXml(name, disk, device))
}

/** Waits until the history says something of a machine; answers all that it says, oldest first. */
const told = async (machineId: MachineId, text: string): Promise<readonly TimelineEntry[]> => {
  const found = new Promise<void>((resolve) => {
    timeline.onDidAdd((entries) => {
      if (entries.some((entry) => entry.machineId === machineId && entry.text === text)) resolve()
    })
  })
  const said = () => timeline.search({ text: '', machineId, limit: 100 })
  if (!(await said()).some((entry) => entry.text === text)) await found
  return [...(await said())].reverse()
}

/** What it says of each, in the words that count here. */
const words = (entries: readonly TimelineEntry[]) =>
  entries.map(({ text, askedBy, alarm }) => [text, askedBy, ...(alarm ? [alarm] : [])].join(', '))

const rowOf = (id: MachineId) => inventory.get(id)

test('crashed: a guest that panics, and what libvirt does then', async () => {
  const id = await startProgram('panicked', 'panic', "<panic model='isa'/>")
  // QEMU stops the guest first, which libvirt tells as it tells any pause.
  expect(words(await told(id, 'Crashed')).slice(-2)).toEqual([
    'Guest panicked, nobody, crash',
    'Crashed, nobody, crash',
  ])
  await until(() => rowOf(id)?.state === 'shutOff' && rowOf(id)?.reason === 'crashed')
})

test('destroyed: forced off, by this app or from elsewhere', async () => {
  const id = await startProgram('destroyed', 'tick')
  await until(() => rowOf(id)?.state === 'running')
  await daemon.virsh('destroy', 'destroyed')
  expect(words(await told(id, 'Forced off')).at(-1)).toBe('Forced off, elsewhere')

  const here = await startProgram('destroyed-here', 'tick')
  await until(() => rowOf(here)?.state === 'running')
  await control.act('forceOff', [here])
  expect(words(await told(here, 'Forced off')).at(-1)).toBe('Forced off, here')
})

test('guest shutdown: the guest switches itself off', async () => {
  const disk = join(daemon.directory, 'leaving.img')
  await writeBootDisk(disk, 'powerOff')
  const withAcpi = guestXml('leaving', disk).replace(
    '<devices>',
    '<features><acpi/></features><devices>',
  )
  const id = await startElsewhere('leaving', withAcpi)
  expect(words(await told(id, 'Shut down'))).toEqual([
    'Started, elsewhere',
    'Guest shut down, nobody',
    'Shut down, nobody',
  ])
})

test('I/O error pause: a disk that can’t be read', async () => {
  const id = await startElsewhere('unreadable', await unreadableGuestXml(daemon, 'unreadable'))
  expect(words(await told(id, 'Paused by an I/O error'))).toEqual([
    'Started, elsewhere',
    'Paused by an I/O error, nobody, ioError',
  ])
  await until(() => rowOf(id)?.state === 'paused' && rowOf(id)?.reason === 'I/O error')
})

test('watchdog: a guest that hangs is paused by it', async () => {
  const id = await startProgram('hung', 'hang', "<watchdog model='ib700' action='pause'/>")
  expect(words(await told(id, 'Paused by its watchdog'))).toEqual([
    'Started, elsewhere',
    'Paused by its watchdog, nobody',
  ])
  await until(() => rowOf(id)?.state === 'paused' && rowOf(id)?.reason === 'watchdog')
})

test('out of memory: its process is killed, as the kernel of a host without memory does', async () => {
  const id = await startProgram('killed', 'tick')
  await until(() => rowOf(id)?.state === 'running')
  const pidFile = join(daemon.directory, 'run/libvirt/qemu/run/killed.pid')
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL')
  expect(words(await told(id, 'Ended unexpectedly: killed, or out of memory'))).toEqual([
    'Started, elsewhere',
    'Ended unexpectedly: killed, or out of memory, nobody, crash',
  ])
  await until(() => rowOf(id)?.state === 'shutOff' && rowOf(id)?.reason === 'crashed')
  // As the host itself puts it.
  expect(await daemon.virsh('domstate', '--reason', 'killed')).toContain('shut off (crashed)')
})
