/**
 * `npm run soak [-- --minutes N]`: the app's services beside machines that keep changing; ends with
 * one line of JSON, and 1 if the heap has grown by more than it may.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { readCommandLine } from '../../src-main/command-line'
import { namedHosts } from '../../src-main/hosts/default-hosts'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import { noVault } from '../../src-main/secrets/secret-vault'
import { makeServices } from '../../src-main/services'
import { Settings } from '../../src-main/settings/settings'
import { openSharedFleet } from '../bench/shared-fleet'
import { withDaemon } from '../bench/with-daemon'
import { flap } from './flap'
import { writeLongHistory } from './long-used'

const MACHINES = 200
/** Machines that a window shows, and whose figures are therefore measured. */
const SHOWN = 30
/** Until the compiler and the caches have what they need, in ms. */
const WARM_UP_MS = 60_000
const MAX_GROWTH_PERCENT = 5
/** Machines that are changed at a time, and the pause until the next, in ms. */
const CHANGES = 10
const PAUSE_MS = 1_000
const TELL_MS = 60_000

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
const { gc } = globalThis
if (!(minutes > 0) || !gc) throw new Error('usage: npm run soak -- --minutes N')

/** What is in use once garbage is gone, in bytes. */
const heapInUse = async (): Promise<number> => {
  for (let time = 0; time < 3; time++) {
    gc()
    await sleep(100)
  }
  return process.memoryUsage().heapUsed
}

const tell = (line: string): void => {
  process.stderr.write(`soak: ${line}\n`)
}

const soak = async (daemon: PrivateDaemon, folder: string) => {
  const { uri, domains, connection } = await openSharedFleet(daemon, MACHINES)
  const [host] = namedHosts([uri])
  writeLongHistory(folder, host?.id ?? '', domains.slice(0, SHOWN))
  const log = pino({ level: 'silent' })
  const services = makeServices({
    commandLine: readCommandLine(['--connect', uri]),
    settings: new Settings(join(folder, 'settings.json'), log),
    folder,
    vault: noVault,
    environment: {},
    log,
  })
  await Promise.all([services.timeline.loaded, services.metricsHistory.loaded])
  let changes = 0
  services.inventory.onDidChange(({ changed }) => (changes += changed.length))
  while (services.hosts.hosts.some(({ state }) => state !== 'connected')) await sleep(50)
  const window = {}
  const shown = domains.slice(0, SHOWN).map(({ uuid }) => `${host?.id}/${uuid}`)
  services.sampler.watch(window, { ids: shown })
  services.hostLoads.watch(window, true)

  let round = 0
  const flapFor = async (ms: number): Promise<void> => {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(PAUSE_MS)) {
      await flap(daemon, { machines: MACHINES - 1, changes: CHANGES, round: round++ })
    }
  }
  await flapFor(WARM_UP_MS)
  const start = await heapInUse()
  const changesBefore = changes
  const end = Date.now() + minutes * 60_000
  while (Date.now() < end) {
    await flapFor(Math.min(TELL_MS, end - Date.now()))
    tell(`heap ${Math.round((await heapInUse()) / 1024)} KiB, ${changes - changesBefore} changes`)
  }
  const after = await heapInUse()
  await services.close()
  await connection.close()
  const growthPercent = Number((100 * (after / start - 1)).toFixed(2))
  return {
    minutes,
    machines: MACHINES,
    changes: changes - changesBefore,
    heapStartKib: Math.round(start / 1024),
    heapEndKib: Math.round(after / 1024),
    growthPercent,
    ok: growthPercent <= MAX_GROWTH_PERCENT,
  }
}

const folder = mkdtempSync(join(tmpdir(), 'vh-soak-'))
const report = await withDaemon((daemon) => soak(daemon, folder))
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = report.ok ? 0 : 1
