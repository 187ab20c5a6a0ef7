import type { HostId } from './host'
import type { MachineId } from './machine'

/** A file or object that a machine has, and what becomes of it when the machine is removed. */
export interface RemovalItem {
  /** Names it within its plan. */
  readonly key: string
  readonly kind:
    | 'definition'
    | 'disk'
    /** What a disk lies on. */
    | 'backing'
    | 'nvram'
    | 'tpm'
    | 'managedSave'
    | 'snapshot'
    | 'checkpoint'
    /** Memory that a snapshot saved in a file. */
    | 'snapshotMemory'
  /** What it is called: a path, a snapshot's name. */
  readonly label: string
  /** In bytes, where it is known. */
  readonly size?: number
  /** `choice` goes or stays as the person likes. */
  readonly fate: 'goes' | 'choice' | 'stays'
  /** Where it is a choice: it should go unless the person says otherwise. */
  readonly suggested?: boolean
  /** Why it stays, or what to know of it. */
  readonly reason?: string
  /** It is there again when the machine is restored from the trash. */
  readonly restorable: boolean
}

/** Everything that goes, may go, or stays when a machine is removed. */
export interface RemovalPlan {
  readonly machineId: MachineId
  readonly name: string
  /** It must be forced off first, which is asked for with the removal. */
  readonly isRunning: boolean
  readonly items: readonly RemovalItem[]
  /** Command lines that do the same for good, without those for the disks. */
  readonly virshLines: readonly string[]
}

/** A machine that was removed and can come back. */
export interface TrashEntry {
  readonly id: string
  readonly hostId: HostId
  readonly hostName: string
  readonly name: string
  readonly uuid: string
  /** In ms since the epoch. */
  readonly removedAt: number
  /** Its disks: on the host still, and deleted when this is deleted for good. */
  readonly volumes: readonly string[]
  readonly snapshots: number
}
