import type { ReactNode } from 'react'
import styles from './new-machine-dialog.module.css'

/** Fields that belong together, under their heading. */
export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className={styles['section']}>
    <h2>{title}</h2>
    {children}
  </section>
)
