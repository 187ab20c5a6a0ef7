import { t } from '../../src-preload/language/t'
import { TextField } from './text-field'

interface NameFieldProps {
  readonly name: string
  readonly onName: (name: string) => void
}

/** The name that a dialog is about: it has the focus at first, ready to be typed over. */
export const NameField = ({ name, onName }: NameFieldProps) => (
  <TextField
    label={t('Name')}
    value={name}
    maxLength={200}
    data-first-focus
    onFocus={(event) => event.target.select()}
    onText={onName}
  />
)
