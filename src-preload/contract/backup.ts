import type { MachineId } from './machine'
import type { PoolId } from './storage'

/** `<pool id>/<name of its manifest>`: unique over all hosts. */
export type BackupId = string

/** What a backup holds of one disk. */
export interface BackupDisk {
  /** Such as `vda`. */
  readonly target: string
  /** The volume, in the backup's pool. */
  readonly volume: string
  /** What the guest sees, in bytes. */
  readonly capacity: number
}

/** A machine's disks as they were at one moment. */
export interface Backup {
  readonly id: BackupId
  readonly poolId: PoolId
  readonly poolName: string
  readonly machineName: string
  readonly machineUuid: string
  /** In ms since the epoch. */
  readonly at: number
  readonly kind: 'full' | 'incremental'
  /** The backup that an incremental one lies on. */
  readonly parent: BackupId | null
  /** The checkpoint that remembers what changed since, where one was made. */
  readonly checkpoint: string | null
  readonly disks: readonly BackupDisk[]
  /** Why it can't be restored; null where nothing speaks against it. */
  readonly broken: string | null
}

/** A moment since which a machine's disks remember what changed. */
export interface Checkpoint {
  readonly name: string
  readonly parent: string | null
  /** In ms since the epoch. */
  readonly createdAt: number
  /** The disks that it is about. */
  readonly targets: readonly string[]
}

/** All backups of a machine that running pools of its host hold, newest first. */
export interface MachineBackups {
  readonly machineId: MachineId
  readonly backups: readonly Backup[]
  readonly checkpoints: readonly Checkpoint[]
}

/** What a backup would do, before it does. */
export interface BackupPlan {
  readonly machineId: MachineId
  readonly disks: readonly {
    readonly target: string
    readonly format?: string
    /** In bytes. */
    readonly capacity: number
    /** What of it changed since the backup that this one lies on, in bytes, where that is known. */
    readonly changed?: number
  }[]
  /** Later backups can hold only what changes from now on. */
  readonly canTrack: boolean
  /** Why not, otherwise. */
  readonly whyNotTrack: string | null
  /** What an incremental backup would lie on; null where there is nothing. */
  readonly base: Backup | null
  /** Why an incremental one can't be made; null where it can. */
  readonly whyNotIncremental: string | null
  readonly warnings: readonly string[]
  /** Why no backup can be made at all, each with what would help. */
  readonly refusals: readonly string[]
}
