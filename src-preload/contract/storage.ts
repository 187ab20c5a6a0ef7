import type { HostId } from './host'
import type { MachineId } from './machine'

/** `<host id>/<pool UUID>`: unique over all hosts. */
export type PoolId = string

export type PoolState = 'inactive' | 'building' | 'running' | 'degraded' | 'inaccessible'

/** Where volumes live: a directory, a volume group, a server's export. Sizes are bytes. */
export interface Pool {
  readonly id: PoolId
  readonly hostId: HostId
  readonly uuid: string
  readonly name: string
  /** Such as `dir`, `logical`, `rbd`. */
  readonly type: string
  readonly state: PoolState
  /** It starts with its host. */
  readonly autostart: boolean
  /** It stays defined when it stops. */
  readonly persistent: boolean
  /** Only known while it runs. */
  readonly capacity?: number
  readonly allocation?: number
  readonly available?: number
  /** Where its volumes appear on the host. */
  readonly target?: string
  /** What it is made of, in one line: `nas.example:/export`. */
  readonly source?: string
  /** Its volumes are files: they can have formats and lie on top of others. */
  readonly holdsFiles: boolean
}

/** All pools of a host, because one of them changed. */
export interface PoolsChanged {
  readonly hostId: HostId
  readonly pools: readonly Pool[]
}

/** A kind of pool that libvirt knows, and whether a host can have it. */
export interface PoolType {
  readonly type: string
  readonly supported: boolean
}

/** A place that a new pool could be made of. */
export interface PoolSource {
  readonly host?: string
  /** An export, directory or volume group. */
  readonly name?: string
  readonly directory?: string
  readonly devices: readonly string[]
  readonly format?: string
}

/** A volume by the names that find it. */
export interface VolumeName {
  readonly name: string
  /** Unique on its host; the path where it is a file. */
  readonly key: string
}

/** What lies under a volume: it holds only what differs from that. */
export interface Backing {
  readonly path: string
  readonly format?: string
}

/** One volume in full. Sizes are bytes. */
export interface Volume extends VolumeName {
  readonly poolId: PoolId
  readonly path: string
  readonly kind: 'file' | 'block' | 'directory' | 'network' | 'other'
  /** Such as `qcow2`; absent where its pool knows no formats. */
  readonly format?: string
  /** What a guest sees. */
  readonly capacity: number
  /** What it takes on its host. */
  readonly allocation: number
  /** How long the file or device is, where it tells. */
  readonly physical?: number
  readonly backing?: Backing
  readonly isEncrypted: boolean
}

/** Volumes asked for, and those of them that are gone. */
export interface VolumeDetails {
  readonly volumes: readonly Volume[]
  readonly gone: readonly string[]
}

/** A machine that uses a volume. */
export interface VolumeUser {
  readonly machineId: MachineId
  readonly machineName: string
  readonly use:
    'disk' | 'cdrom' | 'floppy' | 'backing' | 'kernel' | 'initrd' | 'dtb' | 'firmware' | 'nvram'
  /** Such as `vda`, where it is a disk or under one. */
  readonly target?: string
  readonly writes: boolean
  readonly isRunning: boolean
}

/** The used volumes of a pool, by name. */
export interface VolumeUsers {
  readonly users: Readonly<Record<string, readonly VolumeUser[]>>
  /** Machines whose definition could not be read: what they use is not known. */
  readonly unread: readonly MachineId[]
}

/** An image in a backing chain. */
export interface ChainLink {
  readonly path: string
  readonly format?: string
  /** Its place in a pool; absent where no running pool holds it. */
  readonly poolId?: PoolId
  readonly volume?: string
  readonly capacity?: number
  readonly allocation?: number
}

/** A volume's chain: what lies under it, and what lies on it. */
export interface VolumeChain {
  /** The volume itself, what lies under it, and so on down to what lies on nothing. */
  readonly links: readonly ChainLink[]
  /** Volumes that lie directly on it. */
  readonly overlays: readonly ChainLink[]
  /** The chain goes on where no running pool shows it. */
  readonly isCut: boolean
}

/** All volumes of a pool that lie on others, for drawing: by name, what each lies on. */
export interface PoolChains {
  readonly backing: Readonly<Record<string, Backing>>
}

/** Volumes of a pool may have changed: names, sizes or chains. */
export interface VolumesChanged {
  readonly poolId: PoolId
}

/** How to overwrite a volume; all but `zero` need the program scrub on the host. */
export const wipeAlgorithms = [
  'zero',
  'nnsa',
  'dod',
  'bsi',
  'gutmann',
  'schneier',
  'pfitzner7',
  'pfitzner33',
  'random',
  'trim',
] as const

export type WipeAlgorithm = (typeof wipeAlgorithms)[number]
