import type { MachineId } from './machine'

/** What becomes of one disk of a machine that is cloned. */
export interface CloneDisk {
  /** Such as `vda`. */
  readonly target: string
  /** Where it is now. */
  readonly path: string
  /**
   * `copy`: the clone gets all of it. `overlay`: the clone gets what differs from it. `shared`:
   * both use it, because neither writes to it or it was made to be shared.
   */
  readonly how: 'copy' | 'overlay' | 'shared'
  /** The clone's new volume. */
  readonly newVolume?: string
  /** The volume that the machine itself goes on with, on top of what is the common base then. */
  readonly ownOverlay?: string
  /** Bytes to copy. */
  readonly size?: number
}

/** What cloning a machine would do. */
export interface ClonePlan {
  readonly machineId: MachineId
  readonly name: string
  readonly disks: readonly CloneDisk[]
  /** What to know before. */
  readonly notes: readonly string[]
  /** Why it can't be done; absent where it can. */
  readonly refusal?: string
}
