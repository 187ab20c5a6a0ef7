import type { SearchAddon } from '@xterm/addon-search'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { KeyHint } from '../ui/key-hint'
import styles from './console-view.module.css'
import { currentFoundColours } from './themes'

/** The search counts no further than it highlights. */
const HIGHLIGHTED = 1000

/** Where the search stands, in words; no index means that there are too many to count. */
const position = (index: number, count: number): string => {
  if (count === 0) return t('Nothing found')
  return index < 0
    ? t('More than {highlighted}', { highlighted: HIGHLIGHTED })
    : t('{index} of {count}', { index: index + 1, count })
}

interface FindBarProps {
  readonly search: SearchAddon
  readonly onClose: () => void
}

/** Finds text in what can be scrolled back to: Enter goes up, as the end is where one starts. */
export const FindBar = ({ search, onClose }: FindBarProps) => {
  const field = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState('')

  useEffect(() => {
    field.current?.focus()
    const results = search.onDidChangeResults(({ resultIndex, resultCount }) => {
      setFound(field.current?.value === '' ? '' : position(resultIndex, resultCount))
    })
    return () => {
      results.dispose()
      search.clearDecorations()
    }
  }, [search])

  const find = (direction: 'up' | 'down'): void => {
    const text = field.current?.value ?? ''
    const options = { decorations: currentFoundColours() }
    if (text === '') {
      search.clearDecorations()
      setFound('')
    } else if (direction === 'down') search.findNext(text, options)
    else search.findPrevious(text, options)
  }

  return (
    <search className={styles['find']}>
      <input
        ref={field}
        type="search"
        aria-label={t('Find in the console')}
        placeholder={t('Find')}
        onChange={() => find('up')}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey ? 'down' : 'up')
          if (event.key === 'Escape') onClose()
        }}
      />
      <span className={styles['found']} aria-live="polite">
        {found}
      </span>
      <Button aria-label={t('Close')} aria-keyshortcuts="Escape" look="quiet" onClick={onClose}>
        {t('Close')} <KeyHint keys="Escape" />
      </Button>
    </search>
  )
}
