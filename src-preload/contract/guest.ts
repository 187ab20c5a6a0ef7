import type { MachineId } from './machine'

/**
 * How it stands with a machine's guest agent: it does not run; has no channel to one; nobody in the
 * guest is at the channel; who is there does not answer; or answers.
 */
export type GuestAgentState = 'off' | 'noChannel' | 'disconnected' | 'silent' | 'answering'

export interface GuestUser {
  readonly name: string
  readonly domain?: string
  /** Since when, in ms since the epoch. */
  readonly since?: number
}

export interface GuestFileSystem {
  readonly mountPoint: string
  /** Such as `vda1`. */
  readonly device: string
  /** Such as `ext4`. */
  readonly type: string
  readonly totalBytes?: number
  readonly usedBytes?: number
}

export interface GuestInterface {
  readonly name: string
  readonly hardwareAddress?: string
  /** With their prefixes: `192.0.2.7/24`. */
  readonly addresses: readonly string[]
}

/** What a guest says of itself. It may say anything: it is for showing, and never relied on. */
export interface GuestReport {
  readonly machineId: MachineId
  readonly state: GuestAgentState
  /** When it was asked, in ms since the epoch. */
  readonly readAt: number
  readonly hostName?: string
  /** In one line: `Debian GNU/Linux 12 (bookworm)`. */
  readonly system?: string
  /** Release and architecture: `6.1.0-42-amd64, x86_64`. */
  readonly kernel?: string
  /** Such as `CET, UTC+1`. */
  readonly timeZone?: string
  /** How far its clock is ahead of this computer's, in ms; negative where it is behind. */
  readonly clockAheadMs?: number
  readonly users: readonly GuestUser[]
  readonly fileSystems: readonly GuestFileSystem[]
  readonly interfaces: readonly GuestInterface[]
}

/** What came of a program that ran in a guest. Output is text, cut off where it is too much. */
export interface GuestExecution {
  /** Null where a signal ended it, or where nobody waited for its end. */
  readonly exitCode: number | null
  readonly output: string
  readonly errors: string
  readonly isCut: boolean
}
