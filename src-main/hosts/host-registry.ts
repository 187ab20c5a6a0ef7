import type { Host, HostId } from '../../src-preload/contract/host'
import { Problem } from '../failures/problem'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import { HostConnection, type Follower, type HostAddress } from './host-connection'

/** The hosts that this app knows, in the order in which they are shown. */
export class HostRegistry {
  readonly #connections = new Map<HostId, HostConnection>()
  readonly #changed = new Listeners<readonly Host[]>()

  constructor(
    readonly follow: (hostId: HostId) => Follower,
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
    if (!connection) throw new Problem('not-found', 'That host is no longer in the list')
    return connection
  }

  /** Hears all hosts whenever one of them changes. */
  onDidChange(listener: (hosts: readonly Host[]) => void): () => void {
    return this.#changed.add(listener)
  }

  /** Adds a host at the end and connects to it. */
  add(address: HostAddress): HostConnection {
    const connection = new HostConnection(address, this.follow(address.id), this.log)
    this.#connections.set(address.id, connection)
    connection.onDidChange(() => this.#changed.tell(this.hosts))
    connection.start()
    return connection
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
