import { memo } from 'react'
import {
  machineActions,
  MOVING,
  stateWords,
  type Machine,
} from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { useMetricsHistory } from '../queries/metrics'
import { formatMoment } from '../ui/format'
import { ColourMark } from '../ui/colour-mark'
import { HostText } from '../ui/host-text'
import { StateIcon } from '../ui/state-icon'
import type { CellProps } from './cell-props'
import { isLive, type Column, type ColumnId } from './columns'
import { CpuCell, DiskCell, MemoryCell, NetworkCell } from './metric-cells'
import { ScreenCell } from './screen-cell'
import styles from './machine-row.module.css'

interface MachineRowProps {
  readonly machine: Machine
  readonly hostName: string
  /** Those that are shown. */
  readonly columns: readonly Column[]
  /** Among the machines, counted from 0. */
  readonly row: number
  /** Among all that stands below the header, counted from 0; the header is row 1 of the grid. */
  readonly line: number
  readonly domId: string
  /** Distance from the top of the list, in CSS pixels. */
  readonly top: number
  readonly active: boolean
  readonly selected: boolean
}

const titleOf = (machine: Machine): string | undefined =>
  machine.reason === undefined ? undefined : `${t(stateWords[machine.state])}: ${machine.reason}`

const Tags = ({ tags }: { readonly tags: readonly string[] | undefined }) =>
  tags?.map((tag) => (
    <span key={tag} className={styles['tag']}>
      <HostText text={tag} />
    </span>
  ))

const NameCell = ({ machine, tagsApart }: CellProps) => {
  const marks = [...(machine.colour === undefined ? [] : [machine.colour]), ...(machine.tags ?? [])]
  return (
    <div
      role="rowheader"
      className={styles['name']}
      title={[machine.name, ...(machine.tags ?? [])].join(' · ')}
      aria-label={machine.name}
      aria-description={marks.length === 0 ? undefined : marks.join(', ')}
    >
      {machine.colour === undefined ? null : <ColourMark colour={machine.colour} />}
      <HostText text={machine.name} />
      {tagsApart ? null : <Tags tags={machine.tags} />}
    </div>
  )
}

/** What is being done to it, where something is. */
const pendingWord = ({ pending, isMoving }: Machine): string | undefined => {
  if (pending !== undefined) return t(machineActions[pending].pending)
  return isMoving ? t(MOVING) : undefined
}

const StateCell = ({ machine }: CellProps) => {
  const pending = pendingWord(machine)
  return (
    <div role="gridcell" className={styles['state']} title={titleOf(machine)}>
      <StateIcon state={pending === undefined ? machine.state : 'pending'} />
      <span>{pending ?? t(stateWords[machine.state])}</span>
    </div>
  )
}

const AddressesCell = ({ machine }: CellProps) => {
  const addresses = machine.addresses?.join(', ')
  return (
    <div role="gridcell" className={styles['addresses']} title={addresses}>
      {addresses}
    </div>
  )
}

const HostCell = ({ hostName }: CellProps) => (
  <div role="gridcell" className={styles['host']} title={hostName}>
    <HostText text={hostName} />
  </div>
)

const TagsCell = ({ machine }: CellProps) => (
  <div role="gridcell" className={styles['tags']} title={machine.tags?.join(' · ')}>
    <Tags tags={machine.tags} />
  </div>
)

const VcpusCell = ({ machine }: CellProps) => (
  <div role="gridcell" className={styles['number']}>
    {machine.vcpus}
  </div>
)

const cells: Readonly<Record<ColumnId, (props: CellProps) => React.ReactNode>> = {
  name: NameCell,
  screen: ScreenCell,
  state: StateCell,
  cpu: CpuCell,
  memory: MemoryCell,
  disk: DiskCell,
  network: NetworkCell,
  addresses: AddressesCell,
  host: HostCell,
  tags: TagsCell,
  vcpus: VcpusCell,
}

const notMeasured: CellProps['history'] = []

/** What stands in place of figures: since when there are none, in the first of their columns. */
const StaleCell = ({
  since,
  isFirst,
  hasRoom,
}: {
  readonly since: number
  readonly isFirst: boolean
  readonly hasRoom: boolean
}) => {
  const text = t('stale since {since}', { since: formatMoment(since) })
  return isFirst ? (
    <div role="gridcell" className={styles['stale']} data-room={hasRoom} title={text}>
      {text}
    </div>
  ) : (
    <div role="gridcell" />
  )
}

/** One machine of the list. Drawn again only when something of its own changes. */
export const MachineRow = memo((props: MachineRowProps) => {
  const { machine, hostName, columns, row, line, domId, top, active, selected } = props
  const measured = useMetricsHistory(machine.id)
  const history = isLive(machine) ? measured : notMeasured
  // Its host is away, or its own process does not answer.
  const staleSince = machine.staleSince ?? history.at(-1)?.staleSince
  const firstFigure = columns.findIndex(({ isFigure }) => isFigure === true)
  const cellProps = {
    machine,
    hostName,
    history,
    tagsApart: columns.some(({ id }) => id === 'tags'),
  }
  return (
    <div
      role="row"
      id={domId}
      tabIndex={-1}
      aria-rowindex={line + 2}
      aria-selected={selected}
      className={styles['row']}
      data-row={row}
      data-active={active}
      data-stale={staleSince !== undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, at) => {
        const Cell = cells[column.id]
        return staleSince !== undefined && column.isFigure === true ? (
          <StaleCell
            key={column.id}
            since={staleSince}
            isFirst={at === firstFigure}
            hasRoom={columns[at + 1]?.isFigure === true}
          />
        ) : (
          <Cell key={column.id} {...cellProps} />
        )
      })}
    </div>
  )
})
