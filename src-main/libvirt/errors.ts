/** Everything that can go wrong, as types that a program can tell apart. */
import type { FramingError } from './wire/frame'

/** Libvirt's numbers for what went wrong (`virErrorNumber`), as far as programs act on them. */
export const ErrorCode = {
  internal: 1,
  noMemory: 2,
  noSupport: 3,
  invalidArgument: 8,
  operationFailed: 9,
  xml: 27,
  domainExists: 28,
  operationDenied: 29,
  networkExists: 37,
  systemError: 38,
  rpc: 39,
  noDomain: 42,
  noNetwork: 43,
  authFailed: 45,
  noStoragePool: 49,
  noStorageVolume: 50,
  noNodeDevice: 53,
  operationInvalid: 55,
  noInterface: 57,
  noNwfilter: 62,
  noSecret: 66,
  configUnsupported: 67,
  operationTimeout: 68,
  noDomainSnapshot: 72,
  argumentUnsupported: 74,
  operationAborted: 78,
  authCancelled: 79,
  noDomainMetadata: 80,
  migrationUnsafe: 81,
  blockCopyActive: 83,
  operationUnsupported: 84,
  agentUnresponsive: 86,
  resourceBusy: 87,
  accessDenied: 88,
  storageVolumeExists: 90,
  invalidSchema: 92,
  authUnavailable: 94,
  agentUnsynced: 97,
  deviceMissing: 99,
  noNwfilterBinding: 101,
  noDomainCheckpoint: 103,
  noDomainBackup: 104,
  noNetworkPort: 107,
  checkpointInconsistent: 109,
  multipleDomains: 110,
} as const

/** Where in libvirt an error arose (`virErrorDomain`), as far as programs act on it. */
export const ErrorDomain = { rpc: 7, qemu: 10, access: 55 } as const

export interface LibvirtErrorDetails {
  readonly code: number
  readonly domain: number
  readonly message: string
  /** 1 is a warning, 2 an error. */
  readonly level: number
  /** Which procedure was called. */
  readonly procedure: string
  /** The unformatted parts of the message. */
  readonly details: readonly string[]
}

/** The daemon answered a call, or ended a stream, with an error. The connection goes on. */
export class LibvirtError extends Error {
  override readonly name = 'LibvirtError'
  readonly code: number
  readonly domain: number
  readonly level: number
  readonly procedure: string
  readonly details: readonly string[]

  constructor(from: LibvirtErrorDetails) {
    super(from.message)
    this.code = from.code
    this.domain = from.domain
    this.level = from.level
    this.procedure = from.procedure
    this.details = from.details
  }
}

/** No connection came about. `code` is the system's, such as `ENOENT`, where it gave one. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly code: string | undefined

  constructor(message: string, options: { code?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = options.code
  }
}

/** The daemon wants us to prove who we are, and we could not. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError'
}

/** The text is no connection URI that this client could follow. */
export class UriError extends Error {
  override readonly name = 'UriError'
}

/** Why an open connection came to its end. */
export type CloseReason =
  /** We closed it. */
  | { readonly kind: 'closed' }
  /** The far end hung up; `error` where the transport could tell why. */
  | { readonly kind: 'hung-up'; readonly error?: Error }
  /** Nothing was heard for longer than keepalive allows. */
  | { readonly kind: 'silent'; readonly milliseconds: number }
  /** The system reported an error. */
  | { readonly kind: 'transport'; readonly error: Error }
  /** The far end sent what no libvirt daemon sends. */
  | { readonly kind: 'malformed'; readonly error: FramingError }

const describeClose = (reason: CloseReason): string => {
  if (reason.kind === 'closed') return 'the connection was closed'
  if (reason.kind === 'hung-up') return reason.error?.message ?? 'the daemon closed the connection'
  if (reason.kind === 'transport') return reason.error.message
  if (reason.kind === 'malformed')
    return `malformed packet from the daemon: ${reason.error.message}`
  return `the daemon has not answered for ${Math.round(reason.milliseconds / 1000)} s`
}

/** The connection ended before the call was answered; what became of the call is not known. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  constructor(
    readonly reason: CloseReason,
    /** The call that was waiting. */
    readonly procedure?: string,
  ) {
    super(
      procedure ? `${procedure}: ${describeClose(reason)}` : describeClose(reason),
      'error' in reason ? { cause: reason.error } : {},
    )
  }
}

/** The answer did not come in time. The daemon may still carry out the call. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded'
  constructor(
    readonly procedure: string,
    readonly milliseconds: number,
    /** False when the call was still waiting for its turn, so that it had no effect. */
    readonly sent: boolean,
  ) {
    super(`${procedure}: no answer within ${milliseconds} ms`)
  }
}

/** The caller gave up. The daemon may still carry out the call, unless `sent` is false. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
  constructor(
    readonly procedure: string,
    readonly sent: boolean,
    reason?: unknown,
  ) {
    super(`${procedure}: cancelled`, { cause: reason })
  }
}

/** This daemon, driver or client cannot do that at all; nothing was sent. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError'
  constructor(
    readonly procedure: string,
    readonly reason: string,
  ) {
    super(`${procedure} is not supported: ${reason}`)
  }
}

const NOT_FOUND: ReadonlySet<number> = new Set([
  ErrorCode.noDomain,
  ErrorCode.noNetwork,
  ErrorCode.noStoragePool,
  ErrorCode.noStorageVolume,
  ErrorCode.noInterface,
  ErrorCode.noNodeDevice,
  ErrorCode.noNwfilter,
  ErrorCode.noSecret,
  ErrorCode.noDomainSnapshot,
  ErrorCode.noDomainMetadata,
  ErrorCode.deviceMissing,
  ErrorCode.noNwfilterBinding,
  ErrorCode.noDomainCheckpoint,
  ErrorCode.noDomainBackup,
  ErrorCode.noNetworkPort,
])

const UNSUPPORTED: ReadonlySet<number> = new Set([
  ErrorCode.noSupport,
  ErrorCode.argumentUnsupported,
  ErrorCode.operationUnsupported,
  ErrorCode.configUnsupported,
])

const DENIED: ReadonlySet<number> = new Set([
  ErrorCode.operationDenied,
  ErrorCode.authFailed,
  ErrorCode.authCancelled,
  ErrorCode.accessDenied,
  ErrorCode.authUnavailable,
])

const BUSY: ReadonlySet<number> = new Set([ErrorCode.operationTimeout, ErrorCode.resourceBusy])

const hasCode = (error: unknown, codes: ReadonlySet<number>): boolean =>
  error instanceof LibvirtError && codes.has(error.code)

/** The machine, network, volume... that was named does not exist (any more). */
export const isNotFound = (error: unknown): boolean => hasCode(error, NOT_FOUND)

/** The daemon, the driver or this client lacks the function. */
export const isUnsupported = (error: unknown): boolean =>
  error instanceof UnsupportedError || hasCode(error, UNSUPPORTED)

/** We may not do that, or may not connect at all. */
export const isDenied = (error: unknown): boolean =>
  error instanceof AuthenticationError || hasCode(error, DENIED)

/** Something else holds the object just now; trying later may work. */
export const isBusy = (error: unknown): boolean => hasCode(error, BUSY)

/** The object is in the wrong state for that, such as starting what runs. */
export const isInvalidState = (error: unknown): boolean =>
  error instanceof LibvirtError && error.code === ErrorCode.operationInvalid

/** The guest agent is absent or does not answer. */
export const isAgentUnavailable = (error: unknown): boolean =>
  error instanceof LibvirtError &&
  (error.code === ErrorCode.agentUnresponsive || error.code === ErrorCode.agentUnsynced)

/** The connection, not the call, is at fault. */
export const isConnectionLost = (error: unknown): error is ConnectionLost =>
  error instanceof ConnectionLost
