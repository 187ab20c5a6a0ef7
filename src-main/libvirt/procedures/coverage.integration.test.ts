import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, qemu as qemuProgram, remote, type EventName } from '../index'
import { coverCheckpoints, coverSnapshots } from '../testing/coverage/domain-history'
import { coverLifecycle, coverSaves } from '../testing/coverage/domain-lifecycle'
import {
  coverDeviceTuning,
  coverGuest,
  coverState,
  coverStatistics,
  coverTuning,
} from '../testing/coverage/domain-state'
import { EventRecorder, EXPECTED_EVENTS } from '../testing/coverage/events'
import { coverCapabilities, coverConnection, coverNode } from '../testing/coverage/host'
import {
  coverEventRegistration,
  coverInterfaces,
  coverNodeDevices,
  coverNwfilters,
  coverSecrets,
} from '../testing/coverage/host-objects'
import {
  coverAbsentAgent,
  coverDevices,
  coverMonitor,
  coverStreams,
} from '../testing/coverage/machine-devices'
import { coverBlockJobs, coverJobs, coverManagedSave } from '../testing/coverage/machine-jobs'
import { coverMigration, coverOtherMigration } from '../testing/coverage/migration'
import { coverNetworkPorts, coverNetworks } from '../testing/coverage/network'
import { coverLists } from '../testing/coverage/lists'
import { Caller, CoverageRecorder } from '../testing/coverage/recorder'
import { renderCoverage } from '../testing/coverage/render'
import { coverStorage } from '../testing/coverage/storage'
import {
  coverAuthentication,
  coverDescriptors,
  coverNewer,
  coverOpening,
} from '../testing/coverage/withheld'
import { startPrivateDaemon, type PrivateDaemon } from '../testing/private-daemon'

/** Where the outcomes are written down, and for which release: others may answer more. */
const PAGE = fileURLToPath(new URL('../../../docs/libvirt-coverage.md', import.meta.url))
const PAGE_RELEASE = 9000

let daemon: PrivateDaemon
let test: Caller
let qemu: Caller
/** Another host, as far as libvirt can tell, to migrate to. */
let otherDaemon: PrivateDaemon
let there: Caller
const recorder = new CoverageRecorder()
const events = new EventRecorder()

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  otherDaemon = await startPrivateDaemon({
    config: 'host_uuid = "4f1e8d1a-2b1c-4d75-9b6c-666666666666"\n',
  })
  test = new Caller(await connect(daemon.uri('test', '/default')), 'test', recorder)
  qemu = new Caller(await connect(daemon.uri()), 'qemu', recorder)
  there = new Caller(await connect(otherDaemon.uri()), 'qemu', recorder)
  coverOpening(test)
  await events.listen(test)
  await events.listen(qemu)
})

afterAll(async () => {
  for (const { connection } of [test, qemu, there]) await connection.close()
  await otherDaemon.dispose()
  await daemon.dispose()
})

const chapters: readonly [string, () => Promise<void>][] = [
  ['lists', () => coverLists(test, qemu)],
  ['connection', () => coverConnection(test, qemu)],
  ['capabilities', () => coverCapabilities(test, qemu)],
  ['host', () => coverNode(test, qemu)],
  ['life of machines', () => coverLifecycle(test)],
  ['saving and restoring', () => coverSaves(test, daemon)],
  ['state of machines', () => coverState(test)],
  ['statistics', () => coverStatistics(test)],
  ['guests', () => coverGuest(test)],
  ['tuning of machines', () => coverTuning(test)],
  ['tuning of devices', () => coverDeviceTuning(test)],
  ['snapshots', () => coverSnapshots(test)],
  ['checkpoints', () => coverCheckpoints(test)],
  ['devices', () => coverDevices(qemu, daemon)],
  ['streams of machines', () => coverStreams(qemu, daemon)],
  ['monitor', () => coverMonitor(qemu, daemon)],
  ['guests without an agent', () => coverAbsentAgent(qemu, daemon)],
  ['block jobs', () => coverBlockJobs(qemu, daemon)],
  ['jobs', () => coverJobs(qemu, daemon)],
  ['memory that is kept', () => coverManagedSave(qemu, daemon)],
  ['migration', () => coverMigration(qemu, there, daemon)],
  ['other migration', () => coverOtherMigration(test, qemu, there, daemon)],
  ['networks', () => coverNetworks(test)],
  ['network ports', () => coverNetworkPorts(qemu)],
  ['storage', () => coverStorage(qemu, daemon)],
  ['interfaces', () => coverInterfaces(test)],
  ['host devices', () => coverNodeDevices(test, qemu)],
  ['secrets', () => coverSecrets(qemu)],
  ['packet filters', () => coverNwfilters(qemu)],
  ['events', () => coverEventRegistration(test, qemu)],
  ['authentication', () => coverAuthentication(test, () => test.connection.sibling())],
  ['file descriptors', () => coverDescriptors(test)],
  ['what is new', () => coverNewer(test)],
]

describe('every procedure that a real daemon can be asked for', () => {
  it.each(chapters)('has results that make sense: %s', async (_, cover) => {
    const before = recorder.outcomes.size
    await cover()
    expect(recorder.outcomes.size).toBeGreaterThan(before)
  })

  it('was called or is withheld', () => {
    const procedures = [...Object.values(remote), ...Object.values(qemuProgram)]
    const missing = procedures.filter((procedure) => recorder.of(procedure) === undefined)
    expect(missing.map(({ name }) => name)).toEqual([])
  })

  it.each(Object.entries(EXPECTED_EVENTS))('brought the event %s', async (name, expected) => {
    const payloads = events.of(name as EventName)
    await expect
      .poll(() => payloads, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining(expected))
  })

  it('has the outcome that is written down', async () => {
    const written = await readFile(PAGE, 'utf8').catch(() => '')
    const answered = [...written.matchAll(/^\|\s+\d+ \| (\w+)\s+\| answered/gm)].map(
      ([, name]) => name,
    )
    const noLonger = [...Object.values(remote), ...Object.values(qemuProgram)].filter(
      (procedure) =>
        answered.includes(procedure.name) && recorder.of(procedure)?.kind !== 'answered',
    )
    expect(noLonger.map(({ name }) => name)).toEqual([])

    const isReleaseOfPage = Math.floor(test.connection.facts.daemonVersion / 1000) === PAGE_RELEASE
    const page = await format(renderCoverage(recorder, events), {
      parser: 'markdown',
    })
    await expect(isReleaseOfPage ? page : written).toMatchFileSnapshot(PAGE)
  })
})
