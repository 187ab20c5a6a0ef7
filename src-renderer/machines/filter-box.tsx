import type { KeyboardEvent } from 'react'
import { setFilter, useView } from '../state/view'
import { SearchBox } from '../ui/search-box'
import { FILTER_ID, focusGrid } from './focus'

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return
  // The filter stays as it is: the browser's own Escape would empty it.
  event.preventDefault()
  event.stopPropagation()
  focusGrid()
}

export const FilterBox = ({ keys }: { readonly keys: string | undefined }) => {
  const filter = useView((view) => view.filter)
  return (
    <SearchBox
      id={FILTER_ID}
      aria-label="Filter virtual machines"
      placeholder="Filter by name, state, host, address, tag"
      maxLength={200}
      value={filter}
      keys={keys}
      onSearch={setFilter}
      onKeyDown={onKeyDown}
    />
  )
}
