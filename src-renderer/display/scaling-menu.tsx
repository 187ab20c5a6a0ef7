import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { DisplayScaling } from '../../src-preload/contract/display'
import { t } from '../../src-preload/language/t'
import { BarMenu } from '../ui/bar-menu'
import styles from '../ui/bar-menu.module.css'
import { displayKeys } from './display-keys'

const scalings: Readonly<
  Record<DisplayScaling, { readonly title: string; readonly about: string }>
> = {
  fit: { title: t('Fit the window'), about: t('larger or smaller') },
  actual: { title: t('Actual size'), about: t('pixel by pixel') },
  guest: { title: t('Resize the guest'), about: t('where it can') },
}

const shortly: Readonly<Record<DisplayScaling, string>> = {
  fit: t('Fit'),
  actual: '1:1',
  guest: t('Resize guest'),
}

interface ScalingMenuProps {
  readonly scaling: DisplayScaling
  readonly keys: string | undefined
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly onChoose: (scaling: DisplayScaling) => void
  readonly onClosed: () => void
}

/** How the guest's screen comes into the window. */
export const ScalingMenu = ({
  scaling,
  keys,
  isOpen,
  onOpenChange,
  onChoose,
  onClosed,
}: ScalingMenuProps) => (
  <BarMenu
    label={displayKeys.scaling.title}
    keys={keys}
    text={shortly[scaling]}
    isOpen={isOpen}
    onOpenChange={onOpenChange}
    onClosed={onClosed}
  >
    <DropdownMenu.RadioGroup
      value={scaling}
      onValueChange={(value) => onChoose(value as DisplayScaling)}
    >
      {(Object.keys(scalings) as DisplayScaling[]).map((value) => (
        <DropdownMenu.RadioItem key={value} value={value} className={styles['item']}>
          {value === scaling ? <Check aria-hidden="true" /> : <span />}
          <span>{scalings[value].title}</span>
          <small>{scalings[value].about}</small>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  </BarMenu>
)
