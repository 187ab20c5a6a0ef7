import { useId } from 'react'
import { machineColours, type MachineColour } from '../../src-preload/contract/metadata'
import { t } from '../../src-preload/language/t'
import { ColourMark } from '../ui/colour-mark'
import styles from './colour-field.module.css'

interface ColourFieldProps {
  /** Null for none. */
  readonly value: MachineColour | null
  readonly onChoose: (colour: MachineColour | null) => void
}

const nameOf = (colour: MachineColour | null): string =>
  colour === null ? t('No colour') : colour.charAt(0).toUpperCase() + colour.slice(1)

/** The mark that a machine has in the list. */
export const ColourField = ({ value, onChoose }: ColourFieldProps) => {
  const group = useId()
  return (
    <fieldset className={styles['field']}>
      <legend>{t('Colour')}</legend>
      {[null, ...machineColours].map((colour) => (
        <label key={colour ?? 'none'} className={styles['choice']} title={nameOf(colour)}>
          <input
            type="radio"
            className="unseen"
            name={group}
            aria-label={nameOf(colour)}
            checked={colour === value}
            onChange={() => onChoose(colour)}
          />
          <ColourMark colour={colour} />
        </label>
      ))}
    </fieldset>
  )
}
