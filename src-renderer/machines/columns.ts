import { stateWords, type Machine, type MachineState } from '../../src-preload/contract/machine'
import type { MachineMetrics } from '../../src-preload/contract/metrics'
import { t } from '../../src-preload/language/t'
import { naturalKey } from './natural-key'

export type ColumnId =
  | 'name'
  | 'screen'
  | 'state'
  | 'cpu'
  | 'memory'
  | 'disk'
  | 'network'
  | 'addresses'
  | 'host'
  | 'tags'
  | 'vcpus'

/** What a column sorts by; machines without it come last, whichever the direction. */
export type SortKey = string | number | undefined

/** What is at hand to sort a machine by. */
export interface Sortable {
  readonly machine: Machine
  readonly hostName: string
  readonly nameKey: string
  /** As last measured; undefined where it does not run or was not measured. */
  readonly metrics: () => MachineMetrics | undefined
}

export interface Column {
  readonly id: ColumnId
  readonly title: string
  /** In CSS pixels, where the person has set none. */
  readonly width: number
  /** Its share of the room that is left; 0 keeps it as wide as it is. */
  readonly grows: number
  readonly numeric: boolean
  /** It shows figures of machines that run: what stands there while they are not heard of. */
  readonly isFigure?: boolean
  /** Only there once the person asks for it. */
  readonly isExtra?: boolean
  /** What sorting goes by, where that is not plain from the title. */
  readonly sortedBy?: string
  /** What has to be measured of all machines to sort by it: load changes all the time. */
  readonly measured?: 'load' | 'size'
  readonly sortKey: (of: Sortable) => SortKey
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

/** Two rates together in whole kB/s: what differs by less than that changes no order. */
const rateKey = (one: number | undefined, other: number | undefined): SortKey =>
  one === undefined && other === undefined
    ? undefined
    : Math.round(((one ?? 0) + (other ?? 0)) / 1000)

const firstKey = (texts: readonly string[] | undefined): SortKey =>
  texts?.[0] === undefined ? undefined : naturalKey(texts[0])

/** All columns that there are, in the order in which they come. */
export const columns: readonly Column[] = [
  {
    id: 'name',
    title: t('Name'),
    width: 176,
    grows: 3,
    numeric: false,
    sortKey: ({ nameKey }) => nameKey,
  },
  {
    id: 'screen',
    title: t('Screen'),
    width: 104,
    grows: 0,
    numeric: false,
    isExtra: true,
    sortedBy: t('whether there is a screen'),
    sortKey: ({ machine }) => (isLive(machine) ? 0 : undefined),
  },
  {
    id: 'state',
    title: t('State'),
    width: 136,
    grows: 0,
    numeric: false,
    sortKey: ({ machine }) => stateRanks[machine.state],
  },
  {
    id: 'cpu',
    title: 'CPU',
    width: 144,
    grows: 0,
    numeric: true,
    isFigure: true,
    sortedBy: t('processor load'),
    measured: 'load',
    sortKey: ({ metrics }) => {
      const percent = metrics()?.cpuPercent
      return percent === undefined ? undefined : Math.round(percent)
    },
  },
  {
    id: 'memory',
    title: t('Memory'),
    width: 116,
    grows: 0,
    numeric: true,
    isFigure: true,
    sortedBy: t('most memory'),
    measured: 'size',
    sortKey: ({ machine }) => machine.memoryKib,
  },
  {
    id: 'disk',
    title: t('Disk'),
    width: 88,
    grows: 0,
    numeric: true,
    isFigure: true,
    sortedBy: t('disk traffic'),
    measured: 'load',
    sortKey: ({ metrics }) => rateKey(metrics()?.diskReadRate, metrics()?.diskWriteRate),
  },
  {
    id: 'network',
    title: t('Network'),
    width: 88,
    grows: 0,
    numeric: true,
    isFigure: true,
    sortedBy: t('network traffic'),
    measured: 'load',
    sortKey: ({ metrics }) => rateKey(metrics()?.networkReceiveRate, metrics()?.networkSendRate),
  },
  {
    id: 'addresses',
    title: t('Addresses'),
    width: 128,
    grows: 1.4,
    numeric: false,
    sortKey: ({ machine }) => firstKey(machine.addresses),
  },
  {
    id: 'host',
    title: t('Host'),
    width: 112,
    grows: 1,
    numeric: false,
    sortKey: ({ hostName }) => naturalKey(hostName),
  },
  {
    id: 'tags',
    title: t('Tags'),
    width: 128,
    grows: 1,
    numeric: false,
    isExtra: true,
    sortKey: ({ machine }) => firstKey(machine.tags),
  },
  {
    id: 'vcpus',
    title: 'vCPUs',
    width: 72,
    grows: 0,
    numeric: true,
    isExtra: true,
    sortedBy: t('number of virtual processors'),
    measured: 'size',
    sortKey: ({ machine }) => machine.vcpus,
  },
]

export const columnOf = (id: string): Column | undefined =>
  columns.find((column) => column.id === id)

/** What the filter looks through, in lower case; newlines keep words of two fields apart. */
export const haystackOf = (machine: Machine, hostName: string): string =>
  [
    machine.name,
    t(stateWords[machine.state]),
    hostName,
    ...(machine.addresses ?? []),
    ...(machine.tags ?? []),
  ]
    .join('\n')
    .toLowerCase()
