/**
 * `npm run soak:app [-- --minutes N]`: the whole app beside a fleet that flaps, used as in N minutes
 * of heavy use; ends with one line of JSON, and 1 if anything of it has grown beyond its bound.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { _electron } from '@playwright/test'
import { defineTypewriter } from '../../src-main/displays/testing/typewriter-guest'
import { namedHosts } from '../../src-main/hosts/default-hosts'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import { openSharedFleet } from '../bench/shared-fleet'
import { runtimeFlags } from '../bench/electron-process'
import { withDaemon } from '../bench/with-daemon'
import { appState, type AppState } from './app-state'
import { useTheApp } from './app-use'
import { flap } from './flap'
import { writeLongHistory } from './long-used'

/** More than a screen shows, and few enough for what is kept of each to be full when it is warm. */
const MACHINES = 60
/** What a round stands for: some fifty actions by keys, two of them windows of guests, and a change of state a second. */
const ROUND_MINUTES = 2
const CHANGES = ROUND_MINUTES * 60
/**
 * Until the compilers have what they need, and until the four minutes of figures that a window keeps
 * of each machine are full; in ms, as figures come no faster however heavy the use is.
 */
const WARM_UP_MS = 5 * 60_000
/** Optimized code grows for as long as anything is used; without it the heap is what the app keeps. */
const JS_FLAGS = '--js-flags=--expose-gc --no-opt'
/** Looked at so often, in rounds. */
const EVERY = 3
/** The guest goes off and on again, in rounds. */
const RESTART = 5
/** How much more there may be at the end than when it was warm: in percent, and at least so many. */
const bounds: Readonly<Record<keyof AppState, readonly [percent: number, least: number]>> = {
  mainHeap: [8, 1024],
  windowHeap: [8, 1024],
  nodes: [10, 500],
  listeners: [5, 50],
  files: [0, 4],
  waits: [0, 4],
  processes: [0, 1],
  windows: [0, 0],
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '120' } } })
const minutes = Number(values.minutes)
const rounds = Math.round(minutes / ROUND_MINUTES)
if (!(rounds >= 6 * EVERY)) throw new Error('usage: npm run soak:app -- --minutes N, at least 36')

const middle = (states: readonly AppState[], name: keyof AppState): number =>
  states.map((state) => state[name]).sort((a, b) => a - b)[Math.floor(states.length / 2)] ?? 0

/** What has grown beyond its bound, from the first three looks to the last three. */
const grown = (states: readonly AppState[]) =>
  (Object.keys(bounds) as (keyof AppState)[]).map((name) => {
    const [from, to] = [middle(states.slice(0, 3), name), middle(states.slice(-3), name)]
    const [percent, least] = bounds[name]
    return { name, from, to, isFlat: to - from <= Math.max((from * percent) / 100, least) }
  })

const tell = (line: string): void => {
  process.stderr.write(`soak: ${line}\n`)
}

const secondsSince = (began: number): number => Math.round((Date.now() - began) / 1000)

const soak = async (daemon: PrivateDaemon, folder: string): Promise<boolean> => {
  const { uri, domains, connection } = await openSharedFleet(daemon, MACHINES)
  await defineTypewriter(daemon, 'real', `<graphics type='vnc' autoport='yes' listen='127.0.0.1'/>`)
  await daemon.virsh('start', 'real')
  writeLongHistory(folder, namedHosts([uri])[0]?.id ?? '', domains.slice(0, 30))
  const hosts = ['--connect', uri, '--connect', daemon.uri()]
  const project = join(import.meta.dirname, '../..')
  const electron = await _electron.launch({
    executablePath: process.env['VIRTHELM_ELECTRON'] ?? '',
    args: [...runtimeFlags, JS_FLAGS, project, '--user-data-dir', folder, ...hosts],
  })
  const states: AppState[] = []
  const began = Date.now()
  try {
    const window = await electron.firstWindow()
    await window.getByRole('rowheader', { name: 'machine-0', exact: true }).waitFor()
    let played = 0
    const play = async (): Promise<void> => {
      await Promise.all([
        flap(daemon, { machines: MACHINES - 1, changes: CHANGES, round: played }),
        useTheApp(electron, window, 'real'),
      ])
      played += 1
      if (played % RESTART !== 0) return
      // Its sessions wait for it meanwhile.
      await daemon.virsh('destroy', 'real')
      await daemon.virsh('start', 'real')
    }
    while (Date.now() - began < WARM_UP_MS) await play()
    tell(`warm after ${played} rounds`)
    for (let round = 1; round <= rounds; round++) {
      await play()
      tell(`${round} of ${rounds} rounds, ${secondsSince(began)} s`)
      if (round % EVERY !== 0) continue
      states.push(await appState(electron, window))
      tell(JSON.stringify(states.at(-1)))
    }
  } finally {
    await electron.close()
    await connection.close()
  }
  const results = grown(states)
  const seconds = secondsSince(began)
  const flat = results.every(({ isFlat }) => isFlat)
  process.stdout.write(`${JSON.stringify({ minutes, seconds, flat, results })}\n`)
  return flat
}

const folder = mkdtempSync(join(tmpdir(), 'vh-soak-app-'))
try {
  process.exitCode = (await withDaemon((daemon) => soak(daemon, folder))) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
