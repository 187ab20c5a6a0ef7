import { useMemo, type KeyboardEvent } from 'react'
import { t } from '../../src-preload/language/t'
import { setFilter, useView } from '../state/view'
import { SearchBox } from '../ui/search-box'
import { useSettled } from '../ui/use-settled'
import { FILTER_ID, focusGrid } from './focus'
import { compileQuery } from './query'
import styles from './filter-box.module.css'

const PROBLEM_ID = 'filter-problem'

const help = t(
  'Words, or state:running, host:lab, tag:web, name:db, cpu>50, mem>2G, vcpus>=4.\nA minus sign before one turns it round; quotation marks keep words together.',
)

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return
  // The filter stays as it is: the browser's own Escape would empty it.
  event.preventDefault()
  event.stopPropagation()
  focusGrid()
}

/** The filter, and below it what is wrong with it once typing rests. */
export const FilterBox = ({ keys }: { readonly keys: string | undefined }) => {
  const filter = useView((view) => view.filter)
  const settled = useSettled(filter, 300)
  const problem = useMemo(() => compileQuery(settled).problem, [settled])
  const shown = settled === filter ? problem : null
  return (
    <div className={styles['filter']}>
      <SearchBox
        id={FILTER_ID}
        aria-label={t('Filter virtual machines')}
        aria-description={help}
        aria-invalid={shown !== null}
        aria-errormessage={shown === null ? undefined : PROBLEM_ID}
        title={help}
        placeholder={t('Filter: words, state:running, tag:web, cpu>50')}
        maxLength={1000}
        value={filter}
        keys={keys}
        onSearch={setFilter}
        onKeyDown={onKeyDown}
      />
      <p id={PROBLEM_ID} role="status" className={styles['problem']} hidden={shown === null}>
        {shown}
      </p>
    </div>
  )
}
