import { join } from 'node:path'
import { DEFAULT_DEADLINE_MS } from '../../src-main/libvirt'
import {
  startPrivateDaemon,
  type PrivateDaemon,
} from '../../src-main/libvirt/testing/private-daemon'
import { AppClient } from './app-client'
import { DaemonKeeper } from './daemon-keeper'
import { FaultProxy } from '../../src-main/libvirt/testing/fault-proxy/fault-proxy'
import { inject } from './inject'
import { leakedSince, resourcesNow } from './leaks'
import { Ledger } from './ledger'
import { makeMischief } from './mischief'
import { Random } from '../../src-main/libvirt/testing/random'
import { runRawClient } from './raw-client'
import { until } from './until'
import { inventoryMatches } from './witness'
import { fillQemuHost } from './world'

/** How long closed connections may take to be gone from the proxy, in ms. */
const GONE_MS = 5_000

export interface FaultRun {
  readonly seed: number
  /** How many faults to inject. */
  readonly count: number
  /**
   * After the last fault the app looks after its hosts, as when a computer wakes up, instead of
   * waiting until every dead connection, those of consoles and figures among them, is found out.
   */
  readonly wakes: boolean
  /** Hears how it goes. */
  readonly tell: (line: string) => void
}

/** What came of a run. */
export interface FaultReport {
  readonly seed: number
  readonly faults: number
  /** Calls that were answered, or failed by an error that the client documents. */
  readonly settled: number
  readonly unsettled: number
  /** Rejections that nobody heard, and exceptions that nobody caught. */
  readonly unhandled: number
  /** Sockets, timers and streams that were left. */
  readonly leaked: number
  readonly inventoryMatches: boolean
}

/** Counts, the largest first, in one line. */
const summary = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ')

/** Everything but the daemon and what watches over the process. */
const runOn = async (
  daemon: PrivateDaemon,
  keeper: DaemonKeeper,
  { seed, count, wakes, tell }: FaultRun,
  ledger: Ledger,
): Promise<{ matches: boolean; openConnections: number }> => {
  const random = new Random(seed)
  const [faults, work, changes] = [random.branch(), random.branch(), random.branch()]
  await keeper.fillTestHost()
  const streams = await fillQemuHost(daemon)
  const proxies = { app: new FaultProxy(daemon.socket), raw: new FaultProxy(daemon.socket) }
  const sockets = { app: join(daemon.directory, 'app'), raw: join(daemon.directory, 'raw') }
  await proxies.app.listenOnUnix(sockets.app)
  await proxies.raw.listenOnUnix(sockets.raw)
  const port = await proxies.raw.listenOnTcp()

  const stopping = new AbortController()
  const { signal } = stopping
  const hosts = [
    `test+unix:///default?socket=${sockets.app}`,
    `qemu+unix:///session?socket=${sockets.app}`,
  ]
  const app = new AppClient(hosts, ledger)
  const raw = (uri: string) => runRawClient({ uri, ledger, random: work.branch(), signal })
  const streaming = (uri: string) =>
    runRawClient({ uri, ledger, random: work.branch(), signal, streams })
  const working = [
    makeMischief(daemon, changes, signal),
    app.use(work.branch(), signal),
    raw(`test+unix:///default?socket=${sockets.raw}`),
    raw(`test+tcp://127.0.0.1:${port}/default`),
    streaming(`qemu+unix:///session?socket=${sockets.raw}`),
    streaming(`qemu+tcp://127.0.0.1:${port}/session`),
  ]
  const kinds = await inject({ count, random: faults, proxies, keeper, tell })
  tell(`faults: ${summary(kinds)}`)
  stopping.abort()
  for (const proxy of Object.values(proxies)) proxy.drain()
  await Promise.all(working)

  if (wakes) app.services.hosts.wakeUp()
  const isHurt = (): boolean => !wakes && [...proxies.app.connections].some((one) => one.isHurt)
  const matches = await inventoryMatches(app, isHurt, daemon, tell)
  await app.close()
  // Every call has a deadline, and what has none ends with its connection.
  await until(() => ledger.pendingCount === 0, DEFAULT_DEADLINE_MS)
  const countOpen = (): number => proxies.app.connections.size + proxies.raw.connections.size
  await until(() => countOpen() === 0, GONE_MS)
  const openConnections = countOpen()
  for (const proxy of Object.values(proxies)) await proxy.close()
  return { matches, openConnections }
}

/**
 * Lets clients work on a real libvirtd, strikes their connections and the daemon by faults that the
 * seed decides, and reports what became of the clients.
 */
export const runFaults = async (run: FaultRun): Promise<FaultReport> => {
  const { seed, count, tell } = run
  let unhandled = 0
  const note = (error: unknown): void => {
    unhandled += 1
    tell(`unhandled: ${error instanceof Error ? error.stack : String(error)}`)
  }
  process.on('unhandledRejection', note).on('uncaughtException', note)
  const before = resourcesNow()
  const ledger = new Ledger()
  const daemon = await startPrivateDaemon()
  const keeper = new DaemonKeeper(daemon)
  let result
  try {
    result = await runOn(daemon, keeper, run, ledger)
  } finally {
    await keeper.close()
    await daemon.dispose()
  }
  const leaked = await leakedSince(before)
  process.off('unhandledRejection', note).off('uncaughtException', note)

  tell(`calls: ${summary(ledger.endings)}; the daemon crashed ${keeper.crashes} times`)
  for (const what of ledger.unsettled) tell(`unsettled: ${what}`)
  for (const what of leaked) tell(`leaked: ${what}`)
  if (result.openConnections > 0) tell(`leaked: ${result.openConnections} connections`)
  return {
    seed,
    faults: count,
    settled: ledger.settled,
    unsettled: ledger.unsettled.length,
    unhandled,
    leaked: leaked.length + result.openConnections,
    inventoryMatches: result.matches,
  }
}
