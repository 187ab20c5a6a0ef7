import type { ReactNode } from 'react'
import styles from './two-panes.module.css'

interface TwoPanesProps {
  /** What the list on the left is of. */
  readonly title: string
  /** Buttons beside the title. */
  readonly buttons: ReactNode
  readonly list: ReactNode
  /** The chosen one in full. */
  readonly children: ReactNode
}

/** A short list, and beside it what is chosen there. */
export const TwoPanes = ({ title, buttons, list, children }: TwoPanesProps) => (
  <div className={styles['panes']}>
    <div className={styles['list']}>
      <div className={styles['head']}>
        <h3>{title}</h3>
        <div className={styles['buttons']}>{buttons}</div>
      </div>
      {list}
    </div>
    <div className={styles['chosen']}>{children}</div>
  </div>
)
