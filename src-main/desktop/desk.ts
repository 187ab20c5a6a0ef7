import type { CommandLine } from '../command-line'
import type { Services } from '../services'
import type { Settings } from '../settings/settings'
import type { ConsoleWindows } from './console-windows'
import type { DisplayWindows } from './display-windows'
import type { TileWindows } from './tile-windows'
import type { Updates } from '../updates/updates'
import type { Wishes } from './wishes'

/** What the desktop works with. */
export interface Desk {
  readonly services: Services
  readonly settings: Settings
  readonly consoles: ConsoleWindows
  readonly tiles: TileWindows
  readonly displays: DisplayWindows
  readonly commandLine: CommandLine
  readonly wishes: Wishes
  readonly updates: Updates
}
