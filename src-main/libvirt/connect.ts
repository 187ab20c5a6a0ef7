import { askPatiently } from './auth/ask-patiently'
import { authenticate } from './auth/authenticate'
import { CredentialsRefused, type AskCredentials } from './auth/sasl'
import { resolveAlias } from './client-config'
import { Connection, type ConnectionFacts } from './connection'
import { AuthenticationError, ConnectionLost, TransportError } from './errors'
import type { Events } from './events'
import { remote } from './procedures/index'
import { Rpc } from './rpc'
import type { Identity } from './transport/socket-path'
import type { Log, Transport } from './transport/transport'
import { openSsh } from './transport/ssh'
import type { SshOptions } from './transport/ssh-command'
import { openTcp } from './transport/tcp'
import { openTls } from './transport/tls'
import { openUnix } from './transport/unix'
import { parseUri, type ConnectionUri } from './uri'

/** Features that are asked for by number (`virDrvFeature`). */
const Feature = { keepalive: 10, eventCallbacks: 14, networkUpdateOrder: 16 } as const

/** VIR_CONNECT_RO */
const READ_ONLY = 1

export interface ConnectOptions {
  /** Gives up connecting; has no effect on a connection that is open. */
  readonly signal?: AbortSignal
  /** Look, but change nothing. */
  readonly readOnly?: boolean
  /** Time between keepalive pings; libvirt's own is 5,000 ms. */
  readonly keepaliveIntervalMs?: number
  /** Intervals without any answer, after which the connection counts as lost; 5 unless given. */
  readonly keepaliveCount?: number
  /** Asks for a name and a password where the daemon wants SASL; anew where it refuses them. */
  readonly authenticate?: AskCredentials
  /** How `+ssh` shares connections and asks questions. */
  readonly ssh?: SshOptions
  /** Where to tell what a caller never hears of; silent unless given. */
  readonly log?: Log
  /** Whose sockets and daemon to use; this process's unless given. */
  readonly identity?: Identity
}

const silent: Log = { debug: () => {}, warn: () => {} }

/** This process's own sockets, daemon and settings. */
export const ownIdentity = (): Identity => ({ env: process.env, userId: process.geteuid?.() ?? 0 })

const openTransport = async (uri: ConnectionUri, options: ConnectOptions): Promise<Transport> => {
  const { signal, readOnly = false, identity = ownIdentity(), ssh } = options
  if (uri.transport === 'unix') return await openUnix(uri, { readOnly, identity, signal })
  if (uri.transport === 'ssh') return await openSsh(uri, { ...ssh, readOnly, identity, signal })
  if (uri.transport === 'tls') return await openTls(uri, identity, signal)
  return await openTcp(uri, signal)
}

/**
 * Opens a connection: `connect('qemu:///system')`, or an alias that `libvirt.conf` knows.
 *
 * @throws {UriError} the URI makes no sense.
 * @throws {TransportError} there is no way to the daemon; `code` is the system's (`EACCES`...).
 * @throws {AuthenticationError} the daemon does not let us in.
 * @throws {UnsupportedError} it asks for an authentication that this client does not know.
 * @throws {LibvirtError} the daemon cannot open the driver.
 * @throws what the signal was aborted with.
 */
export const connect = async (text: string, options: ConnectOptions = {}): Promise<Connection> => {
  const ask = options.authenticate && askPatiently(options.authenticate)
  for (;;) {
    try {
      return await attempt(text, options, ask)
    } catch (error) {
      // A daemon need not listen any further to who was refused: ask on a new connection.
      if (!(error instanceof CredentialsRefused)) throw error
    }
  }
}

const attempt = async (
  text: string,
  options: ConnectOptions,
  ask: AskCredentials | undefined,
): Promise<Connection> => {
  const { log = silent, signal, readOnly = false, identity = ownIdentity() } = options
  const uri = parseUri(await resolveAlias(text, identity))
  const transport = await openTransport(uri, options)
  let events: Events | undefined
  const rpc = new Rpc(transport, {
    log,
    keepaliveIntervalMs: options.keepaliveIntervalMs ?? 5000,
    keepaliveCount: options.keepaliveCount ?? 5,
    onMessage: (frame) => events?.receive(frame),
  })
  // Whatever waits for the daemon, or for a person's answer to it, ends with the conversation.
  const giveUp = (): void => rpc.end({ kind: 'closed' })
  signal?.addEventListener('abort', giveUp)
  try {
    signal?.throwIfAborted()
    await authenticate(rpc, uri, { isPrivate: transport.isPrivate, ask })
    const facts = { ...(await open(rpc, uri, readOnly)), isPrivate: transport.isPrivate }
    // The signal was for connecting; what comes later has signals of its own.
    const { signal: _, ...lasting } = options
    return new Connection({
      rpc,
      facts,
      log,
      reopen: () => connect(text, lasting),
      bindEvents: (bound) => {
        events = bound
      },
    })
  } catch (error) {
    giveUp()
    signal?.throwIfAborted()
    throw whyNotConnected(error)
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}

/** A way that breaks off before it is open was none; the transport may know why. */
const whyNotConnected = (error: unknown): unknown => {
  if (!(error instanceof ConnectionLost)) return error
  const cause = 'error' in error.reason ? error.reason.error : undefined
  if (cause instanceof TransportError || cause instanceof AuthenticationError) return cause
  const code = cause && 'code' in cause ? String(cause.code) : undefined
  return new TransportError(error.message, { code, cause: error })
}

const open = async (
  rpc: Rpc,
  uri: ConnectionUri,
  readOnly: boolean,
): Promise<Omit<ConnectionFacts, 'isPrivate'>> => {
  const supports = async (feature: number): Promise<boolean> =>
    (await rpc.call(remote.connectSupportsFeature, { feature })).supported

  if (await supports(Feature.keepalive)) rpc.startKeepalive()
  const flags = readOnly ? READ_ONLY : 0
  await rpc.call(remote.connectOpen, { name: uri.name || null, flags })
  const [name, version, hasEvents, networkUpdateOrder] = await Promise.all([
    rpc.call(remote.connectGetUri, {}),
    rpc.call(remote.connectGetLibVersion, {}),
    supports(Feature.eventCallbacks),
    supports(Feature.networkUpdateOrder),
  ])
  return { uri: name.uri, daemonVersion: Number(version.libVer), hasEvents, networkUpdateOrder }
}
