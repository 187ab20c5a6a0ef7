import type { Failure } from './failure'

/** Identifies a host within this app; stable across restarts. */
export type HostId = string

export type HostState = 'connecting' | 'connected' | 'disconnected'

/** A libvirt daemon that this app knows, and how the connection to it stands. */
export interface Host {
  readonly id: HostId
  /** What people call it: `This computer`, `Demo host`, or the name they gave it. */
  readonly name: string
  readonly uri: string
  readonly state: HostState
  /** When `state` was entered, in ms since the epoch. */
  readonly since: number
  /** Why it is not connected, where it tried and failed. */
  readonly failure?: Failure
  /** When the next attempt to reconnect is due, in ms since the epoch. */
  readonly retryAt?: number
  /** The hypervisor that answers there, such as `QEMU` or `TEST`. */
  readonly driver?: string
  /** The host's own name for itself. */
  readonly hostname?: string
  /** Version of libvirt there, such as `9.0.0`. */
  readonly libvirtVersion?: string
  /** The demo machine can be made there. */
  readonly canMakeDemo: boolean
}
