import { useId, useState } from 'react'
import { t } from '../../src-preload/language/t'
import styles from './number-field.module.css'

interface NumberFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly unit?: string
  readonly onNumber: (value: number) => void
}

/** A whole number within bounds; what is out of them is not taken, and put right on leaving. */
export const NumberField = (props: NumberFieldProps) => {
  const { label, hint, value, least, most, unit, onNumber } = props
  const id = useId()
  const [text, setText] = useState<string | null>(null)
  const parsed = Number(text)
  const isWrong = text !== null && !(Number.isInteger(parsed) && parsed >= least && parsed <= most)
  return (
    <div className={styles['field']}>
      <div>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-hint`} className={styles['hint']}>
          {isWrong ? t('A whole number from {least} to {most}', { least, most }) : hint}
        </p>
      </div>
      <span className={styles['control']}>
        <input
          id={id}
          type="number"
          min={least}
          max={most}
          value={text ?? value}
          aria-invalid={isWrong}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const typed = event.target.value
            const number = Number(typed)
            setText(typed)
            if (typed !== '' && Number.isInteger(number) && number >= least && number <= most) {
              onNumber(number)
            }
          }}
          onBlur={() => setText(null)}
        />
        {unit}
      </span>
    </div>
  )
}
