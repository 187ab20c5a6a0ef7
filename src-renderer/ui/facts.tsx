import type { ReactNode } from 'react'
import styles from './facts.module.css'

/** Facts under a heading, in two columns: what, and what it is. */
export const Facts = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={styles['facts']}>
    <h3>{title}</h3>
    <dl>{children}</dl>
  </section>
)

/** One fact; a dash where it is not known. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles['fact']}>
    <dt>{name}</dt>
    <dd>{children ?? '–'}</dd>
  </div>
)
