import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ConsoleDevice } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import styles from '../ui/bar-menu.module.css'
import { visibleText } from '../ui/visible-text'

/** The value of a radio item; a device's alias is never empty. */
const FIRST = ''

interface ConsoleChoiceProps {
  readonly device: string | null
  readonly devices: readonly ConsoleDevice[]
  readonly onDevice: (device: string | null) => void
}

/** The consoles of a machine, as items of a menu. */
export const ConsoleChoice = ({ device, devices, onDevice }: ConsoleChoiceProps) => (
  <DropdownMenu.RadioGroup
    aria-label={t('Consoles of the machine')}
    value={device ?? FIRST}
    onValueChange={(value) => onDevice(value === FIRST ? null : value)}
  >
    {devices.map((known) => (
      <DropdownMenu.RadioItem
        key={known.device ?? FIRST}
        value={known.device ?? FIRST}
        disabled={known.whyNot !== null}
        className={styles['item']}
      >
        {known.device === device ? <Check aria-hidden="true" /> : <span />}
        <span>{known.title}</span>
        <small>{visibleText(known.whyNot ?? known.device ?? '')}</small>
      </DropdownMenu.RadioItem>
    ))}
  </DropdownMenu.RadioGroup>
)
