import type { Readable, Writable } from 'node:stream'

/** A way to a daemon that is ready to carry packets. */
export interface Transport {
  readonly input: Readable
  /**
   * Hands bytes over as they arrive, in place of `input`'s data; they hold until the listener has
   * returned. Only where that is possible, for it costs far less.
   */
  readonly listen?: (listener: (bytes: Buffer) => void) => void
  readonly output: Writable
  /** Nobody between here and the daemon can read or change what passes. */
  readonly isPrivate: boolean
  /** Why the far end hung up, where that is known: an SSH client says so on its way out. */
  readonly diagnose?: () => Promise<Error | undefined>
  /** Ends it at once; may be called again. */
  destroy(): void
}

/** Where to write what happens; pino's logger fits. */
export interface Log {
  debug(details: object, message: string): void
  warn(details: object, message: string): void
}
