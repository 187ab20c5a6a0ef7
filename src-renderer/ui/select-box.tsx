import { ChevronsUpDown } from 'lucide-react'
import { visibleText } from './visible-text'
import styles from './select-box.module.css'

interface SelectBoxProps {
  /** Its accessible name; it has no label in sight. */
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  /** Takes the room that it is given. */
  readonly wide?: boolean
  readonly onChoose: (value: string) => void
}

/** One of many, in the system's own list. */
export const SelectBox = ({ label, value, options, wide = false, onChoose }: SelectBoxProps) => (
  <span className={styles['box']} data-wide={wide}>
    <select aria-label={label} value={value} onChange={(event) => onChoose(event.target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {visibleText(option.text)}
        </option>
      ))}
    </select>
    <ChevronsUpDown aria-hidden="true" />
  </span>
)
