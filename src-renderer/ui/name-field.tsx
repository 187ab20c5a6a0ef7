import { t } from '../../src-preload/language/t'
import { TextField } from './text-field'

interface NameFieldProps {
  readonly label?: string
  readonly name: string
  /** In characters. */
  readonly maxLength?: number
  readonly onName: (name: string) => void
}

/** The name that a dialog is about: it has the focus at first, ready to be typed over. */
export const NameField = ({ label = t('Name'), name, maxLength = 200, onName }: NameFieldProps) => (
  <TextField
    label={label}
    value={name}
    maxLength={maxLength}
    data-first-focus
    onFocus={(event) => event.target.select()}
    onText={onName}
  />
)
