/** Whom the app connects to: hosts, and one server for newer versions where the person lets it. */
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer as createSecureServer } from 'node:https'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { seriousIn } from './axe'
import { expect, projectFolder, runtimeFlags, test } from './fixtures'
import { shootBoth } from './shots'
import { grid } from './views'

const listen = async <S extends Server>(server: S): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A feed with a certificate of its own making; counts the connections to it. */
const serveFeed = async (folder: string) => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1']
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', [...request, ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  })
  const secure = { key: await readFile(key), cert: await readFile(cert) }
  const asked: string[] = []
  let connections = 0
  const server = createSecureServer(secure, ({ url, headers }, response) => {
    asked.push(`${headers['user-agent']} ${url} ${headers.cookie ?? 'no cookie'}`)
    const page = `https://${headers.host}/releases/9.0.0`
    response.end(JSON.stringify({ tag_name: 'v9.0.0', html_url: page }))
  })
  server.on('connection', () => (connections += 1))
  const address = `https://127.0.0.1:${await listen(server)}`
  return { address, asked, connections: () => connections, close: () => server.close() }
}

/** The app behind a recorder that notes every connection which Node opens: by its path, or its host. */
const recorded = (log: string): string => `
  const { Socket } = require('node:net')
  const { appendFileSync } = require('node:fs')
  const { connect } = Socket.prototype
  Socket.prototype.connect = function (...args) {
    const [to] = Array.isArray(args[0]) ? args[0] : args
    appendFileSync(${JSON.stringify(log)}, (to.path ? 'unix' : 'tcp ' + JSON.stringify(to)) + '\\n')
    return connect.apply(this, args)
  }
  require(${JSON.stringify(join(projectFolder, 'out/main/main.cjs'))})`

test('nobody is connected to but hosts; and one server, once a person lets newer versions be found', async ({
  host,
  userDataFolder,
}) => {
  const feed = await serveFeed(host.directory)
  // Whatever Chromium wants from the world would be asked of this proxy.
  const strays: string[] = []
  const trap = createServer((socket) => {
    socket.once('data', (data) => {
      strays.push(data.toString('latin1'))
      socket.destroy()
    })
    socket.on('error', () => undefined)
  })
  const proxy = `http://127.0.0.1:${await listen(trap)}`
  const connections = join(host.directory, 'connections')
  const project = join(host.directory, 'recorded')
  await mkdir(project)
  const manifest = { name: 'virthelm', version: '0.1.0', main: 'main.cjs' }
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(project, 'main.cjs'), recorded(connections))
  await writeFile(
    join(userDataFolder, 'settings.json'),
    JSON.stringify({ checkForUpdates: false, updateFeed: `${feed.address}/latest` }),
  )
  const own = ['--user-data-dir', userDataFolder, '--connect', host.uri()]
  const electron = await _electron.launch({
    executablePath: process.env['VIRTHELM_ELECTRON'] ?? '',
    args: [...runtimeFlags(), project, ...own],
    env: { ...process.env, http_proxy: proxy, https_proxy: proxy, all_proxy: proxy },
  })
  try {
    const window = await electron.firstWindow()
    await expect(window.getByRole('button', { name: 'Make a demo machine' })).toBeVisible()
    // The time of the first look passes.
    await window.waitForTimeout(20_000)
    expect([feed.connections(), strays]).toEqual([0, []])
    const lines = (await readFile(connections, 'utf8')).trim().split('\n')
    expect(lines.length).toBeGreaterThan(0)
    expect([...new Set(lines)]).toEqual(['unix'])

    await electron.evaluate(({ session, shell }) => {
      session.defaultSession.setCertificateVerifyProc((_request, decide) => decide(0))
      const page = globalThis as unknown as { opened: string[] }
      page.opened = []
      shell.openExternal = async (address) => void page.opened.push(address)
    })
    await window.keyboard.press('Control+,')
    await window.getByRole('tab', { name: 'Updates' }).click()
    const section = window.getByRole('tabpanel', { name: 'Updates' })
    await expect(section).toContainText('Nobody is asked.')
    await section.getByRole('checkbox').press('Space')
    const link = window.getByRole('button', { name: 'Virthelm 9.0.0 is out' })
    await expect(link).toBeVisible()
    await expect(section).toContainText(`${new URL(feed.address).host} is asked`)
    expect(feed.asked).toEqual([expect.stringMatching(/^Virthelm\/[\d.]+ \/latest no cookie$/)])
    expect(await seriousIn(window)).toEqual([])
    await shootBoth(window, 'updates')
    await window.keyboard.press('Escape')
    await expect(grid(window).or(window.getByText('Make a demo machine')).first()).toBeVisible()
    await shootBoth(window, 'newer-version')
    await link.press('Enter')
    const opened = (): Promise<string[]> =>
      electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    await expect.poll(opened).toEqual([`${feed.address}/releases/9.0.0`])
    expect(strays).toEqual([])
  } finally {
    await electron.close()
    feed.close()
    trap.close()
  }
})
