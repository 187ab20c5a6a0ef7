import type { Failure } from './failure'
import type { MachineId } from './machine'

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
  /** How far a paste is; null when none is under way (any more). */
  | { readonly type: 'pasting'; readonly progress: PasteProgress | null }
  /** What is recorded; null when nothing is (any more). */
  | { readonly type: 'recording'; readonly recording: ConsoleRecording | null }

/** From the window to the session. */
export type ConsoleRequest =
  | { readonly type: 'input'; readonly bytes: Uint8Array }
  /** Input that is sent no faster than the guest takes it; what is typed meanwhile overtakes it. */
  | { readonly type: 'paste'; readonly bytes: Uint8Array }
  /** Throws away what has not been pasted yet. */
  | { readonly type: 'stopPaste' }
  /** The terminal has so many cells now. */
  | { readonly type: 'size'; readonly size: TerminalSize }
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

/** A terminal's size in cells. */
export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** How far a paste is, in bytes. */
export interface PasteProgress {
  readonly sent: number
  readonly total: number
}

/** A recording that is being made. */
export interface ConsoleRecording {
  readonly path: string
  /** In ms since the epoch. */
  readonly since: number
}

/** Whether the guest is told the terminal's size when that changes, or is only offered to be told. */
export type SizeConsent = 'ask' | 'always' | 'never'

/** One of a machine's consoles. */
export interface ConsoleDevice {
  /** Its alias, such as `console1`; null means the machine's first console. */
  readonly device: string | null
  /** Such as `Serial port 1`. */
  readonly title: string
  /** Why it can't be opened, or null where it can. */
  readonly whyNot: string | null
}

/** How terminals look, in every window. */
export interface TerminalLook {
  /** In CSS pixels. */
  readonly fontSize: number
  /** The person's own keys, by action id. */
  readonly keys: Readonly<Record<string, readonly string[]>>
  readonly screenReader: boolean
}

/** What a console window must know of itself before it draws. */
export interface ConsoleDescription extends TerminalLook {
  readonly machineName: string
  readonly hostName: string
  readonly device: string | null
  readonly sizeConsent: SizeConsent
}

/** One machine among those of a window of tiles; its first console is shown until another is chosen. */
export interface ConsoleTile {
  readonly machineId: MachineId
  readonly machineName: string
  readonly hostName: string
}

/** What a window of tiles must know of itself before it draws. */
export interface TilesDescription extends TerminalLook {
  readonly tiles: readonly ConsoleTile[]
}

/** How many consoles one window shows beside each other. */
export const FEWEST_TILES = 2
export const MOST_TILES = 16
