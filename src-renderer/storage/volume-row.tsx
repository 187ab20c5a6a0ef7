import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import type { PoolId, VolumeUser } from '../../src-preload/contract/storage'
import { volumeQuery } from '../queries/volumes'
import { formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import { visibleText } from '../ui/visible-text'
import styles from './volume-grid.module.css'

interface VolumeRowProps {
  readonly poolId: PoolId
  readonly name: string
  /** Counted from 0. */
  readonly row: number
  readonly domId: string
  /** In CSS pixels. */
  readonly height: number
  readonly isChosen: boolean
  readonly users: readonly VolumeUser[]
}

/** Machines that use it in several ways are named once. */
const namesOf = (users: readonly VolumeUser[]): string =>
  [...new Set(users.map(({ machineName }) => visibleText(machineName)))].join(', ')

/** One volume of the list: its name at once, its details when they come. */
export const VolumeRow = memo((props: VolumeRowProps) => {
  const { poolId, name, row, domId, height, isChosen, users } = props
  const { data: volume, isPending } = useQuery(volumeQuery(poolId, name))
  const usedBy = namesOf(users)
  return (
    <div
      role="row"
      id={domId}
      aria-rowindex={row + 2}
      aria-selected={isChosen}
      aria-busy={isPending}
      data-row={row}
      className={styles['row']}
      style={{ height, lineHeight: `${height}px`, transform: `translateY(${row * height}px)` }}
    >
      <span role="rowheader" aria-label={name} title={visibleText(name)}>
        <HostText text={name} />
      </span>
      <span role="gridcell">{volume?.format}</span>
      <span role="gridcell">{volume ? formatMemory(volume.capacity / 1024) : ''}</span>
      <span role="gridcell">{volume ? formatMemory(volume.allocation / 1024) : ''}</span>
      <span role="gridcell" title={usedBy}>
        {usedBy}
      </span>
    </div>
  )
})
