/** What went wrong, in kinds that a person (and the code) can act on. */
export type FailureCode =
  | 'no-daemon'
  | 'no-permission'
  | 'auth-failed'
  | 'connection-lost'
  | 'timeout'
  | 'cancelled'
  | 'not-found'
  | 'in-use'
  | 'wrong-state'
  | 'busy'
  | 'unsupported'
  | 'agent-absent'
  | 'disk-full'
  | 'invalid'
  | 'refused-by-host'
  | 'internal'

/** A network that has to run first; of the host that the failure came from. */
export interface Fix {
  readonly startNetwork: string
}

/** The one shape in which an error crosses a wall. It holds no secret and no stack trace. */
export interface Failure {
  readonly code: FailureCode
  /** What failed, in the person's words: `Could not start web-1`. */
  readonly message: string
  /** The host's own account of it, word for word. */
  readonly cause?: { readonly code: number; readonly domain: number; readonly text: string }
  /** What to do next. */
  readonly hint?: string
  /** Exact command lines that carry out the hint, to copy. */
  readonly remedies?: readonly string[]
  /** What Virthelm itself can do about it at once. */
  readonly fix?: Fix
  /** The log has the details under this id. */
  readonly correlationId: string
}

/** What the main process answers: failures are values, because thrown ones lose their fields. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }
