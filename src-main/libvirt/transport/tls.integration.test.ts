import { execFile } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  connect,
  remote,
  type Connection,
  type ConnectOptions,
  type CredentialsRequest,
} from '../index'
import { createAuthority, type Authority } from '../testing/certificates'
import { freePort } from '../testing/free-port'
import { preparePrivateDaemon, type PrivateDaemon } from '../testing/private-daemon'

const USERNAME = 'somebody'
const PASSWORD = 'correct horse, battery = staple'

let daemon: PrivateDaemon
let authority: Authority
let stranger: Authority
const connections = new Set<Connection>()

/** Ports of a daemon that is content with a certificate, and of one that wants SASL besides. */
interface Listening {
  daemon: PrivateDaemon
  tls: number
  tcp: number
}
let open: Listening
let guarded: Listening

/** A directory as `pkipath` wants it. */
const pki = async (name: string, ca: Authority, client: Authority): Promise<string> => {
  const directory = join(daemon.directory, name)
  await mkdir(directory)
  const { cert, key } = await client.sign('client', { commonName: 'client', usage: 'clientAuth' })
  await copyFile(ca.cert, join(directory, 'cacert.pem'))
  await copyFile(cert, join(directory, 'clientcert.pem'))
  await copyFile(key, join(directory, 'clientkey.pem'))
  return directory
}

const startListening = async (auth: 'none' | 'sasl', env = {}): Promise<Listening> => {
  const [tls, tcp] = [await freePort(), await freePort()]
  const config = [
    'listen_tls = 1',
    'listen_tcp = 1',
    `tls_port = "${tls}"`,
    `tcp_port = "${tcp}"`,
    `auth_tls = "${auth}"`,
    `auth_tcp = "${auth}"`,
    `auth_unix_rw = "${auth}"`,
    `ca_file = "${authority.cert}"`,
    `cert_file = "${join(authority.directory, 'servercert.pem')}"`,
    `key_file = "${join(authority.directory, 'serverkey.pem')}"`,
  ].join('\n')
  const listening = await preparePrivateDaemon({ config, args: ['--listen'], env })
  await listening.start()
  return { daemon: listening, tls, tcp }
}

const saslEnvironment = async (): Promise<Record<string, string>> => {
  const directory = join(daemon.directory, 'sasl')
  await mkdir(directory)
  const database = join(directory, 'passwd.db')
  const config = `mech_list: scram-sha-256 scram-sha-1\nsasldb_path: ${database}\n`
  await writeFile(join(directory, 'libvirt.conf'), config)
  await new Promise<void>((resolve, reject) => {
    const make = execFile(
      'saslpasswd2',
      ['-p', '-c', '-f', database, '-a', 'libvirt', USERNAME],
      (error) => (error ? reject(error) : resolve()),
    )
    make.stdin?.end(PASSWORD)
  })
  await daemon.give(directory)
  return { SASL_CONF_PATH: directory }
}

beforeAll(async () => {
  // Its directory serves the others; it is not started itself.
  daemon = await preparePrivateDaemon()
  authority = await createAuthority(join(daemon.directory, 'authority'))
  stranger = await createAuthority(join(daemon.directory, 'stranger'))
  const names = 'DNS:localhost,IP:127.0.0.1'
  await authority.sign('server', { commonName: 'localhost', names, usage: 'serverAuth' })
  open = await startListening('none')
  guarded = await startListening('sasl', await saslEnvironment())
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
    ours = await pki('ours', authority, authority)
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
    const mixed = await pki('mixed', stranger, authority)
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
    const foreign = await pki('foreign', authority, stranger)
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
        return Promise.resolve({ username: USERNAME, password: PASSWORD })
      },
    })
    await expect(refused).rejects.toThrow('GSSAPI')
    await expect(refused).rejects.toMatchObject({ name: 'AuthenticationError' })
    expect(asked).toEqual([])
  })
})

describe('with SASL', () => {
  const ways = [
    ['a socket', () => guarded.daemon.uri('test', '/default')],
    [
      'TLS',
      () => `test://localhost:${guarded.tls}/default?pkipath=${join(daemon.directory, 'ours')}`,
    ],
  ] as const
  const knowing: ConnectOptions = {
    authenticate: () => Promise.resolve({ username: USERNAME, password: PASSWORD }),
  }

  describe.each(ways)('over %s', (_, uri) => {
    const via = (mechanism: string): string =>
      `${uri()}${uri().includes('?') ? '&' : '?'}auth=sasl.${mechanism}`

    it.each(['SCRAM-SHA-256', 'SCRAM-SHA-1'])('%s lets us in', async (mechanism) => {
      const asked: CredentialsRequest[] = []
      const connection = await attempt(via(mechanism), {
        authenticate: (request) => {
          asked.push(request)
          return Promise.resolve({ username: USERNAME, password: PASSWORD })
        },
      })
      expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
      expect(asked).toMatchObject([{ mechanism, username: null }])
    })

    it('the best mechanism is chosen where the URI names none', async () => {
      await attempt(uri(), {
        authenticate: ({ mechanism }) => {
          expect(mechanism).toBe('SCRAM-SHA-256')
          return Promise.resolve({ username: USERNAME, password: PASSWORD })
        },
      })
    })

    it('a wrong password is refused and never told', async () => {
      const refused = attempt(uri(), {
        authenticate: () => Promise.resolve({ username: USERNAME, password: 'wrong secret' }),
      })
      const error = await refused.catch((cause: unknown) => cause as Error)
      expect(error).toMatchObject({ name: 'AuthenticationError' })
      const { message, stack, cause } = error as Error
      expect(`${message} ${stack} ${String(cause)}`).not.toContain('wrong secret')
    })

    it('nobody who gives no password gets in', async () => {
      await expect(attempt(uri())).rejects.toMatchObject({ name: 'AuthenticationError' })
      const declined = attempt(uri(), { authenticate: () => Promise.resolve(null) })
      await expect(declined).rejects.toMatchObject({ name: 'AuthenticationError' })
    })

    it('mechanisms that are not carried are named', async () => {
      await expect(attempt(via('GSSAPI'), knowing)).rejects.toThrow(/SASL GSSAPI.*SCRAM-SHA-256/)
      await expect(attempt(via('PLAIN'), knowing)).rejects.toThrow(/daemon offers SCRAM/)
    })
  })
})
