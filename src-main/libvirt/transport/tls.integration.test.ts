import { copyFile, mkdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect, remote, type Connection, type ConnectOptions } from '../index'
import { createAuthority, type Authority } from '../testing/certificates'
import { freePort } from '../testing/free-port'
import { prepareListeningDaemon, writePki, type ListeningDaemon } from '../testing/listening-daemon'
import { preparePrivateDaemon, type PrivateDaemon } from '../testing/private-daemon'
import { addSaslAccount } from '../testing/sasl-account'

let daemon: PrivateDaemon
let authority: Authority
let stranger: Authority
const connections = new Set<Connection>()

/** One is content with a certificate, the other wants SASL besides. */
let open: ListeningDaemon
let guarded: ListeningDaemon

beforeAll(async () => {
  // Its directory serves the others; it is not started itself.
  daemon = await preparePrivateDaemon()
  authority = await createAuthority(join(daemon.directory, 'authority'))
  stranger = await createAuthority(join(daemon.directory, 'stranger'))
  open = await prepareListeningDaemon(authority, 'none')
  guarded = await prepareListeningDaemon(authority, 'sasl')
  await addSaslAccount(guarded.daemon, { username: 'somebody', password: 'secret' })
  for (const each of [open, guarded]) await each.daemon.start()
})

afterEach(async () => {
  await Promise.all([...connections].map((connection) => connection.close()))
  connections.clear()
})

afterAll(async () => {
  for (const each of [open.daemon, guarded.daemon, daemon]) await each.dispose()
})

const attempt = async (uri: string, options?: ConnectOptions): Promise<Connection> => {
  const connection = await connect(uri, options)
  connections.add(connection)
  return connection
}

describe('over TLS', () => {
  let ours: string

  beforeAll(async () => {
    ours = await writePki(join(daemon.directory, 'ours'), authority, authority)
  })

  const uri = (host: string, directory: string, more = ''): string =>
    `test://${host}:${open.tls}/default?pkipath=${directory}${more}`

  it.each(['localhost', '127.0.0.1'])('a daemon on %s answers', async (host) => {
    const connection = await attempt(uri(host, ours))
    expect(connection.facts.isPrivate).toBe(true)
    expect(await connection.call(remote.connectIsSecure, {})).toEqual({ secure: true })
  })

  it('calls that are made at once are answered at once', async () => {
    // No ping of ours may wake a daemon that has overlooked one of them.
    const connection = await attempt(uri('localhost', ours), { keepaliveIntervalMs: 600_000 })
    const calls = Array.from({ length: 100 }, () =>
      connection.call(remote.connectGetType, {}, { deadlineMs: 4000 }),
    )
    for (const answer of await Promise.all(calls)) expect(answer).toEqual({ type: 'TEST' })
  })

  it('the certificates of a person are found at home', async () => {
    const home = join(daemon.directory, 'person')
    await mkdir(join(home, '.pki'), { recursive: true })
    const own = join(home, '.pki/libvirt')
    await mkdir(own)
    for (const name of ['cacert', 'clientcert', 'clientkey']) {
      await copyFile(join(ours, `${name}.pem`), join(own, `${name}.pem`))
    }
    const identity = { userId: 1000, env: { HOME: home } }
    await attempt(`test://localhost:${open.tls}/default`, { identity })
    const nobody = { userId: 1000, env: { HOME: '/nonexistent' } }
    const without = attempt(`test://localhost:${open.tls}/default`, { identity: nobody })
    await expect(without).rejects.toThrow('/etc/pki/CA/cacert.pem: there is no certificate')
  })

  it('a daemon that somebody else vouches for is refused, unless the URI says otherwise', async () => {
    const mixed = await writePki(join(daemon.directory, 'mixed'), stranger, authority)
    const refused = attempt(uri('localhost', mixed))
    await expect(refused).rejects.toMatchObject({ name: 'TransportError' })
    await expect(refused).rejects.toThrow('not from our certificate authority')
    const connection = await attempt(uri('localhost', mixed, '&no_verify=1'))
    expect(connection.facts.isPrivate).toBe(false)
  })

  it('a daemon by another name is refused', async () => {
    await expect(attempt(uri('127.0.0.2', ours))).rejects.toThrow('for another name')
  })

  it('a client that somebody else vouches for is refused by the daemon', async () => {
    const foreign = await writePki(join(daemon.directory, 'foreign'), authority, stranger)
    await expect(attempt(uri('localhost', foreign))).rejects.toThrow('refuses our certificate')
  })

  it('what only GnuTLS understands is refused', async () => {
    await expect(attempt(uri('localhost', ours, '&tls_priority=NORMAL'))).rejects.toMatchObject({
      name: 'UriError',
    })
  })

  it('a host where nothing listens is named', async () => {
    const port = await freePort()
    const refused = attempt(`test://localhost:${port}/default?pkipath=${ours}`)
    await expect(refused).rejects.toThrow(`localhost port ${port}: nothing listens there`)
  })

  it('a host that does not speak TLS does not keep us', async () => {
    const server: Server = createServer((socket) => socket.end('SSH-2.0-hello\r\n'))
    const port = await freePort()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const refused = attempt(`test://127.0.0.1:${port}/default?pkipath=${ours}`)
    await expect(refused).rejects.toMatchObject({ name: 'TransportError' })
    server.close()
  })
})

describe('over plain TCP', () => {
  it('a daemon that asks for nothing answers', async () => {
    const connection = await attempt(`test+tcp://127.0.0.1:${open.tcp}/default`)
    expect(connection.facts.isPrivate).toBe(false)
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
  })

  it('a daemon that asks for SASL gets nothing from us', async () => {
    const asked: unknown[] = []
    const refused = attempt(`test+tcp://127.0.0.1:${guarded.tcp}/default`, {
      authenticate: (request) => {
        asked.push(request)
        return Promise.resolve({ username: 'somebody', password: 'secret' })
      },
    })
    await expect(refused).rejects.toThrow('GSSAPI')
    await expect(refused).rejects.toMatchObject({ name: 'AuthenticationError' })
    expect(asked).toEqual([])
  })
})
