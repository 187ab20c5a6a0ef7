import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { useOrder } from '../failures/use-order'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { formatMomentWithSeconds } from '../ui/format'
import { KeyHint } from '../ui/key-hint'
import { isolated, visibleText } from '../ui/visible-text'
import { historyQuery, pastQuery } from './definition-queries'
import { DiffView } from './diff-view'
import styles from './xml-editor.module.css'

interface XmlHistoryProps {
  readonly machine: Machine
  /** The host has another definition now. */
  readonly onRestored: () => void
}

/** Definitions that the machine had, what going back would change, and the way back. */
export const XmlHistory = ({ machine, onRestored }: XmlHistoryProps) => {
  const { id, name } = machine
  const history = useQuery(historyQuery(id))
  const [chosen, setChosen] = useState<string | null>(null)
  const { failure, order } = useOrder()
  const past = chosen ?? history.data?.[0]?.id ?? null
  const preview = useQuery({ ...pastQuery(id, past ?? ''), enabled: past !== null })
  const restore = (): void => {
    if (past === null) return
    void order(async () => {
      await call('machines.restoreXml', { id, past })
      say(t('Restored an earlier definition of {name}', { name: isolated(name) }))
      onRestored()
    })
  }
  const list = useRef<HTMLUListElement>(null)
  const isRead = history.data !== undefined
  useEffect(() => {
    if (isRead) list.current?.querySelector('button')?.focus()
  }, [isRead])
  /** Arrow keys choose, Ctrl+Enter restores what is chosen. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const entries = history.data ?? []
    const at = entries.findIndex((entry) => entry.id === past)
    if (event.key === 'Enter' && event.ctrlKey) restore()
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!list.current?.contains(event.target as Node)) return
      const next = Math.max(
        0,
        Math.min(entries.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)),
      )
      setChosen(entries[next]?.id ?? null)
      list.current.querySelectorAll('button')[next]?.focus()
    } else return
    event.preventDefault()
  }
  const error = history.error ?? preview.error
  const shown = failure ?? (error === null ? null : failureFrom(error))
  if (history.data?.length === 0) {
    return (
      <p className={styles['note']}>
        {t('Nothing was changed here yet: there is nothing to go back to.')}
      </p>
    )
  }
  return (
    <div className={styles['history']} onKeyDown={onKeyDown}>
      <ul ref={list} aria-label={t('Earlier definitions')}>
        {history.data?.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              aria-pressed={entry.id === past}
              className={styles['past']}
              onClick={() => setChosen(entry.id)}
            >
              {formatMomentWithSeconds(entry.at)}
              <span>{t('before: {why}', { why: visibleText(entry.why) })}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles['preview']}>
        {shown === null ? null : <FailureDetails failure={shown} />}
        {preview.data === undefined ? null : (
          <>
            <DiffView label={t('What restoring changes')} lines={preview.data.againstNextBoot} />
            <div className={styles['actions']}>
              <Button
                aria-label={t('Restore this definition')}
                aria-keyshortcuts="Control+Enter"
                onClick={restore}
              >
                {t('Restore this definition')} <KeyHint keys="Ctrl+Enter" />
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  )
}
