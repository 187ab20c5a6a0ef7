import { Search } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { setFilter, useView } from '../state/view'
import { KeyHint } from '../ui/key-hint'
import { FILTER_ID, focusGrid } from './focus'
import styles from './filter-box.module.css'

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return
  // The filter stays as it is: the browser's own Escape would empty it.
  event.preventDefault()
  event.stopPropagation()
  focusGrid()
}

export const FilterBox = () => {
  const filter = useView((view) => view.filter)
  return (
    <div className={styles['box']}>
      <Search aria-hidden="true" />
      <input
        id={FILTER_ID}
        type="search"
        aria-label="Filter virtual machines"
        aria-keyshortcuts="/"
        placeholder="Filter by name, state, host, address, tag"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <KeyHint keys="/" />
    </div>
  )
}
