import { createServer, type Server, type Socket } from 'node:net'
import type { Direction, FrameFault, ProxyFault } from './fault'
import { ProxiedConnection } from './proxied-connection'

const HEADER_BYTES = 28

/** A fault that waits for its packet, or its connection. */
interface Armed {
  readonly fault: ProxyFault
  /** Packets that still pass before it. */
  after: number
  readonly struck: () => void
}

/**
 * Stands between clients and a daemon: packets pass in both directions as they are, until a fault
 * is armed, which strikes one of them. One fault is armed at a time.
 */
export class FaultProxy {
  readonly #servers: Server[] = []
  readonly #connections = new Set<ProxiedConnection>()
  #armed: Armed | undefined

  constructor(readonly daemonSocket: string) {}

  /** Clients that are connected, as far as the proxy can tell. */
  get connections(): ReadonlySet<ProxiedConnection> {
    return this.#connections
  }

  get isArmed(): boolean {
    return this.#armed !== undefined
  }

  /** Arms a fault; resolves when it has struck. */
  arm(fault: ProxyFault): Promise<void> {
    return new Promise((resolve) => {
      const after = fault.of === 'frame' ? fault.after : 0
      this.#armed = { fault, after, struck: resolve }
    })
  }

  async listenOnUnix(path: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#serve().once('error', reject).listen(path, resolve)
    })
  }

  /** Listens on a TCP port of this machine, and returns it. */
  async listenOnTcp(): Promise<number> {
    const server = this.#serve()
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve)
    })
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('the proxy has no port')
    return address.port
  }

  /** Lets all half-open connections notice when their clients end them. */
  drain(): void {
    for (const connection of this.#connections) connection.drain()
  }

  /** Ends everything. */
  async close(): Promise<void> {
    for (const connection of this.#connections) connection.destroy()
    await Promise.all(
      this.#servers.map((server) => new Promise((resolve) => server.close(resolve))),
    )
  }

  #serve(): Server {
    const server = createServer({ noDelay: true }, (client) => this.#accept(client))
    this.#servers.push(server)
    return server
  }

  #accept(client: Socket): void {
    const armed = this.#armed?.fault
    const fault = armed?.of === 'accept' ? armed.fault : undefined
    const connection: ProxiedConnection = new ProxiedConnection(
      client,
      this.daemonSocket,
      fault,
      (direction, frame) => this.#strike(direction, frame),
      () => this.#connections.delete(connection),
    )
    this.#connections.add(connection)
    if (fault) this.#disarm()
  }

  #strike(direction: Direction, frame: Buffer): FrameFault | undefined {
    const armed = this.#armed
    if (armed?.fault.of !== 'frame' || armed.fault.direction !== direction) return undefined
    // There must be something to corrupt.
    const { fault } = armed.fault
    if (fault.kind === 'corrupt-payload' && frame.length === HEADER_BYTES) return undefined
    if (armed.after-- > 0) return undefined
    this.#disarm()
    return fault
  }

  #disarm(): void {
    const armed = this.#armed
    this.#armed = undefined
    armed?.struck()
  }
}
