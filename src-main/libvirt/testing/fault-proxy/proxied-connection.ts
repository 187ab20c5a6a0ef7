import { connect, type Socket } from 'node:net'
import type { AcceptFault, Direction, FrameFault } from './fault'
import { Lane } from './lane'

/** One client's connection, and the one to the daemon that belongs to it. */
export class ProxiedConnection {
  readonly #client: Socket
  readonly #daemon: Socket | undefined
  readonly #lanes: Lane[] = []
  #isHurt: boolean

  /** `fault` strikes the connection as a whole; `onClosed` is called when the client has gone. */
  constructor(
    client: Socket,
    daemonSocket: string,
    fault: AcceptFault | undefined,
    strike: (direction: Direction, frame: Buffer) => FrameFault | undefined,
    onClosed: () => void,
  ) {
    this.#client = client
    this.#isHurt = fault !== undefined
    client.on('error', () => {})
    client.on('close', () => {
      this.destroy()
      onClosed()
    })
    if (fault) {
      client.resume()
      if (fault.kind === 'babble') client.write(fault.bytes)
      if (fault.kind === 'refuse') client.destroy()
      return
    }
    const daemon = connect(daemonSocket)
    this.#daemon = daemon
    daemon.on('error', () => {})
    daemon.on('close', () => {
      // Who is half-open is not told of the end, either.
      if (!this.#lanes.some((lane) => lane.isDeaf)) client.end()
    })
    const cut = (how: 'end' | 'reset'): void => this.#cut(how)
    const lane = (direction: Direction, from: Socket, to: Socket): Lane =>
      new Lane({ from, to, cut, strike: (frame) => this.#struck(strike(direction, frame)) })
    this.#lanes.push(lane('toDaemon', client, daemon), lane('toClient', daemon, client))
  }

  /** It is such that only the client itself can find out that it is of no use any more. */
  get isHurt(): boolean {
    return this.#isHurt
  }

  /** Takes what piled up, so that an end behind it is noticed. */
  drain(): void {
    for (const lane of this.#lanes) lane.drain()
  }

  destroy(): void {
    for (const lane of this.#lanes) lane.close()
    this.#daemon?.destroy()
    this.#client.destroy()
  }

  #struck(fault: FrameFault | undefined): FrameFault | undefined {
    this.#isHurt ||=
      fault?.kind === 'half-open' || fault?.kind === 'oversize' || fault?.kind === 'corrupt-length'
    return fault
  }

  #cut(how: 'end' | 'reset'): void {
    // Only TCP has a reset of its own; a unix socket that is closed with bytes unread gives one.
    if (how === 'end') this.#client.end()
    else if (this.#client.remoteAddress === undefined) this.#client.destroy()
    else this.#client.resetAndDestroy()
    this.#daemon?.destroy()
  }
}
