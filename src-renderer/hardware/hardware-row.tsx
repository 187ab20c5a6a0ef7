import type { LucideIcon } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { HostText } from '../ui/host-text'
import styles from './hardware-row.module.css'

interface HardwareRowProps {
  readonly icon: LucideIcon
  readonly word: string
  readonly name: string
  readonly summary: string
  /** How it will be different from the next boot on. */
  readonly later: string | null
  readonly onChange: () => void
  readonly onRemove?: (() => void) | undefined
  /** Buttons for what is done often. */
  readonly tools?: ReactNode
}

/** Arrow keys go from row to row, over the borders of groups. */
const moveFrom = (row: HTMLElement, key: string): boolean => {
  const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
    ArrowDown: (at, last) => Math.min(at + 1, last),
    ArrowUp: (at) => Math.max(at - 1, 0),
    Home: () => 0,
    End: (_, last) => last,
  }
  const step = steps[key]
  const rows = [
    ...(row.closest('[role=tabpanel]')?.querySelectorAll<HTMLElement>('[data-row]') ?? []),
  ]
  if (step === undefined || rows.length === 0) return false
  rows[step(rows.indexOf(row), rows.length - 1)]?.focus()
  return true
}

/** One piece of hardware: Enter changes it, Delete takes it out, arrow keys go on. */
export const HardwareRow = (props: HardwareRowProps) => {
  const { icon: Icon, word, name, summary, later, onChange, onRemove, tools } = props
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'Delete' && onRemove) onRemove()
    else if (!moveFrom(event.currentTarget, event.key)) return
    event.preventDefault()
  }
  return (
    <li className={styles['row']}>
      <button
        type="button"
        data-row=""
        className={styles['main']}
        aria-keyshortcuts={onRemove ? 'Enter Delete' : 'Enter'}
        onClick={onChange}
        onKeyDown={onKeyDown}
      >
        <Icon aria-hidden="true" />
        <span className={styles['word']}>{word}</span>
        {name === '' ? null : (
          <span className={styles['name']}>
            <HostText text={name} />
          </span>
        )}
        <span className={styles['summary']} data-wide={name === ''}>
          <HostText text={summary} />
          {later === null ? null : (
            <span className={styles['later']}>
              <HostText text={later} />
            </span>
          )}
        </span>
      </button>
      <span className={styles['tools']}>{tools}</span>
    </li>
  )
}
