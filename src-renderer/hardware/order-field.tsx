import { ArrowDown, ArrowUp } from 'lucide-react'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import type { OrderFieldOf, Row } from './form'
import styles from './form-fields.module.css'

interface OrderFieldProps {
  readonly field: OrderFieldOf
  readonly rows: readonly Row[]
  readonly onRows: (rows: readonly Row[]) => void
}

const moved = (rows: readonly Row[], from: number, to: number): readonly Row[] => {
  const row = rows[from]
  if (row === undefined || to < 0 || to >= rows.length) return rows
  const rest = rows.filter((_, index) => index !== from)
  return [...rest.slice(0, to), row, ...rest.slice(to)]
}

/** Things in an order, each of which may be left out. Alt+↑ and Alt+↓ move the one in focus. */
export const OrderField = ({ field, rows, onRows }: OrderFieldProps) => {
  const move = (from: number, to: number): void => onRows(moved(rows, from, to))
  const textOf = (key: string | undefined): string =>
    field.items.find(({ value }) => value === key)?.text ?? key ?? ''
  return (
    <fieldset className={styles['rows']}>
      <legend>{field.label}</legend>
      {rows.length === 0 ? (
        <p className={styles['hint']}>{t('There is nothing that it could boot from.')}</p>
      ) : (
        <ol className={styles['order']}>
          {rows.map(({ key, on }, index) => {
            const text = textOf(key)
            return (
              <li key={key} className={styles['item']} data-on={on === 'yes'}>
                <label>
                  <input
                    type="checkbox"
                    checked={on === 'yes'}
                    aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                    onChange={(event) =>
                      onRows(
                        rows.map((row, i) =>
                          i === index ? { ...row, on: event.target.checked ? 'yes' : '' } : row,
                        ),
                      )
                    }
                    onKeyDown={(event) => {
                      if (!event.altKey) return
                      if (event.key === 'ArrowUp') move(index, index - 1)
                      else if (event.key === 'ArrowDown') move(index, index + 1)
                      else return
                      event.preventDefault()
                      // Elements that change places lose the focus.
                      const box = event.currentTarget
                      requestAnimationFrame(() => box.focus())
                    }}
                  />
                  <span className={styles['place']}>
                    {on === 'yes'
                      ? rows.slice(0, index + 1).filter((row) => row['on'] === 'yes').length
                      : ''}
                  </span>
                  <HostText text={text} />
                </label>
                <Button
                  look="quiet"
                  square
                  aria-label={t('Move {text} up', { text: isolated(text) })}
                  title={t('Move up (Alt+↑)')}
                  aria-disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <ArrowUp />
                </Button>
                <Button
                  look="quiet"
                  square
                  aria-label={t('Move {text} down', { text: isolated(text) })}
                  title={t('Move down (Alt+↓)')}
                  aria-disabled={index === rows.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <ArrowDown />
                </Button>
              </li>
            )
          })}
        </ol>
      )}
    </fieldset>
  )
}
