/** An SSH server of its own for tests, which lets only the private daemon's user in. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './free-port'
import type { PrivateDaemon } from './private-daemon'

const run = promisify(execFile)

const START_MS = 10_000

/** What {@link startPrivateSshd} returns. */
export class PrivateSshd {
  constructor(
    readonly directory: string,
    readonly port: number,
    /** The name to log in with. */
    readonly user: string,
    /** The key that opens it; readable by whoever runs the tests. */
    readonly clientKey: string,
    /** Has the server's host key; a test may break it. */
    readonly knownHosts: string,
    readonly process: ChildProcess,
    readonly readLog: () => string,
  ) {}

  /** A URI through this server: `uri('qemu', '/session')`. */
  uri(driver: string, path: string, parameters: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams({
      keyfile: this.clientKey,
      known_hosts: this.knownHosts,
      ...parameters,
    })
    return `${driver}+ssh://${this.user}@127.0.0.1:${this.port}${path}?${query.toString()}`
  }

  /** How often somebody has logged in. */
  get logins(): number {
    return this.readLog().split('Accepted publickey').length - 1
  }

  /** How often somebody has opened a session, on a connection of their own or a shared one. */
  get sessions(): number {
    return this.readLog().split('Starting session').length - 1
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill()
    await ended
  }
}

const makeKey = async (path: string): Promise<void> => {
  await rm(path, { force: true })
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path])
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/**
 * Starts an sshd as the daemon's user, whose sessions find the daemon as their own, and programs in
 * `path` only, where that is given.
 */
export const startPrivateSshd = async (
  daemon: PrivateDaemon,
  { path }: { readonly path?: string } = {},
): Promise<PrivateSshd> => {
  const directory = join(daemon.directory, path === undefined ? 'ssh' : 'ssh-path')
  const server = join(directory, 'server')
  await mkdir(server, { recursive: true })
  const clientKey = join(directory, 'client')
  const hostKey = join(server, 'host')
  const knownHosts = join(directory, 'known_hosts')
  await Promise.all([makeKey(clientKey), makeKey(hostKey)])
  const port = await freePort()
  const hostPublic = await readFile(`${hostKey}.pub`, 'utf8')
  await writeFile(knownHosts, `[127.0.0.1]:${port} ${hostPublic}`)
  await writeFile(join(server, 'authorized_keys'), await readFile(`${clientKey}.pub`))
  const environment = Object.entries(daemon.env)
    .filter(([name]) => name.startsWith('XDG_') || name === 'HOME')
    .map(([name, value]) => `${name}=${value}`)
  if (path !== undefined) environment.push(`PATH=${path}`)
  const config = join(server, 'sshd_config')
  await writeFile(
    config,
    [
      'ListenAddress 127.0.0.1',
      `Port ${port}`,
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${join(server, 'authorized_keys')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'LogLevel VERBOSE',
      `SetEnv ${environment.join(' ')}`,
    ].join('\n'),
  )
  await daemon.give(server)
  await chmod(directory, 0o755)
  const { uid, gid } = daemon.user
  const sshd = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: daemon.env,
    ...(uid === process.geteuid?.() ? {} : { uid, gid }),
  })
  let log = ''
  sshd.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  for (const end = Date.now() + START_MS; !(await accepts(port)); await sleep(20)) {
    if (sshd.exitCode !== null || Date.now() > end) throw new Error(`sshd does not run: ${log}`)
  }
  const user = (await daemon.runAs('id', '-un')).trim()
  return new PrivateSshd(directory, port, user, clientKey, knownHosts, sshd, () => log)
}
