import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Settings } from '../settings/settings'
import { Updates } from './updates'

const log = pino({ level: 'silent' })

let folder: string
let server: Server | null = null
/** What the server heard: who asked, and for what. */
let asked: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vh-updates-'))
  asked = []
})

afterEach(() => {
  server?.close()
  server = null
  rmSync(folder, { recursive: true, force: true })
})

const hear =
  (answer: RequestListener): RequestListener =>
  (request, response) => {
    asked.push(`${request.headers['user-agent']} ${request.url}`)
    answer(request, response)
  }

const listening = async (made: Server): Promise<string> => {
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(made.address() as AddressInfo).port}`
}

/** Serves an answer on this computer; answers the feed's address. */
const serve = async (answer: RequestListener): Promise<string> =>
  `http://${await listening(createServer(hear(answer)))}/latest`

const release =
  (version: string): RequestListener =>
  ({ headers }, response) =>
    response.end(JSON.stringify({ tag_name: version, html_url: `http://${headers.host}/page` }))

const make = (updateFeed: string, more: Record<string, unknown> = {}): Updates => {
  const path = join(folder, 'settings.json')
  writeFileSync(path, JSON.stringify({ updateFeed, ...more }))
  return new Updates({
    version: '0.1.0',
    repository: undefined,
    path: join(folder, 'updates.json'),
    settings: new Settings(path, log),
    fetch,
    log,
  })
}

test('a newer version is told of, once a day, and remembered', async () => {
  const feed = await serve(release('v0.2.0'))
  const updates = make(feed)
  expect(updates.status).toEqual({ asks: new URL(feed).host, newer: null })
  await updates.look()
  expect(updates.status.newer).toBe('0.2.0')
  expect(updates.page).toBe(new URL('/page', feed).href)
  expect(asked).toEqual(['Virthelm/0.1.0 /latest'])
  await updates.look()
  const again = make(feed)
  expect(again.status.newer).toBe('0.2.0')
  await again.look()
  expect(asked).toHaveLength(1)

  const path = join(folder, 'updates.json')
  const kept = JSON.parse(readFileSync(path, 'utf8')) as { askedAt: number }
  writeFileSync(path, JSON.stringify({ ...kept, askedAt: kept.askedAt - 24 * 3600 * 1000 }))
  await make(feed).look()
  expect(asked).toHaveLength(2)
})

test('the version that runs is not newer than itself', async () => {
  const updates = make(await serve(release('v0.1.0')))
  await updates.look()
  expect([asked.length, updates.status.newer, updates.page]).toEqual([1, null, null])
})

test('with the switch off, and where no feed is known, nobody is asked', async () => {
  const feed = await serve(release('v9.0.0'))
  const off = make(feed, { checkForUpdates: false })
  await off.look()
  expect(off.status).toEqual({ asks: null, newer: null })
  const nowhere = make('')
  await nowhere.look()
  expect(nowhere.status).toEqual({ asks: null, newer: null })
  expect(asked).toEqual([])
})

test('switched off, what was found out is shown no more; switched on again, it is', async () => {
  const feed = await serve(release('v0.2.0'))
  const updates = make(feed)
  await updates.look()
  const told: (string | null)[] = []
  updates.onDidChange(({ newer }) => told.push(newer))
  updates.parts.settings.change({ checkForUpdates: false })
  updates.parts.settings.change({ checkForUpdates: true })
  expect(told).toEqual([null, '0.2.0'])
})

test.each<[string, RequestListener]>([
  [
    'endless',
    (_, response) =>
      void setImmediate(function more() {
        if (!response.destroyed) response.write('x'.repeat(65_536), () => setImmediate(more))
      }),
  ],
  ['no JSON', (_, response) => response.end('<html>')],
  ['an error', (_, response) => response.writeHead(500).end('{}')],
  [
    'a way to elsewhere',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/latest' }).end(),
  ],
  [
    'torn',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"tag_name":')
      setTimeout(() => response.destroy(), 20)
    },
  ],
  [
    'a page of others',
    (_, response) => response.end('{"tag_name":"v2.0.0","html_url":"https://evil.example/"}'),
  ],
])('an answer that is %s does no harm, and is not asked for again today', async (_, answer) => {
  const updates = make(await serve(answer))
  await updates.look()
  expect(updates.status.newer).toBeNull()
  await updates.look()
  expect(asked).toHaveLength(1)
})

test('a server that nobody vouches for is not believed', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const make509 = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...names]
  execFileSync('openssl', [...make509, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const secure = { key: readFileSync(key), cert: readFileSync(cert) }
  const host = await listening(createSecureServer(secure, hear(release('v9.0.0'))))
  const updates = make(`https://${host}/latest`)
  await updates.look()
  expect([asked, updates.status.newer]).toEqual([[], null])
})

test('what lies on the disk is checked like what came over the wire', () => {
  const feed = 'https://mirror.example/latest'
  const newest = { version: '9.0.0', page: 'javascript:alert(1)' }
  writeFileSync(join(folder, 'updates.json'), JSON.stringify({ askedAt: Date.now(), feed, newest }))
  expect(make(feed).page).toBeNull()
})
