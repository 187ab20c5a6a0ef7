import type { SearchAddon } from '@xterm/addon-search'
import { useEffect, useRef, useState } from 'react'
import styles from './console-view.module.css'

const decorations = {
  matchBackground: '#f3d38a',
  matchOverviewRuler: '#b98a1e',
  activeMatchBackground: '#f0a53a',
  activeMatchColorOverviewRuler: '#d1761d',
}

/** Finds text in what can be scrolled back to: Enter goes up, as the end is where one starts. */
export const FindBar = ({
  search,
  onClose,
}: {
  readonly search: SearchAddon
  readonly onClose: () => void
}) => {
  const field = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<string>('')

  useEffect(() => {
    field.current?.focus()
    const results = search.onDidChangeResults(({ resultIndex, resultCount }) => {
      setFound(resultCount === 0 ? 'nothing found' : `${resultIndex + 1} of ${resultCount}`)
    })
    return () => {
      results.dispose()
      search.clearDecorations()
    }
  }, [search])

  const find = (forward: boolean): void => {
    const text = field.current?.value ?? ''
    if (text === '') {
      search.clearDecorations()
      setFound('')
    } else if (forward) search.findNext(text, { decorations })
    else search.findPrevious(text, { decorations })
  }

  return (
    <search className={styles.find}>
      <input
        ref={field}
        type="search"
        aria-label="Find in the console"
        placeholder="Find"
        onChange={() => find(false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey)
          if (event.key === 'Escape') onClose()
        }}
      />
      <output aria-live="polite">{found}</output>
      <button type="button" className={styles.button} onClick={onClose}>
        Close <kbd>Esc</kbd>
      </button>
    </search>
  )
}
