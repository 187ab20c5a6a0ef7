import type { HostId } from '../../src-preload/contract/host'
import { isUnsupported, type Connection } from '../libvirt'
import { Listeners } from '../listeners'
import type { Log } from '../log/log'
import type { HostRegistry } from './host-registry'

/** How long events are gathered before a list is read again, in ms. */
const GATHER_MS = 50

/** Where a list comes from. */
export interface LiveSource<Item> {
  /** What it is a list of, for the log. */
  readonly of: string
  /** Subscribes to what changes the list. May throw an `UnsupportedError`. */
  watch(connection: Connection, hostId: HostId, changed: () => void): Promise<void>
  read(connection: Connection, hostId: HostId): Promise<readonly Item[]>
}

interface Live<Item> {
  readonly connection: Connection
  /** Its host tells when it changes. */
  isLive: boolean
  items: readonly Item[] | null
  reading: Promise<readonly Item[]> | null
  /** Changed while it was read. */
  isOld: boolean
  timer: NodeJS.Timeout | null
}

/**
 * A short list of each host (its pools, its networks): read when somebody first asks, from then on
 * kept true by the host's events, and read again after a reconnection.
 */
export class LiveLists<Item> {
  readonly #hosts = new Map<HostId, Live<Item>>()
  readonly #changed = new Listeners<{ hostId: HostId; items: readonly Item[] }>()

  constructor(
    readonly hosts: HostRegistry,
    readonly source: LiveSource<Item>,
    readonly log: Log,
  ) {
    hosts.onDidChange(() => this.#follow())
  }

  /** Hears each list that is no longer what it was. */
  onDidChange(listener: (change: { hostId: HostId; items: readonly Item[] }) => void): () => void {
    return this.#changed.add(listener)
  }

  /** The list of a host. Throws what reading it throws, and a `Problem` without a connection. */
  async list(hostId: HostId): Promise<readonly Item[]> {
    const live = this.#liveOf(hostId)
    if (live.items && live.isLive && !live.isOld && !live.reading) return live.items
    return this.#read(hostId, live)
  }

  /** Says that something changed of which no event tells; reads the list again, soon. */
  touch(hostId: HostId): void {
    const live = this.#hosts.get(hostId)
    if (!live) return
    live.isOld = true
    live.timer ??= setTimeout(() => {
      live.timer = null
      if (this.#hosts.get(hostId) !== live || !live.connection.isOpen) return
      this.#read(hostId, live).catch((error: unknown) => {
        this.log.warn({ host: hostId, err: error }, `the list of ${this.source.of} is old`)
      })
    }, GATHER_MS)
    live.timer.unref()
  }

  #liveOf(hostId: HostId): Live<Item> {
    const { connection } = this.hosts.get(hostId)
    const known = this.#hosts.get(hostId)
    if (known?.connection === connection) return known
    const live: Live<Item> = {
      connection,
      isLive: false,
      items: known?.items ?? null,
      reading: null,
      isOld: true,
      timer: null,
    }
    this.#hosts.set(hostId, live)
    return live
  }

  #read(hostId: HostId, live: Live<Item>): Promise<readonly Item[]> {
    live.reading ??= this.#readNow(hostId, live)
    return live.reading
  }

  async #readNow(hostId: HostId, live: Live<Item>): Promise<readonly Item[]> {
    try {
      // Watched before it is read, so that no change falls between the two.
      await this.#watch(hostId, live)
      let items: readonly Item[]
      do {
        live.isOld = false
        items = await this.source.read(live.connection, hostId)
      } while (live.isOld)
      const isNews = live.items !== null && JSON.stringify(live.items) !== JSON.stringify(items)
      live.items = items
      if (isNews) this.#changed.tell({ hostId, items })
      return items
    } finally {
      // In the same turn as the last look at `isOld`: who asks after a change gets a new reading.
      live.reading = null
    }
  }

  async #watch(hostId: HostId, live: Live<Item>): Promise<void> {
    if (live.isLive) return
    try {
      await this.source.watch(live.connection, hostId, () => this.touch(hostId))
      live.isLive = true
    } catch (error) {
      // Without events the list is read whenever it is asked for.
      if (!isUnsupported(error)) throw error
    }
  }

  /** Reads the lists of hosts that came back, and forgets those of hosts that were removed. */
  #follow(): void {
    for (const [hostId, live] of this.#hosts) {
      const host = this.hosts.hosts.find(({ id }) => id === hostId)
      if (!host) this.#hosts.delete(hostId)
      else if (host.state === 'connected' && !live.connection.isOpen) {
        this.list(hostId).catch((error: unknown) => {
          this.log.warn({ host: hostId, err: error }, `the list of ${this.source.of} is old`)
        })
      }
    }
  }
}
