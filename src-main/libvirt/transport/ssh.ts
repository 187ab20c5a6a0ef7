import { execFile, spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { TransportError } from '../errors'
import type { ConnectionUri } from '../uri'
import type { Place } from './place'
import {
  connectionArguments,
  sshArguments,
  sshPortArguments,
  sshSocketArguments,
  type SshOptions,
} from './ssh-command'
import { explainPlaceExit, explainSshExit } from './ssh-failure'
import type { Identity } from './socket-path'
import type { Transport } from './transport'

/** As much of what SSH says as an explanation may need. */
const MAX_SAID_BYTES = 16_384

/** How long SSH may take to end after its output has. */
const EXIT_MS = 2000

/**
 * Shared connections that are just being made. The first to a host authenticates; another that
 * began before it has would authenticate a second time.
 */
const beginning = new Map<string, Promise<void>>()

const sshEnvironment = (identity: Identity, { askpass }: SshOptions): NodeJS.ProcessEnv => ({
  ...identity.env,
  LC_ALL: 'C',
  ...(askpass && {
    ...askpass.env,
    SSH_ASKPASS: askpass.program,
    SSH_ASKPASS_REQUIRE: 'force',
    // Older releases want a display before they ask at all.
    DISPLAY: identity.env['DISPLAY'] ?? ':0',
  }),
})

type SshConnectOptions = SshOptions & {
  readonly identity: Identity
  readonly signal?: AbortSignal | undefined
}

/** What an SSH client is started for. */
interface SshErrand {
  readonly args: readonly string[]
  readonly explain: typeof explainSshExit
  /** What is at the far end says something before it is asked. */
  readonly speaksFirst: boolean
}

/**
 * Connects to a daemon through the system's OpenSSH, so that its configuration, agents, jump hosts
 * and hardware keys work. Failures show when the first answer fails to come, by `diagnose`.
 */
export const openSsh = (
  uri: ConnectionUri,
  options: SshConnectOptions & { readonly readOnly: boolean },
): Promise<Transport> =>
  runSsh(uri, options, {
    args: sshArguments(uri, options),
    explain: explainSshExit,
    speaksFirst: false,
  })

/** Connects to what listens on a port or a unix socket of the host, by the same SSH connection. */
export const openSshPlace = (
  uri: ConnectionUri,
  options: SshConnectOptions,
  place: Place,
): Promise<Transport> =>
  runSsh(uri, options, {
    args:
      place.kind === 'unix'
        ? sshSocketArguments(uri, options, place.path)
        : sshPortArguments(uri, options, place),
    explain: explainPlaceExit,
    speaksFirst: true,
  })

const runSsh = async (
  uri: ConnectionUri,
  options: SshConnectOptions,
  { args, explain, speaksFirst }: SshErrand,
): Promise<Transport> => {
  const { identity, signal, controlDirectory } = options
  const key = [controlDirectory, ...connectionArguments(uri, options), uri.host].join('\0')
  if (controlDirectory) while (beginning.has(key)) await beginning.get(key)
  signal?.throwIfAborted()

  const ssh = spawn(uri.parameters.command ?? 'ssh', args, {
    // A session of its own has no terminal to ask on behind the app's back.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: sshEnvironment(identity, options),
  })
  let said = ''
  ssh.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-MAX_SAID_BYTES)
  })
  const exited = new Promise<number | null>((resolve) => {
    ssh.once('exit', resolve)
    ssh.once('error', () => resolve(null))
  })
  const destroy = (): void => {
    // As long as we are not let in, a question may be open, by a program that SSH has started. Later
    // what it has started may carry the connection that others share.
    const isLetIn = ssh.stdout instanceof Socket && ssh.stdout.bytesRead > 0
    for (const pipe of ssh.stdio) pipe?.destroy()
    if (ssh.pid === undefined || ssh.exitCode !== null || ssh.signalCode !== null) return
    process.kill(isLetIn ? ssh.pid : -ssh.pid, 'SIGTERM')
  }
  // Listening would take away what is said first; and who asks for a place is connected already.
  if (controlDirectory && !speaksFirst) {
    const begun = new Promise<void>((resolve) => {
      // Nothing comes, so nothing is missed, before the daemon has been asked something.
      ssh.stdout.once('data', () => resolve())
      void exited.then(() => resolve())
    })
    beginning.set(key, begun)
    void begun.then(() => beginning.delete(key))
  }
  await new Promise<void>((resolve, reject) => {
    ssh.once('spawn', resolve)
    ssh.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new TransportError('ssh cannot be started', { code: cause.code, cause }))
    })
  })
  const diagnose = async (): Promise<Error | undefined> => {
    const timer = setTimeout(destroy, EXIT_MS)
    const exitCode = await exited
    clearTimeout(timer)
    return explain(uri.host ?? '', exitCode, said)
  }
  return { input: ssh.stdout, output: ssh.stdin, isPrivate: true, diagnose, destroy }
}

/** Ends the shared SSH connections of a control directory at once. */
export const closeSshConnections = async (controlDirectory: string): Promise<void> => {
  const sockets = await readdir(controlDirectory).catch(() => [])
  const run = promisify(execFile)
  for (const socket of sockets) {
    const path = join(controlDirectory, socket)
    // It may have ended by itself just now.
    await run('ssh', ['-o', `ControlPath=${path}`, '-O', 'exit', '--', 'any']).catch(() => {})
  }
}
