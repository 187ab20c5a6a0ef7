import { memo } from 'react'
import { HostText } from '../ui/host-text'
import { formatCount } from '../ui/format'
import type { Group } from './group-rows'
import styles from './group-row.module.css'

interface GroupRowProps {
  readonly group: Group
  /** How many it spans. */
  readonly columns: number
  /** Counted from 0; the header is row 1 of the grid. */
  readonly line: number
  /** Distance from the top of the list, in CSS pixels. */
  readonly top: number
}

/** The title of rows that stand together, and how many they are. */
export const GroupRow = memo(({ group, columns, line, top }: GroupRowProps) => (
  <div
    role="row"
    aria-rowindex={line + 2}
    className={styles['group']}
    style={{ transform: `translateY(${top}px)` }}
  >
    <div role="gridcell" aria-colspan={columns} className={styles['title']}>
      <HostText text={group.title} />
      <span className={styles['count']}>{formatCount(group.count)}</span>
    </div>
  </div>
))
