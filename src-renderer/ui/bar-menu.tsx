import { DropdownMenu } from 'radix-ui'
import { ChevronUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { ariaKey } from './key-hint'
import styles from './bar-menu.module.css'

interface BarMenuProps {
  readonly label: string
  /** Undefined where it has none. */
  readonly keys: string | undefined
  readonly text: string
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** The menu is gone: what was chosen in it happens now, with the focus where it belongs. */
  readonly onClosed: () => void
  readonly children: ReactNode
}

/** A button of the bar that opens a menu above itself. */
export const BarMenu = ({
  label,
  keys,
  text,
  isOpen,
  onOpenChange,
  onClosed,
  children,
}: BarMenuProps) => (
  <DropdownMenu.Root open={isOpen} onOpenChange={onOpenChange} modal={false}>
    <DropdownMenu.Trigger asChild>
      <Button
        look="quiet"
        aria-label={label}
        aria-keyshortcuts={keys && ariaKey(keys)}
        title={keys === undefined ? label : `${label} (${keys})`}
      >
        {text} <ChevronUp aria-hidden="true" />
      </Button>
    </DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={styles['menu']}
        aria-label={label}
        side="top"
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
