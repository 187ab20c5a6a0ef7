/** Events of a connection: registered once each, handed to whoever subscribed. */
import { ErrorCode, isUnsupported, LibvirtError, UnsupportedError } from './errors'
import {
  events,
  QEMU_PROGRAM,
  REMOTE_PROGRAM,
  type EventDeclaration,
  type EventName,
  type EventPayload,
} from './procedures/index'
import type { Log } from './transport/transport'
import { FramingError, type Frame } from './wire/frame'
import { XdrReader } from './wire/xdr'

export type EventListener<N extends EventName> = (payload: EventPayload<N>) => void

/** Asks the daemon to send an event, of all objects. */
export type RegisterEvent = (event: EventDeclaration<unknown>) => Promise<void>

const byProcedure = new Map<string, EventDeclaration<unknown>>(
  Object.values(events).map((event) => [`${event.program}:${event.messageProcedure}`, event]),
)

/** The daemon calls an event that it does not know an internal error. */
const isUnknownEvent = (error: unknown): error is LibvirtError =>
  error instanceof LibvirtError && (error.code === ErrorCode.internal || isUnsupported(error))

/**
 * Hands events out. The same event may be registered only once per connection, so it is asked for
 * when the first listener comes, for all objects, and stays for the life of the connection:
 * asking for it again while it is being taken back would race in the daemon's workers.
 */
export class Events {
  readonly #register: RegisterEvent
  readonly #log: Log
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>()
  readonly #registered = new Map<EventName, Promise<void>>()

  constructor(register: RegisterEvent, log: Log) {
    this.#register = register
    this.#log = log
  }

  /**
   * Calls `listener` for each event from now on, before any later answer of the daemon is seen.
   * @returns what ends the subscription. @throws {UnsupportedError} where the daemon has no such
   * event.
   */
  async subscribe<N extends EventName>(name: N, listener: EventListener<N>): Promise<() => void> {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners)
    // A wrapper of its own lets the same function subscribe twice.
    const entry = (payload: EventPayload<N>): void => listener(payload)
    listeners.add(entry)
    try {
      await this.#registration(name)
    } catch (error) {
      listeners.delete(entry)
      throw error
    }
    return () => listeners.delete(entry)
  }

  /** Takes a message of the daemon. @throws {FramingError | XdrError} when it makes no sense. */
  receive(frame: Frame): void {
    if (frame.program !== REMOTE_PROGRAM && frame.program !== QEMU_PROGRAM) {
      throw new FramingError(`program ${frame.program} does not exist`)
    }
    const event = byProcedure.get(`${frame.program}:${frame.procedure}`)
    if (!event) {
      // The old ways to register bring the old events, which carry no callback id.
      this.#log.debug({ procedure: frame.procedure }, 'an event came that is not read')
      return
    }
    const reader = new XdrReader(frame.payload)
    // The callback id says nothing new: each event is registered once, and is known by its number.
    if (event.objectClass !== 'connection') reader.take(4)
    const payload = event.payload.read(reader)
    reader.end()
    for (const listener of this.#listeners.get(event.name as EventName) ?? []) {
      try {
        listener(payload as never)
      } catch (error) {
        this.#log.warn({ error, event: event.name }, 'an event listener failed')
      }
    }
  }

  #registration(name: EventName): Promise<void> {
    const known = this.#registered.get(name)
    if (known) return known
    const registration = this.#register(events[name] as EventDeclaration<unknown>).catch(
      (error: unknown) => {
        if (isUnknownEvent(error)) throw new UnsupportedError(name, error.message)
        // It was not the daemon that refused: the next subscriber may try again.
        this.#registered.delete(name)
        throw error
      },
    )
    this.#registered.set(name, registration)
    return registration
  }
}
