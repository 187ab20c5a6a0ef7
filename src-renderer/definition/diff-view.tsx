import { useMemo } from 'react'
import type { DiffLine } from '../../src-preload/contract/definition'
import { countOf } from '../ui/format'
import { foldDiff } from './fold-diff'
import styles from './diff-view.module.css'

const marks = { added: '+', removed: '−', same: ' ' } as const
const words = { added: 'Added: ', removed: 'Removed: ', same: '' } as const

interface DiffViewProps {
  readonly label: string
  readonly lines: readonly DiffLine[]
}

/** A comparison, line by line, with what stands around each change. */
export const DiffView = ({ label, lines }: DiffViewProps) => {
  const folded = useMemo(() => foldDiff(lines), [lines])
  return (
    // It scrolls, so keys must reach it.
    <div className={styles['diff']} role="region" aria-label={label} tabIndex={0}>
      {folded.map((line, index) =>
        line.type === 'folded' ? (
          <div key={index} className={styles['folded']}>
            {countOf(line.count, 'unchanged line')}
          </div>
        ) : (
          <div key={index} className={styles['line']} data-type={line.type}>
            <span aria-hidden="true">{marks[line.type]}</span>
            <code>
              <span className="unseen">{words[line.type]}</span>
              {line.text}
            </code>
          </div>
        ),
      )}
    </div>
  )
}
