import { inspect } from 'node:util'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  connect,
  remote,
  type AskCredentials,
  type Connection,
  type ConnectOptions,
  type CredentialsRequest,
} from '../index'
import { createAuthority } from '../testing/certificates'
import { prepareListeningDaemon, writePki, type ListeningDaemon } from '../testing/listening-daemon'
import { preparePrivateDaemon, type PrivateDaemon } from '../testing/private-daemon'
import { addSaslAccount } from '../testing/sasl-account'

const right = { username: 'somebody', password: 'correct horse, battery = staple' }
const wrong = { username: 'somebody', password: 'wrong secret' }
const knowing: ConnectOptions = { authenticate: () => Promise.resolve(right) }

let directory: PrivateDaemon
let pki: string
let scram: ListeningDaemon
let plain: ListeningDaemon
const connections = new Set<Connection>()

beforeAll(async () => {
  // Only its directory is needed.
  directory = await preparePrivateDaemon()
  const authority = await createAuthority(join(directory.directory, 'authority'))
  pki = await writePki(join(directory.directory, 'pki'), authority, authority)
  scram = await prepareListeningDaemon(authority, 'sasl')
  await addSaslAccount(scram.daemon, right)
  plain = await prepareListeningDaemon(authority, 'sasl')
  await addSaslAccount(plain.daemon, right, ['plain'])
  for (const { daemon } of [scram, plain]) await daemon.start()
})

afterEach(async () => {
  await Promise.all([...connections].map((connection) => connection.close()))
  connections.clear()
})

afterAll(async () => {
  for (const daemon of [scram.daemon, plain.daemon, directory]) await daemon.dispose()
})

const attempt = async (uri: string, options?: ConnectOptions): Promise<Connection> => {
  const connection = await connect(uri, options)
  connections.add(connection)
  return connection
}

const ways = [
  ['a socket', ({ daemon }: ListeningDaemon) => daemon.uri('test', '/default')],
  ['TLS', ({ tls }: ListeningDaemon) => `test://localhost:${tls}/default?pkipath=${pki}`],
] as const

describe.each(ways)('over %s', (_, uriOf) => {
  const via = (mechanism: string, listening = scram): string => {
    const uri = uriOf(listening)
    return `${uri}${uri.includes('?') ? '&' : '?'}auth=sasl.${mechanism}`
  }

  it.each(['SCRAM-SHA-256', 'SCRAM-SHA-1'])('%s lets us in', async (mechanism) => {
    const asked: CredentialsRequest[] = []
    const connection = await attempt(via(mechanism), {
      authenticate: (request) => {
        asked.push(request)
        return Promise.resolve(right)
      },
    })
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
    expect(asked).toMatchObject([{ mechanism, username: null, wasRefused: false }])
  })

  it('PLAIN lets us in where nobody can listen', async () => {
    const mechanisms: string[] = []
    const connection = await attempt(uriOf(plain), {
      authenticate: ({ mechanism }) => {
        mechanisms.push(mechanism)
        return Promise.resolve(right)
      },
    })
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
    expect(mechanisms).toEqual(['PLAIN'])
    const refused = attempt(uriOf(plain), { authenticate: () => Promise.resolve(wrong) })
    await expect(refused).rejects.toMatchObject({ name: 'AuthenticationError' })
  })

  it('the best mechanism is chosen where the URI names none', async () => {
    const mechanisms: string[] = []
    await attempt(uriOf(scram), {
      authenticate: ({ mechanism }) => {
        mechanisms.push(mechanism)
        return Promise.resolve(right)
      },
    })
    expect(mechanisms).toEqual(['SCRAM-SHA-256'])
  })

  it('who was refused is asked again, and let in with what is right', async () => {
    const refusals: boolean[] = []
    const connection = await attempt(uriOf(scram), {
      authenticate: ({ wasRefused }) => {
        refusals.push(wasRefused)
        return Promise.resolve(wasRefused ? right : wrong)
      },
    })
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
    expect(refusals).toEqual([false, true])
  })

  it.each<[string, number, AskCredentials]>([
    ['the same again', 2, () => Promise.resolve(wrong)],
    ['nothing else', 2, ({ wasRefused }) => Promise.resolve(wasRefused ? null : wrong)],
    [
      'one wrong password after the other',
      3,
      () => Promise.resolve({ ...wrong, password: `wrong secret ${Math.random()}` }),
    ],
  ])('who gives %s stays out, and no error tells the password', async (_, most, give) => {
    let asked = 0
    const refused = attempt(uriOf(scram), {
      authenticate: (request, signal) => {
        asked += 1
        return give(request, signal)
      },
    })
    const error = await refused.catch((cause: unknown) => cause as Error)
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      message: 'the daemon does not accept the name and the password',
    })
    expect(asked).toBe(most)
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('wrong secret')
  })

  it('nobody who gives no password gets in', async () => {
    const withoutAsking = attempt(uriOf(scram))
    await expect(withoutAsking).rejects.toThrow('the daemon asks for a name and a password')
    const declined = attempt(uriOf(scram), { authenticate: () => Promise.resolve(null) })
    await expect(declined).rejects.toMatchObject({ name: 'AuthenticationError' })
  })

  it('mechanisms that are not carried are named', async () => {
    await expect(attempt(via('GSSAPI'), knowing)).rejects.toThrow(/SASL GSSAPI.*SCRAM-SHA-256/)
    await expect(attempt(via('PLAIN'), knowing)).rejects.toThrow(/daemon offers SCRAM/)
    await expect(attempt(via('SCRAM-SHA-256', plain), knowing)).rejects.toThrow(/offers PLAIN/)
  })

  it.each<[string, (controller: AbortController) => unknown, string]>([
    ['connecting is given up', (controller) => controller.abort(new Error('enough')), 'enough'],
    ['the daemon dies', () => scram.daemon.kill(), 'the daemon closed the connection'],
  ])('a question is taken back when %s', async (_, strike, message) => {
    const controller = new AbortController()
    let striking: unknown
    let takeBack = (): void => {}
    const takenBack = new Promise<void>((resolve) => {
      takeBack = resolve
    })
    const refused = attempt(uriOf(scram), {
      signal: controller.signal,
      authenticate: (_request, question) => {
        question.addEventListener('abort', takeBack)
        striking = strike(controller)
        // Somebody who never answers must not keep the attempt from its end.
        return new Promise(() => {})
      },
    })
    await expect(refused).rejects.toThrow(message)
    await takenBack
    await striking
    if (!scram.daemon.isRunning) await scram.daemon.start()
  })
})
