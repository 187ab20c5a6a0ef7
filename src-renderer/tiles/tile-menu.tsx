import type { ConsoleDevice } from '../../src-preload/contract/console'
import { ConsoleChoice } from '../console/console-choice'
import { BarMenu } from '../ui/bar-menu'
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
  <BarMenu
    label={`${tileKeys.menu.title}: ${props.name}`}
    keys={tileKeys.menu.keys}
    side="bottom"
    isOpen={props.isOpen}
    onOpenChange={props.onOpenChange}
    onClosed={props.onClosed}
  >
    <ConsoleChoice device={props.device} devices={props.devices ?? []} onDevice={props.onDevice} />
  </BarMenu>
)
