import type { MachineId } from './machine'

/** Figures of one machine over the last sampling interval. Absent means the host did not say. */
export interface MachineMetrics {
  readonly id: MachineId
  /** When the sample was taken, in ms since the epoch. */
  readonly at: number
  /**
   * Its process does not answer the host, and did last so long ago, in ms since the epoch: what
   * stands here is only what the host knows by itself.
   */
  readonly staleSince?: number
  /** Share of all its virtual processors, 0 to 100. */
  readonly cpuPercent?: number
  /** What the guest uses, in KiB, where its balloon tells; else what it has been given. */
  readonly memoryUsedKib?: number
  /** In KiB. */
  readonly memoryKib?: number
  /** Bytes a second. */
  readonly diskReadRate?: number
  readonly diskWriteRate?: number
  readonly networkReceiveRate?: number
  readonly networkSendRate?: number
}

/** A machine's past, oldest first: parallel lists, one value a step, null where not known. */
export interface MetricsPast {
  /** When each step began, in s since the epoch. */
  readonly at: readonly number[]
  readonly cpuPercent: readonly (number | null)[]
  readonly memoryUsedKib: readonly (number | null)[]
  readonly diskReadRate: readonly (number | null)[]
  readonly diskWriteRate: readonly (number | null)[]
  readonly networkReceiveRate: readonly (number | null)[]
  readonly networkSendRate: readonly (number | null)[]
}
