import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { DisplayScaling } from '../../src-preload/contract/display'
import { BarMenu } from '../ui/bar-menu'
import styles from '../ui/bar-menu.module.css'
import { displayKeys } from './display-keys'

const scalings: Readonly<
  Record<DisplayScaling, { readonly title: string; readonly about: string }>
> = {
  fit: { title: 'Fit the window', about: 'larger or smaller' },
  actual: { title: 'Actual size', about: 'pixel by pixel' },
  guest: { title: 'Resize the guest', about: 'where it can' },
}

const shortly: Readonly<Record<DisplayScaling, string>> = {
  fit: 'Fit',
  actual: '1:1',
  guest: 'Resize guest',
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
