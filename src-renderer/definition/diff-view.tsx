import { useEffect, useMemo, useRef } from 'react'
import type { DiffLine } from '../../src-preload/contract/definition'
import { t } from '../../src-preload/language/t'
import { foldDiff, type FoldedLine } from './fold-diff'
import { markChanges, type Piece } from './mark-changes'
import styles from './diff-view.module.css'

const marks = { added: '+', removed: '−', same: ' ' } as const
const words = { added: `${t('Added:')} `, removed: `${t('Removed:')} `, same: '' } as const

interface LineProps {
  readonly line: FoldedLine
  readonly pieces: readonly Piece[] | undefined
}

const Line = ({ line, pieces }: LineProps) =>
  line.type === 'folded' ? (
    <div className={styles['folded']}>
      {t('{count, plural, one {# unchanged line} other {# unchanged lines}}', {
        count: line.count,
      })}
    </div>
  ) : (
    <div className={styles['line']} data-type={line.type}>
      <span aria-hidden="true">{marks[line.type]}</span>
      <code>
        <span className="unseen">{words[line.type]}</span>
        {pieces === undefined
          ? line.text
          : pieces.map(({ text, changed }, index) =>
              changed ? <mark key={index}>{text}</mark> : text,
            )}
      </code>
    </div>
  )

interface DiffViewProps {
  readonly label: string
  readonly lines: readonly DiffLine[]
  /** It gets the focus when it appears, so that the next key is its. */
  readonly takesFocus?: boolean
}

/** A comparison, line by line, with what stands around each change. */
export const DiffView = ({ label, lines, takesFocus = false }: DiffViewProps) => {
  const region = useRef<HTMLDivElement>(null)
  const folded = useMemo(() => foldDiff(lines), [lines])
  const changes = useMemo(
    () =>
      markChanges(
        folded.map((line) => (line.type === 'folded' ? { type: 'same', text: '' } : line)),
      ),
    [folded],
  )
  useEffect(() => {
    if (takesFocus) region.current?.focus()
  }, [takesFocus])
  return (
    // It scrolls, so keys must reach it.
    <div ref={region} className={styles['diff']} role="region" aria-label={label} tabIndex={0}>
      {folded.map((line, index) => (
        <Line key={index} line={line} pieces={changes.get(index)} />
      ))}
    </div>
  )
}
