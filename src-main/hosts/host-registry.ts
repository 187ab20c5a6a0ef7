import type { Host, HostId } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import { HostConnection, type AccessTo, type Follower, type HostAddress } from './host-connection'

/** The hosts that this app knows, in the order in which they are shown. */
export class HostRegistry {
  readonly #connections = new Map<HostId, HostConnection>()
  readonly #changed = new Listeners<readonly Host[]>()

  constructor(
    readonly follow: (hostId: HostId) => Follower,
    readonly access: AccessTo,
    readonly log: Log,
  ) {}

  get all(): readonly HostConnection[] {
    return [...this.#connections.values()]
  }

  get hosts(): readonly Host[] {
    return this.all.map(({ host }) => host)
  }

  /** Throws a `Problem` when there is no such host. */
  get(id: HostId): HostConnection {
    const connection = this.#connections.get(id)
    if (!connection) throw new Problem('not-found', t('That host is no longer in the list'))
    return connection
  }

  /** Hears all hosts whenever one of them changes. */
  onDidChange(listener: (hosts: readonly Host[]) => void): () => void {
    return this.#changed.add(listener)
  }

  /** Adds a host at the end; connects to it where that is its way. */
  add(address: HostAddress): HostConnection {
    const connection = new HostConnection(address, this.follow(address.id), this.access, this.log)
    this.#connections.set(address.id, connection)
    connection.onDidChange(() => this.#changed.tell(this.hosts))
    if (address.autoconnect) connection.start()
    this.#changed.tell(this.hosts)
    return connection
  }

  /** Changes what a host is called and how it is reached; a new way is taken at once. */
  async edit(address: HostAddress): Promise<void> {
    const connection = this.get(address.id)
    const isElsewhere = connection.address.uri !== address.uri
    connection.rename(address)
    if (!isElsewhere) return
    await connection.stop()
    connection.start()
  }

  /** Forgets a host and closes its connection. */
  async remove(id: HostId): Promise<void> {
    const connection = this.get(id)
    this.#connections.delete(id)
    this.#changed.tell(this.hosts)
    await connection.stop()
    connection.follower.removed()
  }

  /** Puts a host at another place of the list, counted from 0; beyond the end is the end. */
  move(id: HostId, to: number): void {
    const moved = this.get(id)
    const others = this.all.filter((connection) => connection !== moved)
    others.splice(to, 0, moved)
    this.#connections.clear()
    for (const connection of others) this.#connections.set(connection.address.id, connection)
    this.#changed.tell(this.hosts)
  }

  /** After the computer slept: finds out which connections are still alive. */
  wakeUp(): void {
    for (const connection of this.all) void connection.checkAlive()
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await Promise.all(this.all.map((connection) => connection.stop()))
  }
}
