import { stateWords, type Machine, type MachineState } from '../../src-preload/contract/machine'
import { naturalKey } from './natural-key'

export type ColumnId =
  'name' | 'state' | 'cpu' | 'memory' | 'disk' | 'network' | 'addresses' | 'host'

/** What a column sorts by; machines without it come last, whichever the direction. */
export type SortKey = string | number | undefined

/** Takes the name's own key too, because it is at hand. */
export type SortKeyOf = (machine: Machine, hostName: string, nameKey: string) => SortKey

export interface Column {
  readonly id: ColumnId
  readonly title: string
  /** A track of the grid's `grid-template-columns`. */
  readonly track: string
  readonly numeric: boolean
  /** What sorting goes by, where that is not plain from the title. */
  readonly sortedBy?: string
  /** Absent where only the rows on the screen are known. */
  readonly sortKey?: SortKeyOf
}

/** Only a machine with a process on the host is measured. */
export const isLive = ({ state }: Machine): boolean =>
  state === 'running' || state === 'paused' || state === 'shuttingDown'

/** Those that ask for attention or use resources first. */
export const stateRanks: Readonly<Record<MachineState, number>> = {
  crashed: 0,
  running: 1,
  shuttingDown: 2,
  paused: 3,
  suspended: 4,
  saved: 5,
  unknown: 6,
  shutOff: 7,
}

export const columns: readonly Column[] = [
  {
    id: 'name',
    title: 'Name',
    track: 'minmax(176px, 3fr)',
    numeric: false,
    sortKey: (_machine, _hostName, nameKey) => nameKey,
  },
  {
    id: 'state',
    title: 'State',
    track: '136px',
    numeric: false,
    sortKey: (machine) => stateRanks[machine.state],
  },
  {
    id: 'cpu',
    title: 'CPU',
    track: '136px',
    numeric: true,
    sortedBy: 'number of virtual processors',
    sortKey: (machine) => machine.vcpus,
  },
  {
    id: 'memory',
    title: 'Memory',
    track: '116px',
    numeric: true,
    sortedBy: 'most memory',
    sortKey: (machine) => machine.memoryKib,
  },
  { id: 'disk', title: 'Disk', track: '88px', numeric: true },
  { id: 'network', title: 'Network', track: '88px', numeric: true },
  {
    id: 'addresses',
    title: 'Addresses',
    track: 'minmax(128px, 1.4fr)',
    numeric: false,
    sortKey: (machine) => {
      const first = machine.addresses?.[0]
      return first === undefined ? undefined : naturalKey(first)
    },
  },
  {
    id: 'host',
    title: 'Host',
    track: 'minmax(112px, 1fr)',
    numeric: false,
    sortKey: (_machine, hostName) => naturalKey(hostName),
  },
]

/** What the filter looks through, in lower case; newlines keep words of two fields apart. */
export const haystackOf = (machine: Machine, hostName: string): string =>
  [
    machine.name,
    stateWords[machine.state],
    hostName,
    ...(machine.addresses ?? []),
    ...(machine.tags ?? []),
  ]
    .join('\n')
    .toLowerCase()
