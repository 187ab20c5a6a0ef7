import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import { lastKeyAt, noteKeys, withAppWindow } from './app-window'
import { openBareConsole, startConsoleGuest } from './console-guest'
import { consoleWindow, watchFlood, watchTerminal } from './console-window'
import { epochNow } from './epoch'
import type { Declaration, Family, Measurement } from './figure'
import { inTurn } from './in-turn'
import { progress } from './progress'
import { startPythonPeer } from './python-peer'
import type { BenchSettings } from './settings'
import { quantile } from './statistics'
import { withDaemon } from './with-daemon'

const MEBIBYTES = 20
const LINE = '0123456789abcde '.repeat(8)
/** A log's worth of lines, made once: making them takes an emulated guest longer than printing. */
const PREPARE = `yes '${LINE}' | head -c 1048576 >/tmp/flood`
const FLOOD = `for i in $(seq ${MEBIBYTES}); do cat /tmp/flood; done`
/** It takes an emulated guest minutes: what is slower at first, or now and then, is long evened out. */
const FLOOD_ROUNDS = 1

const KEYS = 100
const KEY_WARM_UPS = 10
/** Between two keys, as between those of a fast typist. */
const REST_MS = 50
const SWALLOW = 'cat >/dev/null'
/** The shell ends its line. */
const SWALLOW_ECHO_BYTES = 2

const throughput: Declaration = {
  name: 'console-throughput',
  unit: 'MB/s',
  peer: 'virsh console to a file',
  better: 'higher',
  budget: 0.9,
  budgetOn: 'ratio',
}

const echo: Declaration = {
  name: 'console-echo',
  unit: 'ms',
  peer: 'the bare stream',
  better: 'lower',
  budget: 16,
  budgetOn: 'excess',
}

/** Two machines alike, a shell on the console of each: one for the app's window, one for the peer. */
const withGuests = (
  settings: BenchSettings,
  use: (page: Page, daemon: PrivateDaemon) => Promise<Measurement>,
): Promise<Measurement> =>
  withDaemon(async (daemon) => {
    progress('consoles: starting two guests …')
    await startConsoleGuest(daemon, settings, 'ours', PREPARE)
    await startConsoleGuest(daemon, settings, 'peer', PREPARE)
    const args = ['--connect', daemon.uri(), '--show-domain-console', 'ours']
    return await withAppWindow(settings, args, async (_, electron) =>
      use(await consoleWindow(electron), daemon),
    )
  })

const measureThroughput = async (page: Page, daemon: PrivateDaemon): Promise<Measurement> => {
  const file = join(daemon.directory, 'virsh-console')
  const peer = await startPythonPeer('virsh_console', daemon.uri(), 'peer', file, FLOOD)
  const measurement = await inTurn({
    name: throughput.name,
    rounds: FLOOD_ROUNDS,
    warmUps: 0,
    ours: async () => {
      await page.keyboard.type(FLOOD)
      const flooded = await watchFlood(page)
      const start = epochNow()
      await page.keyboard.press('Enter')
      const { bytes, endedAt } = await flooded()
      return (bytes / 1_048_576 / (endedAt - start)) * 1000
    },
    // Its rounds are ms for one MB.
    peer: async () => 1000 / (await peer.round()),
  })
  await peer.end()
  return measurement
}

const measureEcho = async (page: Page, daemon: PrivateDaemon): Promise<Measurement> => {
  await noteKeys(page)
  const bare = await openBareConsole(daemon, 'peer')
  // The terminal's own echo: one byte for each key, while a shell moves and redraws.
  await page.keyboard.type(SWALLOW)
  const isSwallowing = await watchTerminal(page, SWALLOW_ECHO_BYTES)
  await page.keyboard.press('Enter')
  await isSwallowing()
  await bare.type(`${SWALLOW}\r`)
  await bare.until('\n')
  const pressKey = async (): Promise<number> => {
    const drawnAt = await watchTerminal(page, 1)
    await page.keyboard.press('x')
    return (await drawnAt()) - (await lastKeyAt(page))
  }
  const typeBare = async (): Promise<number> => {
    const start = performance.now()
    await bare.type('x')
    await bare.until('x')
    return performance.now() - start
  }
  const ours: number[] = []
  const theirs: number[] = []
  for (let key = 0; key < KEY_WARM_UPS + KEYS; key++) {
    ours.push(await pressKey())
    theirs.push(await typeBare())
    await sleep(REST_MS)
  }
  await bare.close()
  const p95 = (values: readonly number[]): number => quantile(values.slice(KEY_WARM_UPS), 0.95)
  return { value: p95(ours), peerValue: p95(theirs) }
}

/** The serial console in its window: how much goes through, and how soon a key shows. */
export const consoles: readonly Family[] = [
  {
    figures: [throughput],
    measure: async (settings) => ({
      [throughput.name]: await withGuests(settings, measureThroughput),
    }),
  },
  {
    figures: [echo],
    measure: async (settings) => ({ [echo.name]: await withGuests(settings, measureEcho) }),
  },
]
