import type { Failure } from './failure'

/**
 * What travels on the port between a console session (main process) and its window. Bytes never go
 * through ordinary IPC: the port has its own flow control.
 */

/** From the session to the window. */
export type ConsoleMessage =
  /** What was on the console before this window came; replayed, never answered by the terminal. */
  | { readonly type: 'history'; readonly bytes: Uint8Array }
  | { readonly type: 'data'; readonly bytes: Uint8Array }
  | { readonly type: 'status'; readonly status: ConsoleStatus }

/** From the window to the session. */
export type ConsoleRequest =
  | { readonly type: 'input'; readonly bytes: Uint8Array }
  /** The terminal has drawn that many bytes of `data`; the session sends on what this frees. */
  | { readonly type: 'drawn'; readonly count: number }
  /** Attach again; `takeOver` ends the session that holds the console elsewhere. */
  | { readonly type: 'attach'; readonly takeOver: boolean }

/** How a console session stands. */
export type ConsoleStatus =
  | { readonly state: 'attaching' }
  | { readonly state: 'connected' }
  /** The machine is not running: the session attaches by itself when it starts. */
  | { readonly state: 'waiting' }
  /** Somebody else holds the console: it can be taken over. */
  | { readonly state: 'in-use'; readonly failure: Failure }
  | { readonly state: 'failed'; readonly failure: Failure }

/** What a console window must know of itself before it draws. */
export interface ConsoleDescription {
  readonly machineName: string
  readonly hostName: string
  readonly device: string | null
  /** In CSS pixels. */
  readonly fontSize: number
  /** The person's own keys, by action id. */
  readonly keys: Readonly<Record<string, readonly string[]>>
  readonly screenReader: boolean
}
