import type { ConsoleStatus } from './console'

/**
 * What travels on the port between a display session (main process) and its window: the bytes of
 * the VNC protocol, which the window speaks, on one line after the other. A line is a connection to
 * the machine's display; each has a number, because what is under way when one ends must not get
 * into the next.
 */

/** From the session to the window. */
export type DisplayMessage =
  | { readonly type: 'status'; readonly status: DisplayStatus }
  | { readonly type: 'data'; readonly line: number; readonly bytes: Uint8Array }
  /** What the definition holds, or null where the person must be asked. */
  | { readonly type: 'password'; readonly line: number; readonly password: string | null }

/** From the window to the session. */
export type DisplayRequest =
  | { readonly type: 'input'; readonly line: number; readonly bytes: Uint8Array }
  /** So many bytes of `data` are taken in; the session sends on what this frees. */
  | { readonly type: 'taken'; readonly line: number; readonly count: number }
  /** The display wants a password. */
  | { readonly type: 'password'; readonly line: number }
  /** The line leads nowhere; another is opened when the person asks, or the machine starts. */
  | { readonly type: 'refuse'; readonly line: number; readonly reason: DisplayRefusal }
  /** Open a line anew. */
  | { readonly type: 'open' }

/** Why a window can't do with what it was connected to. */
export type DisplayRefusal =
  /** The display let nobody in; the words are its own. */
  | { readonly kind: 'not-let-in'; readonly words: string }
  /** It does not speak VNC, or none that we know. */
  | { readonly kind: 'not-understood' }

/** How a display session stands. */
export type DisplayStatus =
  | Exclude<ConsoleStatus, { readonly state: 'in-use' | 'connected' }>
  | {
      readonly state: 'connected'
      /** The line that begins now. */
      readonly line: number
      /** Nobody between here and the host can read or change what passes. */
      readonly isPrivate: boolean
    }

/** How the guest's screen is drawn: to fill the window, pixel by pixel, or as large as the window. */
export type DisplayScaling = 'fit' | 'actual' | 'guest'

/** What a display window must know of itself before it draws. */
export interface DisplayDescription {
  readonly machineName: string
  readonly hostName: string
  readonly scaling: DisplayScaling
  /** The person's own keys, by action id. */
  readonly keys: Readonly<Record<string, readonly string[]>>
}

/** A picture of a machine's screen. */
export interface ScreenPicture {
  /** A `data:` URL of a PNG. */
  readonly url: string
  /** When it was taken, in ms since the epoch. */
  readonly takenAt: number
}

/** A picture of a machine's screen for a list: the bytes of a PNG, of up to 4096 × 4096 pixels. */
export interface Thumbnail {
  readonly png: Uint8Array
}

/** What opening a display came to: a window of ours, or one of another program's. */
export type DisplayOpened = 'window' | 'viewer'
