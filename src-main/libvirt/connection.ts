import { Capabilities, type Versioned } from './capabilities'
import { UnsupportedError, type CloseReason } from './errors'
import { Events, type EventListener } from './events'
import type { CallOptions } from './pending-call'
import { qemu, remote, type EventDeclaration, type EventName } from './procedures/index'
import type { Rpc } from './rpc'
import type { LibvirtStream } from './stream'
import type { Log } from './transport/transport'
import type { Procedure } from './wire/procedure'

/** How long the daemon may take over our goodbye. */
const GOODBYE_MS = 2000

/** What was found out while the connection was opened. */
export interface ConnectionFacts {
  /** As the daemon names it, such as `qemu:///system`. */
  readonly uri: string
  /** The daemon's libvirt: major × 1,000,000 + minor × 1,000 + release. */
  readonly daemonVersion: number
  /** False before libvirt 1.2.1, whose events this client does not read. */
  readonly hasEvents: boolean
  /** False where arguments of `networkUpdate` must be sent in the wrong order. */
  readonly networkUpdateOrder: boolean
  /** Bytes pass where nobody else can read them. */
  readonly isPrivate: boolean
}

/**
 * An open connection to a hypervisor, from `connect`.
 *
 * Calls go out as they come, many at a time; ordinary ones four at a time, because the daemon
 * takes five requests per connection, while those of high priority pass them by. Every call is
 * answered, given up at its deadline, cancelled, or fails with {@link ConnectionLost}.
 */
export class Connection {
  /** Settles when the connection is over, with the reason. Never rejects. */
  readonly closed: Promise<CloseReason>
  readonly #rpc: Rpc
  readonly #facts: ConnectionFacts
  readonly #events: Events
  readonly #capabilities: Capabilities
  readonly #reopen: () => Promise<Connection>
  #closing: Promise<void> | undefined

  /** Connections come from `connect`. */
  constructor(parts: {
    rpc: Rpc
    facts: ConnectionFacts
    log: Log
    reopen: () => Promise<Connection>
    bindEvents: (events: Events) => void
  }) {
    this.#rpc = parts.rpc
    this.#facts = parts.facts
    this.#reopen = parts.reopen
    this.#capabilities = new Capabilities(parts.facts.daemonVersion)
    this.#events = new Events((event) => this.#register(event), parts.log)
    parts.bindEvents(this.#events)
    this.closed = parts.rpc.closed
  }

  /** As the daemon names it, such as `qemu:///system`. */
  get uri(): string {
    return this.#facts.uri
  }

  get facts(): ConnectionFacts {
    return this.#facts
  }

  get isOpen(): boolean {
    return this.#closing === undefined && this.#rpc.isOpen
  }

  /** How long the last keepalive took to be answered, in milliseconds. */
  get latencyMs(): number | undefined {
    return this.#rpc.latencyMs
  }

  /**
   * Calls a procedure: `connection.call(remote.domainGetState, { dom, flags: 0 })`.
   *
   * @throws {LibvirtError} the daemon refused or failed.
   * @throws {UnsupportedError} it cannot do that; nothing was sent.
   * @throws {DeadlineExceeded | Cancelled} no answer in time; `sent` says whether it may still act.
   * @throws {ConnectionLost} the connection ended first.
   * @throws {XdrError} the arguments do not fit the declaration.
   */
  async call<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    options?: CallOptions,
  ): Promise<Result> {
    if (procedure.stream) throw new TypeError(`${procedure.name} opens a stream: use openStream`)
    this.#requireSupport(procedure)
    try {
      return await this.#rpc.call(procedure, args, options)
    } catch (error) {
      this.#capabilities.learn(procedure, error)
      throw withCallersStack(error)
    }
  }

  /**
   * Calls a procedure that opens a stream. See {@link LibvirtStream} for what a stream that is not
   * read does to its connection; {@link sibling} makes one for it. Errors as for {@link call}.
   */
  async openStream<Args, Result>(
    procedure: Procedure<Args, Result>,
    args: Args,
    options?: CallOptions,
  ): Promise<LibvirtStream<Result>> {
    if (!procedure.stream) throw new TypeError(`${procedure.name} opens no stream`)
    this.#requireSupport(procedure)
    try {
      return await this.#rpc.openStream(procedure, args, options)
    } catch (error) {
      this.#capabilities.learn(procedure, error)
      throw withCallersStack(error)
    }
  }

  /**
   * Listens to an event of all objects: `connection.subscribe('domainLifecycle', listener)`.
   * Resolves when the daemon has begun to send it, with what ends the subscription. An event may
   * arrive before the answer to the call that caused it. A listener that throws is logged.
   *
   * @throws {UnsupportedError} the daemon has no such event.
   */
  async subscribe<N extends EventName>(name: N, listener: EventListener<N>): Promise<() => void> {
    return await this.#events.subscribe(name, listener)
  }

  /** Whether nothing speaks against a procedure or event, as far as is known. */
  supports(subject: Versioned): boolean {
    return this.whyUnsupported(subject) === undefined
  }

  /** Why a procedure or event cannot be used here; undefined where nothing speaks against it. */
  whyUnsupported(subject: Versioned): string | undefined {
    return this.#capabilities.refusal(subject)
  }

  /** Asks for a sign of life, such as after the computer woke up; resolves with milliseconds. */
  async ping(deadlineMs = 5000): Promise<number> {
    return await this.#rpc.ping(deadlineMs)
  }

  /** Opens another connection to the same place in the same way: for streams, or for statistics. */
  async sibling(): Promise<Connection> {
    return await this.#reopen()
  }

  /** Says goodbye and closes; what is under way fails with {@link ConnectionLost}. */
  async close(): Promise<void> {
    this.#closing ??= this.#sayGoodbye()
    await this.#closing
  }

  async #sayGoodbye(): Promise<void> {
    const reason: CloseReason = { kind: 'closed' }
    this.#rpc.rejectCalls(reason)
    try {
      await this.#rpc.call(remote.connectClose, {}, { deadlineMs: GOODBYE_MS })
    } catch {
      // It is over either way.
    }
    this.#rpc.end(reason)
  }

  #requireSupport(subject: Versioned): void {
    const refusal = this.whyUnsupported(subject)
    if (refusal) throw new UnsupportedError(subject.name, refusal)
  }

  async #register(event: EventDeclaration<unknown>): Promise<void> {
    if (!this.#facts.hasEvents) {
      throw new UnsupportedError(event.name, 'the daemon is older than libvirt 1.2.1')
    }
    this.#requireSupport(event)
    const eventID = event.eventId ?? 0
    switch (event.objectClass) {
      case 'domain':
        await this.call(remote.connectDomainEventCallbackRegisterAny, { eventID, dom: null })
        return
      case 'network':
        await this.call(remote.connectNetworkEventRegisterAny, { eventID, net: null })
        return
      case 'storagePool':
        await this.call(remote.connectStoragePoolEventRegisterAny, { eventID, pool: null })
        return
      case 'nodeDevice':
        await this.call(remote.connectNodeDeviceEventRegisterAny, { eventID, dev: null })
        return
      case 'secret':
        await this.call(remote.connectSecretEventRegisterAny, { eventID, secret: null })
        return
      case 'qemuMonitor': {
        const all = { dom: null, event: null, flags: 0 }
        await this.call(qemu.connectDomainMonitorEventRegister, all)
        return
      }
      case 'connection':
        await this.call(remote.connectRegisterCloseCallback, {})
    }
  }
}

/** The stack of an answer leads to the socket; who asked is worth more. */
const withCallersStack = (error: unknown): unknown => {
  if (error instanceof Error) Error.captureStackTrace(error, withCallersStack)
  return error
}
