import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Host } from '../../src-preload/contract/host'
import { readCommandLine } from '../command-line'
import { preparePrivateDaemon, type PrivateDaemon } from '../libvirt/testing/private-daemon'
import { startPrivateSshd } from '../libvirt/testing/private-sshd'
import { addSaslAccount } from '../libvirt/testing/sasl-account'
import type { Environment } from '../secrets/environment-credentials'
import type { SecretVault } from '../secrets/secret-vault'
import { makeServices, type Services } from '../services'
import { Settings } from '../settings/settings'

const USERNAME = 'ada'
/** Nothing else holds these words. */
const PASSWORD = 'analytical-engine-1843'
const WRONG = 'difference-engine-1822'

let daemon: PrivateDaemon
let folder: string
let kept: Map<string, string>
let said: string
let services: Services

beforeAll(async () => {
  daemon = await preparePrivateDaemon({ config: 'auth_unix_rw = "sasl"' })
  await addSaslAccount(daemon, { username: USERNAME, password: PASSWORD })
  await daemon.start()
})

afterAll(() => daemon.dispose())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vh-access-'))
  kept = new Map()
  said = ''
})

afterEach(async () => {
  await services.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A keyring in memory. */
const vault: SecretVault = {
  ready: Promise.resolve(),
  isAvailable: true,
  get: (name) => kept.get(name) ?? null,
  set: (name, secret) => void kept.set(name, secret),
  remove: (name) => void kept.delete(name),
}

const log = pino({ level: 'trace' }, { write: (line: string) => void (said += line) })

const guarded = () => daemon.uri('test', '/default')

const serve = (uri = guarded(), environment: Environment = {}): void => {
  const settings = new Settings(join(folder, 'settings.json'), log)
  settings.change({ hosts: [{ id: 'lab', name: 'Lab', uri, autoconnect: true }] })
  const commandLine = readCommandLine([])
  services = makeServices({ commandLine, settings, folder, vault, environment, log })
}

const eventually = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 30_000, interval: 20 })

const lab = (): Host => {
  const [host] = services.hosts.hosts
  if (!host) throw new Error('there is no host')
  return host
}

const isConnected = (): void => expect(lab().state).toBe('connected')

const keep = (password: string): void =>
  void kept.set('lab', JSON.stringify({ username: USERNAME, password }))

const keptPassword = (): unknown => JSON.parse(kept.get('lab') ?? 'null')

/** Waits for a question, and answers it. */
const answer = async (question: string, text: string, remember: boolean): Promise<void> => {
  await eventually(() => expect(services.prompts.all).toMatchObject([{ question }]))
  const [prompt] = services.prompts.all
  services.prompts.answer(prompt?.id ?? '', {
    text,
    remember,
    username: prompt?.username === '' ? USERNAME : (prompt?.username ?? ''),
  })
}

const FIRST = 'Name and password for Lab'
const REFUSED = 'Lab did not accept the name and the password'

describe('a password', () => {
  test('that is kept and wrong is asked for anew, and replaced', async () => {
    keep(WRONG)
    serve()
    await answer(REFUSED, PASSWORD, true)
    await eventually(isConnected)
    expect(lab().secrets).toBe('person')
    expect(keptPassword()).toEqual({ username: USERNAME, password: PASSWORD })
    await services.hosts.get('lab').stop()
    services.hosts.get('lab').start()
    await eventually(isConnected)
    expect(lab().secrets).toBe('keyring')
  })

  test('that is kept and wrong goes when the person wants none kept', async () => {
    keep(WRONG)
    serve()
    await answer(REFUSED, PASSWORD, false)
    await eventually(isConnected)
    expect(kept.size).toBe(0)
  })

  test('that is typed wrong is asked for again; who gives up is left alone', async () => {
    serve()
    await answer(FIRST, WRONG, false)
    await eventually(() => expect(services.prompts.all).toMatchObject([{ question: REFUSED }]))
    services.prompts.answer(services.prompts.all[0]?.id ?? '', null)
    await eventually(() => expect(lab().state).toBe('disconnected'))
    expect(lab()).toMatchObject({ failure: { code: 'auth-failed' }, secrets: 'person' })
    expect(lab()).not.toHaveProperty('retryAt')
    expect(services.prompts.all).toEqual([])
  })

  test('that is kept goes with its host, and with its host’s address', async () => {
    keep(PASSWORD)
    serve()
    await eventually(isConnected)
    await services.hostBook.edit({ ...services.hosts.get('lab').address, name: 'Renamed' })
    expect(kept.size).toBe(1)
    const uri = 'test+unix:///default?socket=/nonexistent'
    await services.hostBook.edit({ ...services.hosts.get('lab').address, uri })
    expect(kept.size).toBe(0)
    keep(PASSWORD)
    await services.hostBook.remove('lab')
    expect(kept.size).toBe(0)
  })
})

describe('a question', () => {
  const ways: [string, () => Promise<void>][] = [
    ['disconnected', () => services.hosts.get('lab').stop()],
    ['removed', () => services.hostBook.remove('lab')],
  ]

  test.each(ways)('of a daemon is taken back when its host is %s', async (_, leave) => {
    serve()
    await eventually(() => expect(services.prompts.all).toHaveLength(1))
    await leave()
    expect(services.prompts.all).toEqual([])
    expect(services.hosts.hosts.every(({ state }) => state === 'disconnected')).toBe(true)
  })

  test.each(ways)('of SSH is taken back when its host is %s', async (_, leave) => {
    const sshd = await startPrivateSshd(daemon)
    try {
      serve(sshd.uri('qemu', '/session', { known_hosts: join(folder, 'nobody-yet') }))
      await eventually(() => expect(services.prompts.all).toHaveLength(1))
      await leave()
      await eventually(() => expect(services.prompts.all).toEqual([]))
    } finally {
      await sshd.stop()
    }
  })
})

describe('a password from the environment', () => {
  test('is read again when its file changes, and nobody is asked meanwhile', async () => {
    const file = join(folder, 'password')
    writeFileSync(file, `${WRONG}\n`)
    serve(guarded(), { LIBVIRT_USERNAME: USERNAME, LIBVIRT_PASSWORD_FILE: file })
    await eventually(() => expect(lab().retryAt).toBeTypeOf('number'))
    expect(lab()).toMatchObject({ failure: { code: 'auth-failed' }, secrets: 'environment' })
    expect(services.prompts.all).toEqual([])
    writeFileSync(file, `${PASSWORD}\n`)
    await eventually(isConnected)
    expect(lab().secrets).toBe('environment')
  })

  test('opens the host that is named beside it', async () => {
    const environment = {
      LIBVIRT_CONNECTION_URI: guarded(),
      LIBVIRT_USERNAME: USERNAME,
      LIBVIRT_PASSWORD: PASSWORD,
    }
    serve('test:///default', environment)
    await eventually(isConnected)
    expect(services.hosts.hosts).toMatchObject([{ uri: guarded(), secrets: 'environment' }])
  })
})

/** Everything that is written in files of a folder. */
const written = (path: string): string =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name, 'utf8'))
    .join('\n')

/** The arguments and the environment of a process, as others may see them. */
const argumentsOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}

test('no password is ever in a log, an error, a window’s data, a file or a process’s arguments', async () => {
  const seen: string[] = []
  const look = (): void => {
    const { hosts, prompts, inventory } = services
    seen.push(JSON.stringify([hosts.hosts, prompts.all, inventory.snapshot()]))
    for (const pid of readdirSync('/proc')) if (/^\d+$/.test(pid)) seen.push(argumentsOf(pid))
  }
  keep(WRONG)
  serve()
  services.hosts.onDidChange(look)
  services.prompts.onDidChange(look)
  await answer(REFUSED, WRONG.toUpperCase(), false)
  await answer(REFUSED, PASSWORD, true)
  await eventually(isConnected)
  await services.hosts.get('lab').stop()
  services.hosts.get('lab').start()
  await eventually(isConnected)
  look()
  // What the log says at its most talkative shows that it was looked at.
  expect(seen.join('\n')).toContain('Lab did not accept')
  for (const secret of [PASSWORD, WRONG, WRONG.toUpperCase()]) {
    for (const words of [secret, Buffer.from(secret).toString('base64')]) {
      expect([said, written(folder), ...seen].filter((text) => text.includes(words))).toEqual([])
    }
  }
})
