import { useEffect, useRef, type ReactNode } from 'react'
import { ProblemList } from '../failures/problem-list'
import styles from './page-frame.module.css'

/**
 * What stands in place of the machines. `data-first-focus` marks who has the focus at first; without
 * it the page itself has, so that keys scroll it.
 */
export const PageFrame = ({ label, children }: { label: string; children: ReactNode }) => {
  const page = useRef<HTMLElement>(null)
  useEffect(() => {
    const first = page.current?.querySelector<HTMLElement>('[data-first-focus]')
    ;(first ?? page.current)?.focus()
  }, [])
  return (
    <main ref={page} aria-label={label} tabIndex={-1} className={styles['page']}>
      <ProblemList />
      {children}
    </main>
  )
}
