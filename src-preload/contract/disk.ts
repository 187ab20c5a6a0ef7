import type { JobId } from './job'
import type { MachineId } from './machine'

/** An image of a disk's chain. Sizes are bytes. */
export interface DiskImage {
  readonly path: string
  readonly format?: string
}

/** What moves a disk's data just now, as its host tells. */
export interface DiskJob {
  readonly kind: 'pull' | 'copy' | 'commit' | 'backup' | 'other'
  readonly done: number
  readonly total: number
  /** It is in step with the disk, and waits to be told to go over to it. */
  readonly isReady: boolean
  /** The job of this app that follows it; absent where somebody else began it. */
  readonly jobId?: JobId
}

/** A disk that a machine writes to. */
export interface MachineDisk {
  /** Such as `vda`. */
  readonly target: string
  /** What the guest sees, in bytes; absent where the host does not tell. */
  readonly capacity?: number
  /** The image that is written to, what that lies on, and so on. */
  readonly images: readonly DiskImage[]
  readonly job?: DiskJob
}

export interface MachineDisks {
  readonly machineId: MachineId
  readonly isRunning: boolean
  readonly disks: readonly MachineDisk[]
}
