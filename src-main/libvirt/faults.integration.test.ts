import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  connect,
  ConnectionLost,
  DEFAULT_DEADLINE_MS,
  remote,
  type Connection,
  type ConnectOptions,
  type DomainRef,
} from './index'
import { guestXml, writeBootDisk } from './testing/boot-sector-guest'
import { FaultProxy } from './testing/fault-proxy/fault-proxy'
import type { Direction } from './testing/fault-proxy/fault'
import { startPrivateDaemon, type PrivateDaemon } from './testing/private-daemon'

let daemon: PrivateDaemon
let proxy: FaultProxy
const open = new Set<Connection>()

beforeAll(async () => {
  daemon = await startPrivateDaemon()
})

beforeEach(async () => {
  proxy = new FaultProxy(daemon.socket)
  await proxy.listenOnUnix(join(daemon.directory, 'proxy'))
})

afterEach(async () => {
  await Promise.all([...open].map((connection) => connection.close()))
  open.clear()
  await proxy.close()
})

afterAll(() => daemon.dispose())

const proxyUri = (): string => `test+unix:///default?socket=${daemon.directory}/proxy`

const connectThrough = async (options?: ConnectOptions, uri = proxyUri()): Promise<Connection> => {
  const connection = await connect(uri, options)
  open.add(connection)
  return connection
}

describe('packets that arrive otherwise than they were sent', () => {
  const hostXml = (number: number): string =>
    `<domain type='test'><name>m-${number}</name><memory>1024</memory><os><type>hvm</type></os></domain>`

  it('answers in another order find their calls, and events in between are heard', async () => {
    const connection = await connectThrough()
    const heard: string[] = []
    await connection.subscribe('domainLifecycle', ({ dom }) => heard.push(dom.name))
    const machines = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => {
        const xml = hostXml(number)
        return (await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })).dom
      }),
    )
    let reordered = 0
    const keepReordering = async (): Promise<void> => {
      const fault = { kind: 'reorder', past: 3 } as const
      while (reordered < 40) {
        await proxy.arm({ of: 'frame', fault, direction: 'toClient', after: 2 })
        reordered += 1
      }
    }
    const reordering = keepReordering()
    const names = Array.from({ length: 400 }, (_, i) => `m-${i % 20}`)
    const looking = names.map((name) => connection.call(remote.domainLookupByName, { name }))
    const starting = machines.map((dom) =>
      connection.call(remote.domainCreateWithFlags, { dom, flags: 0 }),
    )
    const [found, started] = await Promise.all([Promise.all(looking), Promise.all(starting)])
    expect(found.map(({ dom }) => dom.name)).toEqual(names)
    expect(started.map(({ dom }) => dom.name)).toEqual(machines.map(({ name }) => name))
    await vi.waitFor(() => expect(new Set(heard).size).toBe(20), 20_000)
    await reordering
    expect(reordered).toBe(40)
    for (const dom of machines) {
      await connection.call(remote.domainDestroyFlags, { dom, flags: 0 })
      await connection.call(remote.domainUndefineFlags, { dom, flags: 0 })
    }
  })

  it('a byte at a time is enough', async () => {
    const connection = await connectThrough()
    const fault = { kind: 'split', bytes: 1 } as const
    const armed = proxy.arm({ of: 'frame', fault, direction: 'toClient', after: 0 })
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
    await armed
  })
})

describe.each(['a socket', 'TCP'])('a half-open connection over %s is found out', (way) => {
  it.each<[Direction, 'swallow' | 'stall']>([
    ['toClient', 'swallow'],
    ['toClient', 'stall'],
    ['toDaemon', 'swallow'],
    ['toDaemon', 'stall'],
  ])('when nothing goes %s any more (%s)', async (direction, how) => {
    const uri =
      way === 'TCP' ? `test+tcp://127.0.0.1:${await proxy.listenOnTcp()}/default` : proxyUri()
    const connection = await connectThrough({ keepaliveIntervalMs: 50, keepaliveCount: 3 }, uri)
    const fault = { kind: 'half-open', how } as const
    const armed = proxy.arm({ of: 'frame', fault, direction, after: 0 })
    const call = connection.call(remote.connectGetHostname, {}).catch((error: unknown) => error)
    await armed
    expect(await connection.closed).toMatchObject({ kind: 'silent' })
    expect(await call).toBeInstanceOf(ConnectionLost)
    expect(connection.isOpen).toBe(false)
  })
})

describe('something that accepts and never answers', () => {
  it('is given up by the signal', async () => {
    const armed = proxy.arm({ of: 'accept', fault: { kind: 'mute' } })
    const attempt = connect(proxyUri(), { signal: AbortSignal.timeout(100) })
    await expect(attempt).rejects.toMatchObject({ name: 'TimeoutError' })
    await armed
    await vi.waitFor(() => expect(proxy.connections.size).toBe(0), 20_000)
  })

  it('is given up by itself', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
    try {
      const armed = proxy.arm({ of: 'accept', fault: { kind: 'mute' } })
      const attempt = connect(proxyUri()).catch((error: unknown) => error)
      await armed
      await vi.advanceTimersByTimeAsync(DEFAULT_DEADLINE_MS)
      expect(await attempt).toMatchObject({ name: 'DeadlineExceeded', sent: true })
    } finally {
      vi.useRealTimers()
    }
    await vi.waitFor(() => expect(proxy.connections.size).toBe(0), 20_000)
  })
})

describe('calls that hang in stuck machines', () => {
  const names = ['stuck-1', 'stuck-2', 'stuck-3', 'stuck-4']
  let connection: Connection
  let machines: DomainRef[]

  const start = async (name: string): Promise<DomainRef> => {
    const disk = join(daemon.directory, `${name}.img`)
    await writeBootDisk(disk, 'tick')
    const xmlDesc = guestXml(name, disk)
    return (await connection.call(remote.domainCreateXml, { xmlDesc, flags: 0 })).dom
  }

  const signalAll = async (which: 'SIGSTOP' | 'SIGCONT'): Promise<void> => {
    for (const name of names) {
      const file = join(daemon.directory, 'run/libvirt/qemu/run', `${name}.pid`)
      process.kill(Number(await readFile(file, 'utf8')), which)
    }
  }

  beforeAll(async () => {
    connection = await connect(daemon.uri())
    machines = await Promise.all(names.map(start))
  })

  afterAll(() => connection.close())

  it.each<[string, (dom: DomainRef) => Promise<unknown>]>([
    ['suspending', (dom) => connection.call(remote.domainSuspend, { dom }, { deadlineMs: 60_000 })],
    [
      'dumping',
      (dom) =>
        connection.call(
          remote.domainCoreDumpWithFormat,
          { dom, to: join(daemon.directory, 'home', dom.name), dumpformat: 0, flags: 0 },
          { deadlineMs: 60_000 },
        ),
    ],
  ])('leave the connection to short ones, and end when they can: %s', async (_, hang) => {
    await signalAll('SIGSTOP')
    let ended = 0
    const hanging = machines.map(async (dom) => {
      await hang(dom).catch(() => {})
      ended += 1
    })
    // Ordinary and urgent ones, more than the daemon takes at a time.
    const options = { deadlineMs: 20_000 }
    const short = Array.from({ length: 20 }, () => [
      connection.call(remote.connectGetCapabilities, {}, options),
      connection.call(remote.connectListAllDomains, { needResults: true, flags: 0 }, options),
    ]).flat()
    expect(await Promise.all(short)).toHaveLength(40)
    expect(await connection.ping()).toBeGreaterThan(0)
    expect(ended).toBe(0)
    await signalAll('SIGCONT')
    await Promise.all(hanging)
  })
})
