import type { HostId } from './host'
import type { JobId } from './job'
import type { MachineId } from './machine'

/** What was looked at before anything moves, and what came of it. */
export interface MigrationCheck {
  /** What it is about; each once, but for disks, networks and devices. */
  readonly about: string
  /** `stops`: it can't be moved so. `warns`: it can, and this should be known. */
  readonly verdict: 'fine' | 'warns' | 'stops'
  /** What was found, in a sentence; where it is not fine, with what would help. */
  readonly text: string
}

/** What moving a machine would do; it does nothing while one of its checks stops it. */
export interface MigrationPlan {
  readonly machineId: MachineId
  readonly destinationId: HostId
  /** A running machine goes on running; of one that is off the definition moves. */
  readonly kind: 'live' | 'offline'
  readonly checks: readonly MigrationCheck[]
  /** The destination's running pools that can take copies. */
  readonly pools: readonly string[]
  /** The command line that does the same. */
  readonly virshLine: string
}

/** How far the way of the memory or the disks is. Bytes; rates in bytes a second. */
export interface MigrationAmount {
  readonly total: number
  readonly remaining: number
  readonly rate: number
}

/** A running migration, as the source host last told. */
export interface MigrationProgress {
  readonly jobId: JobId
  readonly machineId: MachineId
  readonly destinationId: HostId
  readonly memory: MigrationAmount
  /** Absent where no disks are copied. */
  readonly disks?: MigrationAmount
  /** How often the memory was gone through; what the guest writes meanwhile goes again. */
  readonly round: number
  /** How fast the guest writes to its memory, in bytes a second. */
  readonly dirtyRate: number
  /** How long it would stand still if it were switched over now, in ms; absent while unknown. */
  readonly expectedDowntime?: number
  /** How long it may stand still, in ms. */
  readonly maxDowntime?: number
  /** At most so many MiB a second; absent without limit. */
  readonly bandwidth?: number
  /** In ms. */
  readonly elapsed: number
  /** `switchable`: post-copy was allowed, and can begin now. */
  readonly postCopy: 'off' | 'switchable' | 'running'
}
