import { useId, type ComponentProps } from 'react'
import styles from './field.module.css'

interface TextFieldProps extends Omit<
  ComponentProps<'input'>,
  'className' | 'onChange' | 'value' | 'id'
> {
  readonly label: string
  readonly value: string
  /** What to know before filling it in. */
  readonly hint?: string
  /** It holds something that machines read. */
  readonly mono?: boolean
  readonly onText: (text: string) => void
}

/** A line of text with its label above it. */
export const TextField = ({ label, hint, mono, onText, ...rest }: TextFieldProps) => {
  const id = useId()
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={styles['input']}
        data-mono={mono}
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
