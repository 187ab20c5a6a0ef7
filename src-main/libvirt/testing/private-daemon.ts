/** A libvirtd of its own for tests: an unprivileged user's, in a folder of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { endLeftBehind } from './end-left-behind'

const run = promisify(execFile)

/** Who runs the daemon when the tests are run by root, to whom libvirtd gives the machine's own. */
const TEST_USER = 'virthelm-test'

const START_MS = 20_000

/** A daemon whose test was killed ends by itself, once it has had neither clients nor machines. */
const ORPHAN_SECONDS = 600

/**
 * The user and group that the daemon runs as; made where it does not exist. Not safe at once with
 * itself: two of useradd may undo each other's work.
 */
export const daemonUser = async (): Promise<{ uid: number; gid: number }> => {
  const self = userInfo()
  if (self.uid !== 0) return self
  const exists = await run('id', [TEST_USER]).then(
    () => true,
    () => false,
  )
  if (!exists) await run('useradd', ['--system', '--home-dir', '/nonexistent', TEST_USER])
  const ids = await Promise.all([run('id', ['-u', TEST_USER]), run('id', ['-g', TEST_USER])])
  return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) }
}

export interface PrivateDaemonOptions {
  /** Lines for libvirtd.conf; without them the daemon has its defaults. */
  readonly config?: string
  /** More arguments for libvirtd, such as `--listen`. */
  readonly args?: readonly string[]
  /** More environment for libvirtd. */
  readonly env?: Readonly<Record<string, string>>
}

/** What {@link startPrivateDaemon} returns. */
export class PrivateDaemon {
  #process: ChildProcess | undefined
  #log = ''

  /** Daemons come from {@link startPrivateDaemon}. */
  constructor(
    /** Everything of the daemon is in here; readable by all. */
    readonly directory: string,
    /** Who runs it, and what finds it: for {@link runAs}, `identity` of `connect`, or a child. */
    readonly user: { readonly uid: number; readonly gid: number },
    readonly env: Readonly<Record<string, string>>,
    readonly options: PrivateDaemonOptions,
  ) {}

  get socket(): string {
    return join(this.directory, 'run/libvirt/libvirt-sock')
  }

  /** A URI that reaches it from any user that may open its socket: `uri('qemu', '/session')`. */
  uri(driver = 'qemu', path = '/session'): string {
    return `${driver}+unix://${path}?socket=${this.socket}`
  }

  get isRunning(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null
  }

  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error('the daemon does not run')
    return this.#process.pid
  }

  /** What the daemon has said, for the message of a test that failed. */
  get log(): string {
    return this.#log
  }

  /** Runs libvirtd; resolves when its socket takes connections. */
  async start(): Promise<void> {
    const { uid, gid } = this.user
    const { config, args = [] } = this.options
    const configFile = config ? ['--config', join(this.directory, 'libvirtd.conf')] : []
    const always = ['--timeout', String(ORPHAN_SECONDS), ...configFile]
    const daemon = spawn('/usr/sbin/libvirtd', [...always, ...args], {
      cwd: this.directory,
      env: this.env,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(uid === process.geteuid?.() ? {} : { uid, gid }),
    })
    this.#process = daemon
    daemon.stderr.on('data', (chunk: Buffer) => {
      this.#log += chunk.toString()
    })
    for (const end = Date.now() + START_MS; !(await this.#accepts());) {
      if (daemon.exitCode !== null) throw new Error(`libvirtd ended: ${this.#log}`)
      if (Date.now() > end) throw new Error(`libvirtd has no socket: ${this.#log}`)
      await sleep(20)
    }
  }

  /** Ends the daemon in good order. Machines of real hypervisors live on. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** Ends the daemon without warning. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  /** Stops and continues the process itself: a daemon that accepts and never answers. */
  freeze(): void {
    process.kill(this.pid, 'SIGSTOP')
  }

  thaw(): void {
    process.kill(this.pid, 'SIGCONT')
  }

  /** Runs a command as the daemon's user in its environment; resolves with its output. */
  async runAs(command: string, ...args: readonly string[]): Promise<string> {
    const { uid, gid } = this.user
    const running = run(command, args, {
      cwd: this.directory,
      env: this.env,
      maxBuffer: 64 * 1024 * 1024,
      ...(uid === process.geteuid?.() ? {} : { uid, gid }),
    })
    // Nobody is here to answer a prompt.
    running.child.stdin?.end()
    return (await running).stdout
  }

  /** Makes the daemon's user the owner of a file or a whole folder. */
  async give(path: string): Promise<void> {
    const { uid, gid } = this.user
    if (uid !== process.geteuid?.()) await run('chown', ['-R', `${uid}:${gid}`, path])
  }

  /** A second witness: `virsh('list', '--all')` on the daemon's own qemu:///session. */
  async virsh(...args: readonly string[]): Promise<string> {
    return await this.runAs('virsh', '-q', '-c', 'qemu:///session', ...args)
  }

  /** Ends the daemon and all its machines, whether it still knows them or not; removes the folder. */
  async dispose(): Promise<void> {
    await this.stop()
    await endLeftBehind(this.directory)
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const daemon = this.#process
    if (!daemon || !this.isRunning) return
    const ended = new Promise((resolve) => daemon.once('exit', resolve))
    daemon.kill(signal)
    daemon.kill('SIGCONT')
    await ended
  }

  #accepts(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.socket)
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
  }
}

/** Starts a private libvirtd; end it with {@link PrivateDaemon.dispose}. */
export const startPrivateDaemon = async (
  options: PrivateDaemonOptions = {},
): Promise<PrivateDaemon> => {
  const daemon = await preparePrivateDaemon(options)
  await daemon.start()
  return daemon
}

/**
 * Two daemons that look for a port at the same moment find the same one, and one of their machines
 * fails to start. Each has a block of its own instead, below those that connections are made from.
 */
const portsOfItsOwn = (): string => {
  const first = 10_000 + 100 * randomInt(220)
  return [
    `remote_display_port_min = ${first}`,
    `remote_display_port_max = ${first + 69}`,
    `migration_port_min = ${first + 70}`,
    `migration_port_max = ${first + 99}`,
    '',
  ].join('\n')
}

/** Makes its user, folders and configuration, and does not start it yet. */
export const preparePrivateDaemon = async (
  options: PrivateDaemonOptions = {},
): Promise<PrivateDaemon> => {
  const user = await daemonUser()
  // Short, because the path of a QEMU monitor's socket must fit into 108 bytes.
  const directory = await mkdtemp(join(tmpdir(), 'vh-'))
  await chmod(directory, 0o755)
  const env: Record<string, string> = {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: join(directory, 'home'),
    LANG: 'C.UTF-8',
    LIBVIRT_AUTOSTART: '0',
    // How people prove who they are is asked of no file of the machine's own.
    SASL_CONF_PATH: join(directory, 'sasl'),
    ...options.env,
  }
  for (const kind of ['RUNTIME_DIR', 'CONFIG_HOME', 'CACHE_HOME', 'DATA_HOME', 'STATE_HOME']) {
    env[`XDG_${kind}`] = join(directory, kind === 'RUNTIME_DIR' ? 'run' : kind.toLowerCase())
  }
  for (const path of Object.values(env).filter((value) => value.startsWith(directory))) {
    await mkdir(path, { recursive: true })
    if ((await stat(path)).uid !== user.uid) await run('chown', [`${user.uid}:${user.gid}`, path])
  }
  if (options.config) await writeFile(join(directory, 'libvirtd.conf'), options.config)
  const qemuFolder = join(directory, 'config_home', 'libvirt')
  await mkdir(qemuFolder)
  await writeFile(join(qemuFolder, 'qemu.conf'), portsOfItsOwn())
  await run('chown', ['-R', `${user.uid}:${user.gid}`, qemuFolder])
  return new PrivateDaemon(directory, user, env, options)
}
