import { useId } from 'react'
import styles from './choice-field.module.css'

interface ChoiceFieldProps<T extends string> {
  readonly label: string
  readonly hint?: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly text: string }[]
  readonly onChoose: (value: T) => void
}

/** One of a few, all of them in sight. */
export const ChoiceField = <T extends string>(props: ChoiceFieldProps<T>) => {
  const { label, hint, value, options, onChoose } = props
  const id = useId()
  return (
    <div className={styles['field']}>
      <div>
        <span id={`${id}-label`}>{label}</span>
        {hint === undefined ? null : <p className={styles['hint']}>{hint}</p>}
      </div>
      <div role="radiogroup" aria-labelledby={`${id}-label`} className={styles['options']}>
        {options.map((option) => (
          <label key={option.value} className={styles['option']}>
            <input
              type="radio"
              name={id}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </div>
  )
}
