import type { MachineMetrics } from '../../src-preload/contract/metrics'

/** Counters of one machine at one moment, as the host gave them. Absent: it does not tell. */
export interface Counters {
  /** In ms since the epoch. */
  readonly at: number
  /** Whether its process told some of this itself; absent where nobody can say. */
  readonly answered?: boolean
  /** Processor time used since the start, in ns. */
  readonly cpuTime?: bigint
  readonly vcpus?: number
  /** In KiB. */
  readonly memoryUsedKib?: number
  readonly memoryKib?: number
  /** In bytes since the start. */
  readonly diskRead?: bigint
  readonly diskWritten?: bigint
  readonly received?: bigint
  readonly sent?: bigint
}

/** Bytes a second between two readings; nothing where the counter was set back by a restart. */
const rate = (
  before: bigint | undefined,
  now: bigint | undefined,
  ms: number,
): number | undefined =>
  before === undefined || now === undefined || now < before || ms <= 0
    ? undefined
    : (Number(now - before) * 1000) / ms

const cpuPercent = (before: Counters, now: Counters): number | undefined => {
  const nsPerSecond = rate(before.cpuTime, now.cpuTime, now.at - before.at)
  if (nsPerSecond === undefined || !now.vcpus) return undefined
  return Math.min(100, nsPerSecond / 1e7 / now.vcpus)
}

const present = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never

/** What happened between two readings. Without an earlier one there are amounts but no rates. */
export const measure = (
  id: string,
  before: Counters | undefined,
  now: Counters,
): MachineMetrics => {
  const ms = before ? now.at - before.at : 0
  return {
    id,
    at: now.at,
    ...present({
      cpuPercent: before && cpuPercent(before, now),
      memoryUsedKib: now.memoryUsedKib,
      memoryKib: now.memoryKib,
      diskReadRate: rate(before?.diskRead, now.diskRead, ms),
      diskWriteRate: rate(before?.diskWritten, now.diskWritten, ms),
      networkReceiveRate: rate(before?.received, now.received, ms),
      networkSendRate: rate(before?.sent, now.sent, ms),
    }),
  }
}
