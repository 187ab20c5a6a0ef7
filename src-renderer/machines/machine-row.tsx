import { memo } from 'react'
import { machineActions, stateWords, type Machine } from '../../src-preload/contract/machine'
import { formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { StateIcon } from '../ui/state-icon'
import { CpuCell, DiskCell, MemoryCell, NetworkCell } from './metric-cells'
import styles from './machine-row.module.css'

interface MachineRowProps {
  readonly machine: Machine
  readonly hostName: string
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
  machine.reason === undefined ? undefined : `${stateWords[machine.state]}: ${machine.reason}`

const StateCell = ({ machine }: { readonly machine: Machine }) => (
  <div role="gridcell" className={styles['state']} title={titleOf(machine)}>
    <StateIcon state={machine.pending === undefined ? machine.state : 'pending'} />
    <span>
      {machine.pending === undefined
        ? stateWords[machine.state]
        : machineActions[machine.pending].pending}
    </span>
  </div>
)

/** What stands in place of figures while the host is not heard of. */
const StaleCells = ({ since }: { readonly since: number }) => (
  <>
    <div role="gridcell" className={styles['stale']}>
      stale since {formatMoment(since)}
    </div>
    <div role="gridcell" />
    <div role="gridcell" />
    <div role="gridcell" />
  </>
)

/** One machine of the list. Drawn again only when something of its own changes. */
export const MachineRow = memo((props: MachineRowProps) => {
  const { machine, hostName, row, line, domId, top, active, selected } = props
  const addresses = machine.addresses?.join(', ')
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
      data-stale={machine.staleSince !== undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="rowheader"
        className={styles['name']}
        title={[machine.name, ...(machine.tags ?? [])].join(' · ')}
        aria-label={machine.name}
        aria-description={machine.tags?.join(', ')}
      >
        <HostText text={machine.name} />
        {machine.tags?.map((tag) => (
          <span key={tag} className={styles['tag']}>
            <HostText text={tag} />
          </span>
        ))}
      </div>
      <StateCell machine={machine} />
      {machine.staleSince === undefined ? (
        <>
          <CpuCell machine={machine} />
          <MemoryCell machine={machine} />
          <DiskCell machine={machine} />
          <NetworkCell machine={machine} />
        </>
      ) : (
        <StaleCells since={machine.staleSince} />
      )}
      <div role="gridcell" className={styles['addresses']} title={addresses}>
        {addresses}
      </div>
      <div role="gridcell" className={styles['host']} title={hostName}>
        <HostText text={hostName} />
      </div>
    </div>
  )
})
