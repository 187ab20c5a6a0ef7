import { X } from 'lucide-react'
import { useId } from 'react'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { SelectBox } from '../ui/select-box'
import { mistakeIn, type Row, type RowsFieldOf } from './form'
import styles from './form-fields.module.css'

interface RowsFieldProps {
  readonly field: RowsFieldOf
  readonly rows: readonly Row[]
  readonly mistake: string | undefined
  readonly onRows: (rows: readonly Row[]) => void
}

/** A list that grows and shrinks: a line of small fields for each of its entries. */
export const RowsField = ({ field, rows, mistake, onRows }: RowsFieldProps) => {
  const id = useId()
  const { label, columns, rowName, hint, fresh } = field
  const set = (index: number, name: string, value: string): void =>
    onRows(rows.map((row, i) => (i === index ? { ...row, [name]: value } : row)))
  return (
    <fieldset className={styles['rows']} aria-describedby={`${id}-hint`}>
      <legend>{label}</legend>
      {rows.length === 0 ? null : (
        <div className={`${styles['row']} ${styles['columns']}`} aria-hidden="true">
          {columns.map((column) => (
            <span key={column.name}>{column.label}</span>
          ))}
        </div>
      )}
      {rows.map((row, index) => (
        // Entries have no names of their own; what is typed lives in the row, not in the element.
        <div key={index} className={styles['row']}>
          {columns.map((column) => {
            const name = t('{label} of {rowName} {index}', {
              label: column.label,
              rowName,
              index: index + 1,
            })
            const value = row[column.name] ?? ''
            return column.control === 'select' ? (
              <SelectBox
                key={column.name}
                label={name}
                wide
                value={value}
                options={column.options}
                onChoose={(chosen) => set(index, column.name, chosen)}
              />
            ) : (
              <input
                key={column.name}
                className={styles['cell']}
                aria-label={name}
                aria-invalid={mistake !== undefined && mistakeIn(column, value) !== undefined}
                value={value}
                inputMode={column.control === 'number' ? 'numeric' : 'text'}
                placeholder={column.control === 'text' ? column.placeholder : undefined}
                data-mono={column.control === 'text' && column.mono === true}
                autoComplete="off"
                spellCheck={false}
                maxLength={1024}
                onChange={(event) => set(index, column.name, event.target.value)}
              />
            )
          })}
          <Button
            look="quiet"
            square
            aria-label={t('Remove {rowName} {index}', { rowName, index: index + 1 })}
            title={t('Remove {rowName}', { rowName })}
            onClick={() => onRows(rows.filter((_, i) => i !== index))}
          >
            <X />
          </Button>
        </div>
      ))}
      <div className={styles['below']}>
        <Button onClick={() => onRows([...rows, fresh(rows)])}>
          {t('Add {rowName}', { rowName })}
        </Button>
        <p id={`${id}-hint`} className={styles['hint']}>
          {mistake ?? hint}
        </p>
      </div>
    </fieldset>
  )
}
