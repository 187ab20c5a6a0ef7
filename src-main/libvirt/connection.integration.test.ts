import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  connect,
  ConnectionLost,
  isInvalidState,
  isNotFound,
  isUnsupported,
  LibvirtError,
  remote,
  TransportError,
  UnsupportedError,
  type Connection,
  type ConnectOptions,
  type DomainRef,
} from './index'
import { startPrivateDaemon, type PrivateDaemon } from './testing/private-daemon'

let daemon: PrivateDaemon
const open = new Set<Connection>()

beforeAll(async () => {
  daemon = await startPrivateDaemon()
})

afterEach(async () => {
  await Promise.all([...open].map((connection) => connection.close()))
  open.clear()
})

afterAll(() => daemon.dispose())

const connectTest = async (options?: ConnectOptions): Promise<Connection> => {
  const connection = await connect(daemon.uri('test', '/default'), options)
  open.add(connection)
  return connection
}

const findMachine = async (connection: Connection): Promise<DomainRef> =>
  (await connection.call(remote.domainLookupByName, { name: 'test' })).dom

const readXml = (connection: Connection, dom: DomainRef): Promise<{ xml: string }> =>
  connection.call(remote.domainGetXmlDesc, { dom, flags: 0 })

/** What keeps this process busy, once what is about to end has ended. */
const leastResources = async (): Promise<string[]> => {
  await sleep(100)
  return process.getActiveResourcesInfo().sort()
}

describe('a connection', () => {
  it('knows where it leads', async () => {
    const connection = await connectTest()
    expect(connection.uri).toBe('test:///default')
    expect(connection.facts.daemonVersion).toBeGreaterThan(1_002_001)
    expect(connection.facts).toMatchObject({ hasEvents: true, isPrivate: true })
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
  })

  it('lists what virsh lists', async () => {
    const connection = await connect(daemon.uri())
    open.add(connection)
    const xml = `<domain type='qemu'><name>a &lt;b&gt; ü</name><memory>1024</memory>
      <os><type arch='x86_64'>hvm</type></os></domain>`
    const { dom } = await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
    const { domains } = await connection.call(remote.connectListAllDomains, {
      needResults: true,
      flags: 0,
    })
    expect(domains).toEqual([{ name: 'a <b> ü', uuid: dom.uuid, id: -1 }])
    expect((await daemon.virsh('list', '--all', '--uuid')).trim()).toBe(dom.uuid)
    await connection.call(remote.domainUndefineFlags, { dom, flags: 0 })
    expect((await daemon.virsh('list', '--all')).trim()).toBe('')
  })

  it('reads only, when it is asked to', async () => {
    const connection = await connectTest({ readOnly: true })
    const dom = await findMachine(connection)
    await expect(connection.call(remote.domainSuspend, { dom })).rejects.toMatchObject({ code: 29 })
  })

  it('answers a thousand calls at once, each with its own answer', async () => {
    const connection = await connectTest()
    const dom = await findMachine(connection)
    const states = Array.from({ length: 500 }, () =>
      connection.call(remote.domainGetState, { dom, flags: 0 }),
    )
    const texts = Array.from({ length: 500 }, () => readXml(connection, dom))
    for (const state of await Promise.all(states)) expect(state.state).toBe(1)
    for (const { xml } of await Promise.all(texts)) expect(xml).toContain('<name>test</name>')
  })

  it('opens another of its kind', async () => {
    const connection = await connectTest()
    const sibling = await connection.sibling()
    open.add(sibling)
    await connection.close()
    expect(await sibling.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
  })

  it('measures how long the daemon takes to answer', async () => {
    const connection = await connectTest({ keepaliveIntervalMs: 10 })
    expect(await connection.ping()).toBeGreaterThan(0)
    await sleep(50)
    expect(connection.latencyMs).toBeGreaterThan(0)
    expect(connection.isOpen).toBe(true)
  })

  it('leaves nothing behind when it is closed', async () => {
    const before = await leastResources()
    const connection = await connectTest()
    const call = connection.call(remote.connectGetCapabilities, {}).catch((error: unknown) => error)
    await connection.close()
    expect(await call).toBeInstanceOf(ConnectionLost)
    expect(await connection.closed).toEqual({ kind: 'closed' })
    expect(connection.isOpen).toBe(false)
    await expect(connection.call(remote.connectGetType, {})).rejects.toBeInstanceOf(ConnectionLost)
    expect(await leastResources()).toEqual(before)
  })

  it('does not come about where there is no daemon', async () => {
    const attempt = connect('qemu+unix:///session?socket=/nonexistent/sock')
    await expect(attempt).rejects.toMatchObject({ name: 'TransportError', code: 'ENOENT' })
    await expect(attempt).rejects.toBeInstanceOf(TransportError)
  })

  it('does not come about with something that is no daemon', async () => {
    const socket = join(daemon.directory, 'odd.sock')
    const server = createServer((client) => client.end('220 mail.example.com ESMTP\r\n'))
    await new Promise<void>((resolve) => server.listen(socket, resolve))
    const attempt = connect(`qemu+unix:///system?socket=${socket}`)
    await expect(attempt).rejects.toMatchObject({ name: 'TransportError' })
    await expect(attempt).rejects.toThrow('malformed packet')
    server.close()
  })

  it('does not come about when the driver refuses', async () => {
    const attempt = connect(daemon.uri('test', '/nonexistent.xml'))
    await expect(attempt).rejects.toBeInstanceOf(LibvirtError)
  })

  it('can be given up while it is made', async () => {
    daemon.freeze()
    const controller = new AbortController()
    const attempt = connectTest({ signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(attempt).rejects.toThrow('enough')
    daemon.thaw()
  })
})

describe('errors of the daemon', () => {
  it('can be told apart', async () => {
    const connection = await connect(daemon.uri())
    open.add(connection)
    const xml = `<domain type='qemu'><name>off</name><memory>1024</memory>
      <os><type arch='x86_64'>hvm</type></os></domain>`
    const { dom } = await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
    const errors = await Promise.all(
      [
        connection.call(remote.domainLookupByName, { name: 'nobody' }),
        connection.call(remote.domainShutdownFlags, { dom, flags: 0 }),
        connection.call(remote.domainGetXmlDesc, { dom, flags: 0xffff }),
      ].map((call) => call.catch((error: unknown) => error)),
    )
    await connection.call(remote.domainUndefineFlags, { dom, flags: 0 })
    expect(errors.map((error) => error instanceof LibvirtError)).toEqual([true, true, true])
    expect(errors.map(isNotFound)).toEqual([true, false, false])
    expect(errors.map(isInvalidState)).toEqual([false, true, false])
  })

  it('lead to who asked', async () => {
    const connection = await connectTest()
    const asking = connection.call(remote.domainLookupByName, { name: 'nobody' })
    const error = await asking.catch((error: unknown) => error)
    expect((error as Error).stack).toContain('connection.integration.test.ts')
  })

  it('are remembered where they are for good, so that the next call is not sent', async () => {
    const connection = await connectTest()
    const dom = await findMachine(connection)
    const ask = (): Promise<unknown> =>
      connection.call(remote.domainMigrateGetMaxSpeed, { dom, flags: 0 })
    expect(connection.supports(remote.domainMigrateGetMaxSpeed)).toBe(true)
    const first = await ask().catch((error: unknown) => error)
    expect(first).toBeInstanceOf(LibvirtError)
    expect(isUnsupported(first)).toBe(true)
    expect(connection.supports(remote.domainMigrateGetMaxSpeed)).toBe(false)
    await expect(ask()).rejects.toBeInstanceOf(UnsupportedError)
  })

  it('do not happen where a call is known to be too new', async () => {
    const connection = await connectTest()
    const dom = await findMachine(connection)
    if (connection.facts.daemonVersion >= 11_002_000) return
    const call = connection.call(remote.domainGetAutostartOnce, { dom })
    await expect(call).rejects.toBeInstanceOf(UnsupportedError)
  })
})

describe('events', () => {
  it('come, and may come before the answer to the call that caused them', async () => {
    const connection = await connectTest()
    const seen: string[] = []
    await connection.subscribe('domainLifecycle', ({ dom, event }) =>
      seen.push(`${dom.name} ${event}`),
    )
    const dom = await findMachine(connection)
    await connection.call(remote.domainSuspend, { dom })
    await connection.call(remote.domainResume, { dom })
    await vi.waitFor(() => expect(seen).toEqual(['test 3', 'test 4']), 20_000)
  })

  it('go to every listener until it leaves, though one of them fails', async () => {
    const warnings: string[] = []
    const connection = await connectTest({
      log: { debug: () => {}, warn: (_, message) => warnings.push(message) },
    })
    const seen: string[] = []
    const leave = await connection.subscribe('domainLifecycle', () => seen.push('first'))
    await connection.subscribe('domainLifecycle', () => {
      throw new Error('a bug')
    })
    await connection.subscribe('domainLifecycle', () => seen.push('third'))
    const dom = await findMachine(connection)
    await connection.call(remote.domainSuspend, { dom })
    await vi.waitFor(() => expect(seen).toEqual(['first', 'third']), 20_000)
    leave()
    await connection.call(remote.domainResume, { dom })
    await vi.waitFor(() => expect(seen).toEqual(['first', 'third', 'third']), 20_000)
    expect(warnings).toEqual(['an event listener failed', 'an event listener failed'])
  })

  it('of several classes do not mix, though the daemon gives them the same callback id', async () => {
    const connection = await connectTest()
    const seen: string[] = []
    await Promise.all([
      connection.subscribe('domainLifecycle', ({ dom }) => seen.push(`machine ${dom.name}`)),
      connection.subscribe('networkLifecycle', ({ net }) => seen.push(`network ${net.name}`)),
      connection.subscribe('storagePoolLifecycle', ({ pool }) => seen.push(`pool ${pool.name}`)),
    ])
    const { net } = await connection.call(remote.networkLookupByName, { name: 'default' })
    const { pool } = await connection.call(remote.storagePoolLookupByName, { name: 'default-pool' })
    await connection.call(remote.networkDestroy, { net })
    await connection.call(remote.storagePoolDestroy, { pool })
    await vi.waitFor(() => expect(seen).toEqual(['network default', 'pool default-pool']), 20_000)
  })

  it('that the daemon does not have are refused', async () => {
    const connection = await connectTest()
    if (connection.facts.daemonVersion >= 11_002_000) return
    const subscription = connection.subscribe('domainNicMacChange', () => {})
    await expect(subscription).rejects.toBeInstanceOf(UnsupportedError)
  })
})

describe('a daemon that fails', () => {
  it('by dying takes its calls along, and can be connected to again', async () => {
    const connection = await connectTest()
    const dom = await findMachine(connection)
    const calls = Array.from({ length: 200 }, () =>
      readXml(connection, dom).catch((error: unknown) => error),
    )
    await daemon.kill()
    const errors = (await Promise.all(calls)).filter((answer) => answer instanceof Error)
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) expect(error).toBeInstanceOf(ConnectionLost)
    expect((await connection.closed).kind).toMatch(/hung-up|transport/)
    await daemon.start()
    expect(await findMachine(await connectTest())).toMatchObject({ name: 'test' })
  })

  it('by hanging is found out: calls by their deadline, the connection by keepalive', async () => {
    const connection = await connectTest({ keepaliveIntervalMs: 100, keepaliveCount: 3 })
    daemon.freeze()
    try {
      const late = connection.call(remote.connectGetHostname, {}, { deadlineMs: 50 })
      const lost = connection.call(remote.connectGetHostname, {}).catch((error: unknown) => error)
      await expect(late).rejects.toMatchObject({ name: 'DeadlineExceeded', sent: true })
      expect(await connection.closed).toEqual({ kind: 'silent', milliseconds: 400 })
      expect(await lost).toBeInstanceOf(ConnectionLost)
    } finally {
      daemon.thaw()
    }
  })

  it('by hanging for a while is forgiven', async () => {
    const connection = await connectTest({ keepaliveIntervalMs: 200, keepaliveCount: 20 })
    daemon.freeze()
    const late = connection.call(remote.connectGetHostname, {}, { deadlineMs: 20 })
    await expect(late).rejects.toMatchObject({ name: 'DeadlineExceeded' })
    daemon.thaw()
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
  })
})
