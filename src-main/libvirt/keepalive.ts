export interface KeepaliveOptions {
  readonly intervalMs: number
  /** How many intervals may pass in silence before the peer counts as gone. */
  readonly count: number
  readonly sendPing: () => void
  readonly onSilent: (milliseconds: number) => void
}

interface Ping {
  readonly sentAt: number
  readonly resolve?: (latencyMs: number) => void
  readonly reject?: (error: Error) => void
}

/** Finds out that a peer is gone, by asking it at a steady beat; measures how fast it answers. */
export class Keepalive {
  readonly #options: KeepaliveOptions
  #timer: NodeJS.Timeout | undefined
  #silentIntervals = 0
  /** Pings not answered yet. Pongs carry no number, but keep order. */
  readonly #pings: Ping[] = []
  #latencyMs: number | undefined

  constructor(options: KeepaliveOptions) {
    this.#options = options
  }

  /** How long the last answered ping took, in milliseconds. */
  get latencyMs(): number | undefined {
    return this.#latencyMs
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#beat(), this.#options.intervalMs)
  }

  /** Ends the beat; whoever waits for a pong gets `error`. */
  stop(error: Error): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    for (const ping of this.#pings.splice(0)) ping.reject?.(error)
  }

  /** Anything that arrives proves that the peer lives. */
  heard(): void {
    this.#silentIntervals = 0
  }

  pong(): void {
    const ping = this.#pings.shift()
    if (!ping) return
    this.#latencyMs = performance.now() - ping.sentAt
    ping.resolve?.(this.#latencyMs)
  }

  /** Asks now, out of turn; resolves with the milliseconds that the answer took. */
  ping(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#send({ sentAt: performance.now(), resolve, reject }),
    )
  }

  #send(ping: Ping): void {
    this.#pings.push(ping)
    this.#options.sendPing()
  }

  #beat(): void {
    const { count, intervalMs } = this.#options
    if (++this.#silentIntervals > count) this.#options.onSilent(this.#silentIntervals * intervalMs)
    else this.#send({ sentAt: performance.now() })
  }
}
