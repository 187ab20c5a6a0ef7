import { useId } from 'react'
import styles from './field.module.css'

interface TextAreaProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly rows: number
  readonly mono?: boolean
  readonly placeholder?: string
  /** It has the focus when its dialog opens. */
  readonly isFirst?: boolean
  readonly onText: (text: string) => void
}

/** Text of several lines with its label above it. */
export const TextArea = ({
  label,
  hint,
  value,
  rows,
  mono,
  placeholder,
  isFirst = false,
  onText,
}: TextAreaProps) => {
  const id = useId()
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        placeholder={placeholder}
        spellCheck={mono !== true}
        className={styles['input']}
        data-mono={mono}
        {...(isFirst && { 'data-first-focus': '' })}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onText(event.target.value)}
      />
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  )
}
