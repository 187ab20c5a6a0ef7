import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ConsoleDevice } from '../../src-preload/contract/console'
import { ConsoleChoice } from '../console/console-choice'
import menuStyles from '../ui/bar-menu.module.css'
import { Button } from '../ui/button'
import { ariaKey } from '../ui/key-hint'
import { tileKeys } from './tile-keys'

export interface TileMenuProps {
  /** Whose consoles they are. */
  readonly name: string
  readonly device: string | null
  /** Null until they are known. */
  readonly devices: readonly ConsoleDevice[] | null
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** The menu is gone: the focus goes where it belongs. */
  readonly onClosed: () => void
  readonly onDevice: (device: string | null) => void
}

/** Which of its machine's consoles a tile shows. */
export const TileMenu = (props: TileMenuProps) => (
  <DropdownMenu.Root open={props.isOpen} onOpenChange={props.onOpenChange} modal={false}>
    <DropdownMenu.Trigger asChild>
      <Button
        look="quiet"
        square
        aria-label={`${tileKeys.menu.title}: ${props.name}`}
        aria-keyshortcuts={ariaKey(tileKeys.menu.keys)}
        title={`${tileKeys.menu.title} (${tileKeys.menu.keys})`}
      >
        <ChevronDown aria-hidden="true" />
      </Button>
    </DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={menuStyles['menu']}
        aria-label={`${tileKeys.menu.title}: ${props.name}`}
        align="end"
        sideOffset={4}
        collisionPadding={8}
        loop
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          props.onClosed()
        }}
      >
        <ConsoleChoice
          device={props.device}
          devices={props.devices ?? []}
          onDevice={props.onDevice}
        />
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)
