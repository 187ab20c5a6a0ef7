import type { HostId } from './host'
import type { MachineId, MachineState } from './machine'

/** Who made something happen: this app, somebody else's, or nobody (a crash, the guest itself). */
export type Asker = 'here' | 'elsewhere' | 'nobody'

/** What a person may want to be called for. */
export type Alarm = 'crash' | 'ioError' | 'hostLost'

/** One thing that happened, as the history keeps it. */
export interface TimelineEntry {
  /** In ms since the epoch. */
  readonly at: number
  readonly hostId: HostId
  /** Absent where it happened to the host itself. */
  readonly machineId?: MachineId
  /** What it was called then. */
  readonly machineName?: string
  readonly state?: MachineState
  /** What happened, in words: `Started`, `Shut down by the guest`. Kept in English, told in the language. */
  readonly text: string
  readonly askedBy: Asker
  readonly alarm?: Alarm
}

/** What to look for; what is absent matches everything. */
export interface TimelineSearch {
  readonly text: string
  readonly hostId?: HostId
  readonly machineId?: MachineId
  /** Only what is older than this, in ms since the epoch. */
  readonly before?: number
  readonly limit: number
}
