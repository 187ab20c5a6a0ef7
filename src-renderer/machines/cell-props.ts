import type { Machine } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'

/** What every cell of a row is drawn from. */
export interface CellProps {
  readonly machine: Machine
  readonly hostName: string
  /** What was measured of it, newest last; nothing where it does not run. */
  readonly history: readonly MachineMetrics[]
  /** Tags have a column of their own. */
  readonly tagsApart: boolean
}
