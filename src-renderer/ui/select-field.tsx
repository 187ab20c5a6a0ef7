import { useId } from 'react'
import { ChevronsUpDown } from 'lucide-react'
import { visibleText } from './visible-text'
import field from './field.module.css'
import styles from './select-box.module.css'

interface SelectFieldProps<T extends string> {
  readonly label: string
  readonly hint?: string
  /** What stands beside it says what it is; only screen readers need the label. */
  readonly hideLabel?: boolean
  readonly value: T
  readonly options: readonly { readonly value: T; readonly text: string }[]
  /** Marks what has the focus when its dialog opens. */
  readonly 'data-first-focus'?: boolean
  readonly onChoose: (value: T) => void
}

/** One of several, in the system's own list, with its label above it. */
export const SelectField = <T extends string>(props: SelectFieldProps<T>) => {
  const { label, hint, hideLabel = false, value, options, onChoose } = props
  const id = useId()
  return (
    <div className={field['field']}>
      <label htmlFor={id} className={hideLabel ? 'unseen' : undefined}>
        {label}
      </label>
      <span className={styles['box']} data-wide="true">
        <select
          id={id}
          value={value}
          data-first-focus={props['data-first-focus']}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => onChoose(event.target.value as T)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {visibleText(option.text)}
            </option>
          ))}
        </select>
        <ChevronsUpDown aria-hidden="true" />
      </span>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={field['hint']}>
          {hint}
        </p>
      )}
    </div>
  )
}
