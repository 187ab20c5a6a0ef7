import { setTimeout as sleep } from 'node:timers/promises'
import {
  Cancelled,
  connect,
  remote,
  type CallOptions,
  type Connection,
  type DomainRef,
} from '../../src-main/libvirt'
import type { Ledger } from './ledger'
import type { Random } from '../../src-main/libvirt/testing/random'
import { streamOnce, type StreamTarget } from './raw-streams'

/** Half-open connections are found out soon, so that many can be tried. */
const KEEPALIVE = { keepaliveIntervalMs: 300, keepaliveCount: 3 }

/** How long connecting may take, in ms. */
const CONNECT_MS = 4_000

/** How long a stream is waited for, in ms: one whose end was lost ends with its connection. */
const STREAM_MS = 2_000

export interface RawClientOptions {
  readonly uri: string
  readonly ledger: Ledger
  readonly random: Random
  /** What to open streams on, where there is something. */
  readonly streams?: StreamTarget
  /** Over when it aborts. */
  readonly signal: AbortSignal
}

type Call = (connection: Connection, dom: DomainRef, options: CallOptions) => Promise<unknown>

const calls: readonly (readonly [weight: number, call: Call])[] = [
  [8, (on, dom, options) => on.call(remote.domainGetState, { dom, flags: 0 }, options)],
  [8, (on, dom, options) => on.call(remote.domainGetInfo, { dom }, options)],
  [8, (on, dom, options) => on.call(remote.domainGetXmlDesc, { dom, flags: 0 }, options)],
  [4, (on, _, options) => on.call(remote.connectGetCapabilities, {}, options)],
  [4, (on, _, options) => on.call(remote.connectGetHostname, {}, options)],
  [4, (on, _, options) => on.call(remote.nodeGetInfo, {}, options)],
  [3, (on, _, options) => on.call(remote.domainLookupByName, { name: 'nobody' }, options)],
  [
    4,
    (on, _, options) =>
      on.call(remote.connectListAllDomains, { needResults: true, flags: 0 }, options),
  ],
  [
    4,
    (on, _, options) =>
      on.call(remote.connectGetAllDomainStats, { doms: [], stats: 0, flags: 0 }, options),
  ],
  [
    2,
    (on, _, options) =>
      on.call(remote.connectListAllStoragePools, { needResults: true, flags: 0 }, options),
  ],
  [2, (on, dom, options) => on.call(remote.domainSuspend, { dom }, options)],
  [2, (on, dom, options) => on.call(remote.domainResume, { dom }, options)],
]

/** One of the deadlines that a hurried, a usual and a careless caller gives. */
const deadline = (random: Random): number =>
  random.weighted([
    [2, random.integer(1, 20)],
    [4, random.integer(50, 500)],
    [3, random.integer(500, 3000)],
    [1, 30_000],
  ])

/** Some calls at once, each with a deadline of its own; some are given up. */
const callAtOnce = async (
  connection: Connection,
  domains: readonly DomainRef[],
  { ledger, random }: RawClientOptions,
): Promise<void> => {
  const controller = new AbortController()
  const calling = Array.from({ length: random.integer(1, 30) }, () => {
    const call = random.weighted(calls)
    const options = {
      deadlineMs: deadline(random),
      ...(random.chance(0.1) && { signal: controller.signal }),
    }
    return ledger.book('call', call(connection, random.pick(domains), options))
  })
  if (random.chance(0.5)) await sleep(random.integer(0, 20))
  controller.abort(new Error('given up'))
  await Promise.all(calling)
}

const listen = async (connection: Connection, ledger: Ledger): Promise<void> => {
  const nothing = (): void => {}
  await Promise.all([
    ledger.book('subscribe', connection.subscribe('domainLifecycle', nothing)),
    ledger.book('subscribe', connection.subscribe('networkLifecycle', nothing)),
    ledger.book('subscribe', connection.subscribe('storagePoolLifecycle', nothing)),
  ])
}

/** What is done with a connection until it breaks or has been used enough. */
const use = async (
  connection: Connection,
  options: RawClientOptions,
  streaming: Promise<void>[],
): Promise<void> => {
  const { ledger, random, signal, streams } = options
  if (random.chance(0.6)) await listen(connection, ledger)
  const listed = await ledger.book(
    'list',
    connection.call(
      remote.connectListAllDomains,
      { needResults: true, flags: 0 },
      { deadlineMs: 5_000 },
    ),
  )
  const domains = listed.value?.domains ?? []
  if (domains.length === 0) return
  for (let round = random.integer(1, 12); round > 0 && connection.isOpen; round--) {
    if (signal.aborted) return
    if (streams && random.chance(0.4)) {
      streaming.push(streamOnce(connection, streams, ledger, random.branch()))
    }
    if (random.chance(0.2)) await ledger.book('ping', connection.ping(random.integer(20, 500)))
    await callAtOnce(connection, domains, options)
    await Promise.race([streaming.at(-1), sleep(STREAM_MS)])
  }
}

/** Connects, calls, streams, closes; over and over, whatever happens meanwhile. */
export const runRawClient = async (options: RawClientOptions): Promise<void> => {
  const { uri, ledger, random, signal } = options
  while (!signal.aborted) {
    const giveUp = new AbortController()
    const late = setTimeout(() => giveUp.abort(new Cancelled('connect', true)), CONNECT_MS)
    const opened = await ledger.book(
      'connect',
      connect(uri, { ...KEEPALIVE, signal: giveUp.signal }),
    )
    clearTimeout(late)
    const connection = opened.value
    if (!connection) {
      await sleep(random.integer(20, 200))
      continue
    }
    const streaming: Promise<void>[] = []
    await use(connection, options, streaming)
    await ledger.book('close', connection.close())
    await ledger.book('closed', connection.closed)
    await Promise.all(streaming)
  }
}
