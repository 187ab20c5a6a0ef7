import type { BrowserWindow, WebContents } from 'electron'
import type {
  ConsoleDevice,
  ConsoleTile,
  TilesDescription,
} from '../../src-preload/contract/console'
import type { MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import type { Services } from '../services'
import type { Settings } from '../settings/settings'
import { TILE_HIGH_WATER_BYTES } from '../consoles/console-viewer'
import { listConsoles, sendPort, terminalLook } from './console-windows'
import { bringForward, openTilesWindow } from './windows'

/** Windows that show the first consoles of several machines beside each other. */
export class TileWindows {
  readonly #windows = new Map<
    string,
    { readonly window: BrowserWindow; readonly tiles: readonly ConsoleTile[] }
  >()

  constructor(
    readonly services: Services,
    readonly settings: Settings,
  ) {}

  /** Opens a window of these machines' consoles, or brings it forward. Throws a `Problem` without one. */
  open(ids: readonly MachineId[]): void {
    const key = JSON.stringify([...new Set(ids)].sort())
    const known = this.#windows.get(key)
    if (known) {
      bringForward(known.window)
      return
    }
    const tiles = [...new Set(ids)].map((id) => this.#tileOf(id))
    const window = openTilesWindow(tiles.length)
    this.#windows.set(key, { window, tiles })
    window.on('closed', () => this.#windows.delete(key))
  }

  /** What a window of tiles asks about itself. */
  describe(sender: WebContents): TilesDescription {
    return { ...terminalLook(this.settings), tiles: this.#tilesOf(sender) }
  }

  /** Gives a window of tiles its end of the wire to one of its sessions. */
  connect(sender: WebContents, machineId: MachineId, device: string | null): void {
    this.#require(sender, machineId)
    sendPort(
      sender,
      this.services.consoles.open(machineId, device),
      machineId,
      TILE_HIGH_WATER_BYTES,
    )
  }

  /** All consoles of one of its machines. Rejects with what the host says. */
  async list(sender: WebContents, machineId: MachineId): Promise<readonly ConsoleDevice[]> {
    this.#require(sender, machineId)
    return listConsoles(this.services, machineId)
  }

  #require(sender: WebContents, machineId: MachineId): void {
    if (!this.#tilesOf(sender).some((tile) => tile.machineId === machineId)) {
      throw new Problem('invalid', t('That window does not show that machine'))
    }
  }

  #tileOf(machineId: MachineId): ConsoleTile {
    const machine = this.services.inventory.get(machineId)
    if (!machine) throw new Problem('not-found', t('One of the machines no longer exists'))
    const host = this.services.hosts.hosts.find(({ id }) => id === machine.hostId)
    return { machineId, machineName: machine.name, hostName: host?.name ?? '' }
  }

  #tilesOf(sender: WebContents): readonly ConsoleTile[] {
    for (const { window, tiles } of this.#windows.values()) {
      if (window.webContents === sender) return tiles
    }
    throw new Problem('invalid', t('That window shows no consoles'))
  }
}
