import type { Failure } from './failure'

/** Identifies a host within this app; stable across restarts. */
export type HostId = string

/** Where a host's name and password came from; never what they are. */
export type SecretSource = 'environment' | 'keyring' | 'person'

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
  /** Set where name and password were supplied. */
  readonly secrets?: SecretSource
  /** Connected by itself when the app starts. */
  readonly autoconnect: boolean
  /** The demo machine can be made there. */
  readonly canMakeDemo: boolean
}

/** How busy a host is, and how far away. Absent means the host did not say. */
export interface HostLoad {
  readonly hostId: HostId
  /** When it was measured, in ms since the epoch. */
  readonly at: number
  /** How long its last sign of life took, in ms. */
  readonly latencyMs?: number
  /** Share of all its processors, 0 to 100. */
  readonly cpuPercent?: number
  /** In KiB. */
  readonly memoryUsedKib?: number
  readonly memoryKib?: number
}

/** One NUMA cell of a host. */
export interface HostCell {
  readonly id: number
  /** In KiB. */
  readonly memoryKib: number
  readonly cpus: number
}

/** What the host page shows. Absent means the host did not say. */
export interface HostDetails {
  readonly hostId: HostId
  readonly cpuModel?: string
  readonly cpuVendor?: string
  readonly arch: string
  readonly cpus: number
  readonly sockets: number
  readonly coresPerSocket: number
  readonly threadsPerCore: number
  readonly mhz: number
  /** In KiB. */
  readonly memoryKib: number
  readonly cells: readonly HostCell[]
  readonly hypervisor: string
  readonly hypervisorVersion?: string
  readonly libvirtVersion: string
  /** When it started, as far as its processor times tell, in ms since the epoch. */
  readonly upSince?: number
  /** Such as `x86_64 kvm`, `x86_64 qemu`. */
  readonly guests: readonly string[]
  /** The bytes pass where nobody else can read them. */
  readonly isPrivate: boolean
  readonly pools: readonly { readonly name: string; readonly active: boolean }[]
  readonly networks: readonly { readonly name: string; readonly active: boolean }[]
}

/** What trying a URI found. */
export interface HostTrial {
  readonly hostname: string
  readonly driver: string
  readonly libvirtVersion: string
  readonly machines: number
  /** From the first byte to the list, in ms. */
  readonly milliseconds: number
}
