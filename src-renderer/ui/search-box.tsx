import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { ariaKey, KeyHint } from './key-hint'
import styles from './search-box.module.css'

interface SearchBoxProps extends Omit<
  ComponentProps<'input'>,
  'type' | 'className' | 'onChange' | 'value'
> {
  readonly value: string
  readonly onSearch: (text: string) => void
  /** The key that leads here. */
  readonly keys?: string | undefined
}

/** A field to look for something by typing; what it is for stands in `aria-label`. */
export const SearchBox = ({ onSearch, keys, ...rest }: SearchBoxProps) => (
  <div className={styles['box']}>
    <Search aria-hidden="true" />
    <input
      {...rest}
      type="search"
      aria-keyshortcuts={keys === undefined ? undefined : ariaKey(keys)}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onSearch(event.target.value)}
    />
    {keys === undefined ? null : <KeyHint keys={keys} />}
  </div>
)
