import { DropdownMenu } from 'radix-ui'
import { ChevronDown, ChevronUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { ariaKey } from './key-hint'
import styles from './bar-menu.module.css'

interface BarMenuProps {
  readonly label: string
  /** Undefined where it has none. */
  readonly keys: string | undefined
  /** Beside its arrow; without one the button is square. */
  readonly text?: string
  /** Where the bar leaves room. */
  readonly side?: 'top' | 'bottom'
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** The menu is gone: what was chosen in it happens now, with the focus where it belongs. */
  readonly onClosed: () => void
  readonly children: ReactNode
}

/** A button of a bar that opens a menu beside itself. */
export const BarMenu = ({
  label,
  keys,
  text,
  side = 'top',
  isOpen,
  onOpenChange,
  onClosed,
  children,
}: BarMenuProps) => (
  <DropdownMenu.Root open={isOpen} onOpenChange={onOpenChange} modal={false}>
    <DropdownMenu.Trigger asChild>
      <Button
        look="quiet"
        square={text === undefined}
        aria-label={label}
        aria-keyshortcuts={keys && ariaKey(keys)}
        title={keys === undefined ? label : `${label} (${keys})`}
      >
        {text}{' '}
        {side === 'top' ? <ChevronUp aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
      </Button>
    </DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={styles['menu']}
        aria-label={label}
        side={side}
        align="end"
        sideOffset={4}
        collisionPadding={8}
        loop
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          onClosed()
        }}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)
