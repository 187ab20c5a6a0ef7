import type { Failure } from '../../src-preload/contract/failure'
import type { Host, HostId, HostState, SecretSource } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { describeFailure } from '../failures/describe-failure'
import { logFailure } from '../failures/log-failure'
import { OperationFailed, Problem } from '../failures/problem'
import { connect, remote, type Connection, type ConnectOptions } from '../libvirt'
import { AuthenticationError, TransportError } from '../libvirt/errors'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'

/** How to reach a host, as it was saved or named on the command line. */
export interface HostAddress {
  readonly id: HostId
  readonly name: string
  readonly uri: string
  /** Connect by itself when the app starts. */
  readonly autoconnect: boolean
}

/** Gives what opens a host's doors; `supplied` hears where its secrets came from. */
export type AccessTo = (
  address: HostAddress,
  supplied: (source: SecretSource) => void,
) => Pick<ConnectOptions, 'authenticate' | 'ssh'>

/** Something that follows a host while it is connected. */
export interface Follower {
  /** Takes the host in; the host counts as connected when this has ended. */
  connected(connection: Connection, driver: string): Promise<void>
  /**
   * The connection is gone; what is known of the host is as of `since` (ms since the epoch).
   * `isLoss` says that nobody here wanted it.
   */
  disconnected(since: number, isLoss: boolean): void
  /** The host is no longer in the list. */
  removed(): void
}

const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 30_000
/** How long a host may take to answer after the computer woke up. */
const WAKE_UP_MS = 5_000

/** Libvirt's version numbers are major × 1,000,000 + minor × 1,000 + release. */
export const readVersion = (version: bigint): string => {
  const number = Number(version)
  return [Math.floor(number / 1e6), Math.floor(number / 1e3) % 1e3, number % 1e3].join('.')
}

/** We were not let in, or the host could not prove who it is: trying again changes nothing. */
const isRefusal = (error: unknown): boolean =>
  error instanceof AuthenticationError ||
  (error instanceof TransportError && (error.code ?? '').startsWith('HOST_KEY'))

/**
 * The connection to one host: opens it, hands it to its follower, and when it breaks tries again
 * with growing, jittered pauses until told to stop.
 */
export class HostConnection {
  readonly #changed = new Listeners<void>()
  #connection: Connection | null = null
  #attempt: AbortController | null = null
  #retry: NodeJS.Timeout | null = null
  #failures = 0
  /** Where name and password came from, the last time that a host asked for them. */
  #secrets: SecretSource | undefined
  #host: Host

  constructor(
    public address: HostAddress,
    readonly follower: Follower,
    readonly access: AccessTo,
    readonly log: Log,
  ) {
    this.#host = { ...address, state: 'disconnected', since: Date.now(), canMakeDemo: false }
  }

  /** How it stands, for the windows. */
  get host(): Host {
    return this.#host
  }

  /** The open connection. Throws a `Problem` when there is none. */
  get connection(): Connection {
    if (this.#connection) return this.#connection
    throw new Problem(
      'connection-lost',
      t('{name} is not connected', { name: this.address.name }),
      {
        hint: t('Virthelm reconnects by itself; try again then.'),
      },
    )
  }

  /** Calls the host otherwise. A new URI holds from the next time it connects. */
  rename(address: HostAddress): void {
    this.address = address
    this.#host = { ...this.#host, ...address }
    this.#changed.tell()
  }

  /** Hears when {@link host} is a new value. */
  onDidChange(listener: () => void): () => void {
    return this.#changed.add(listener)
  }

  /** Connects now, and keeps connected until {@link stop}. */
  start(): void {
    if (this.#connection || this.#attempt) return
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
    void this.#connect()
  }

  /** Closes the connection and stops trying. */
  async stop(): Promise<void> {
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
    this.#attempt?.abort()
    this.#attempt = null
    const connection = this.#connection
    if (connection) this.#lost(connection, false)
    this.#say('disconnected', {})
    await connection?.close()
  }

  /**
   * Makes sure that the connection is not a corpse, such as after the computer slept: one that
   * does not answer is closed, and connecting begins anew at once.
   */
  async checkAlive(): Promise<void> {
    const connection = this.#connection
    if (!connection) {
      if (this.#retry) this.start()
      return
    }
    try {
      await connection.ping(WAKE_UP_MS)
    } catch {
      if (this.#connection !== connection) return
      // Its goodbye would not be answered, either: nobody waits for that.
      void connection.close()
      this.#lost(connection, true)
      this.start()
    }
  }

  async #connect(): Promise<void> {
    const attempt = new AbortController()
    this.#attempt = attempt
    this.#say('connecting', this.#host.failure ? { failure: this.#host.failure } : {})
    let connection: Connection | null = null
    this.#secrets = undefined
    try {
      connection = await connect(this.address.uri, {
        signal: attempt.signal,
        ...this.access(this.address, (source) => {
          this.#secrets = source
        }),
      })
      const [{ type }, { hostname }, { libVer }] = await Promise.all([
        connection.call(remote.connectGetType, {}),
        connection.call(remote.connectGetHostname, {}),
        connection.call(remote.connectGetLibVersion, {}),
      ])
      this.#connection = connection
      await this.follower.connected(connection, type)
      if (attempt.signal.aborted) return
      this.#attempt = null
      this.#failures = 0
      this.#say('connected', {
        driver: type,
        hostname,
        libvirtVersion: readVersion(libVer),
        canMakeDemo: type === 'QEMU' && !/^[^:]+:\/\/[^/]/.test(this.address.uri),
      })
      void this.#watch(connection)
    } catch (error) {
      if (connection) this.#lost(connection, false)
      void connection?.close()
      if (attempt.signal.aborted) return
      this.#attempt = null
      const failed = new OperationFailed(t('connect to {name}', { name: this.address.name }), error)
      const failure = logFailure(failed, this.log)
      // A person who has given up is not asked again until they connect themselves; a password that
      // is kept in the environment may have been changed there meanwhile.
      const isFinal = isRefusal(error) && this.#secrets !== 'environment'
      if (isFinal) this.#say('disconnected', { failure })
      else this.#retryLater(failure)
    }
  }

  async #watch(connection: Connection): Promise<void> {
    const reason = await connection.closed
    if (this.#connection !== connection) return
    this.#lost(connection, true)
    this.log.warn({ host: this.address.id, reason: reason.kind }, 'the connection was lost')
    this.#retryLater(
      describeFailure(
        new Problem('connection-lost', t('{name} was disconnected', { name: this.address.name }), {
          hint: t('Virthelm reconnects by itself.'),
          cause: 'error' in reason ? reason.error : undefined,
        }),
        '',
      ),
    )
  }

  #lost(connection: Connection, isLoss: boolean): void {
    if (this.#connection !== connection) return
    this.#connection = null
    this.follower.disconnected(Date.now(), isLoss)
  }

  #retryLater(failure: Failure): void {
    const pause = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LAST_RETRY_MS)
    const jittered = Math.round(pause * (0.75 + Math.random() / 2))
    this.#failures += 1
    this.#retry = setTimeout(() => {
      this.#retry = null
      void this.#connect()
    }, jittered)
    this.#say('disconnected', { failure, retryAt: Date.now() + jittered })
  }

  #say(state: HostState, more: Partial<Host>): void {
    const { driver, hostname, libvirtVersion } = this.#host
    this.#host = {
      ...this.address,
      canMakeDemo: false,
      ...(driver !== undefined && { driver }),
      ...(hostname !== undefined && { hostname }),
      ...(libvirtVersion !== undefined && { libvirtVersion }),
      ...(this.#secrets !== undefined && { secrets: this.#secrets }),
      state,
      since: Date.now(),
      ...more,
    }
    this.#changed.tell()
  }
}
