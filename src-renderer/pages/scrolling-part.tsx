import type { ReactNode } from 'react'
import styles from './scrolling-part.module.css'

interface ScrollingPartProps {
  readonly label: string
  /** It has the focus when the page comes. */
  readonly isFirst?: boolean
  readonly children: ReactNode
}

/** What a page tells from top to bottom; it takes the focus, so that keys can scroll it. */
export const ScrollingPart = ({ label, isFirst = false, children }: ScrollingPartProps) => (
  <div
    className={styles['part']}
    tabIndex={0}
    role="group"
    aria-label={label}
    {...(isFirst && { 'data-first-focus': true })}
  >
    {children}
  </div>
)
