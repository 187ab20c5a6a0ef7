import type { MachineId } from './machine'

/** A point in a machine's past that it can go back to. */
export interface Snapshot {
  readonly name: string
  readonly description?: string
  /** The snapshot that came before it on its branch; null for the first of a tree. */
  readonly parent: string | null
  /** How many snapshots are before it on its branch. */
  readonly depth: number
  /** In ms since the epoch. */
  readonly createdAt: number
  /** What the machine was doing, as libvirt calls it: `running`, `shutoff`, `disk-snapshot`. */
  readonly state: string
  /** Inside the disks' own images, or in files beside them; both are one too many. */
  readonly kind: 'internal' | 'external' | 'mixed'
  readonly hasMemory: boolean
  /** What is there now goes on from it. */
  readonly isCurrent: boolean
  /** Of its files together, in bytes, where running pools show them. */
  readonly size?: number
}

/** All snapshots of a machine: each after its parent, branches oldest first. */
export interface SnapshotTree {
  readonly machineId: MachineId
  readonly snapshots: readonly Snapshot[]
}

export const snapshotKinds = ['internal', 'external', 'externalMemory'] as const

/** Inside the images; the disks in new files; or the disks and the memory in new files. */
export type SnapshotKind = (typeof snapshotKinds)[number]

/** A file or object, and what becomes of it. */
export interface SnapshotEffect {
  readonly fate: 'appears' | 'changes' | 'vanishes' | 'stays'
  readonly kind: 'disk' | 'memory' | 'snapshot' | 'firmware' | 'tpm'
  /** A path, or a snapshot's name. */
  readonly label: string
  /** In bytes, where it is known. */
  readonly size?: number
  /** What happens to it, in words. */
  readonly reason: string
}

/** What taking, reverting to or deleting a snapshot would do; it does nothing where it is refused. */
export interface SnapshotPlan {
  readonly machineId: MachineId
  readonly effects: readonly SnapshotEffect[]
  /** What would be lost, or not be as one may expect. */
  readonly warnings: readonly string[]
  /** Why it can't be done, each with what would help. */
  readonly refusals: readonly string[]
  /** It would put internal and external snapshots side by side, which must be agreed to. */
  readonly mixesKinds: boolean
  /** The command line that does the same. */
  readonly virshLine: string
}
