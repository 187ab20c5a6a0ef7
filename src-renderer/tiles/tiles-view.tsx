import type { TilesDescription } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { PasteQuestion } from '../console/paste-question'
import { useSettingsOfWindow } from '../ui/use-settings-of-window'
import { Tile } from './tile'
import { rowsOf } from './tile-grid'
import { TilesBar } from './tiles-bar'
import styles from './tiles-view.module.css'
import { useTileActions } from './use-tile-actions'
import { useTiles } from './use-tiles'

/** So many canvases of this kind can a window have, with some to spare. */
const MOST_WEBGL = 12

/** Another console is on its way into the tile. */
const attaching = { state: 'attaching' } as const

/** The whole of a window of tiles: a grid of terminals, and a line that says how they stand. */
export const TilesView = ({ description }: { readonly description: TilesDescription }) => {
  const tiles = useTiles(description)
  const { keys, consoleFontSize } = useSettingsOfWindow({
    keys: description.keys,
    consoleFontSize: description.fontSize,
  })
  const actions = useTileActions(tiles, {
    keys,
    fontSize: consoleFontSize ?? description.fontSize,
  })
  const rows = rowsOf(tiles.tiles.length)
  const [columns = 1] = rows
  return (
    <div className={styles['window']} data-broadcasting={tiles.isBroadcasting}>
      <main aria-label={t('Serial consoles')} className={styles['grid']}>
        {tiles.tiles.map((tile, index) => {
          const { machineId } = tile
          const { status, pasting, device, devices } = tiles.stateOf(machineId)
          const row = Math.floor(index / columns)
          return (
            <div
              key={machineId}
              className={styles['cell']}
              style={{
                width: `${100 / (rows[row] ?? columns)}%`,
                height: `${100 / rows.length}%`,
              }}
            >
              <Tile
                tile={tile}
                look={description}
                hasWebgl={description.tiles.length <= MOST_WEBGL}
                feed={tiles.feed}
                status={status}
                pasting={pasting}
                device={device}
                devices={devices}
                isFinding={actions.finding === machineId}
                isMenuOpen={actions.menu === machineId}
                isCurrent={tiles.current === machineId}
                isZoomed={tiles.zoomed === machineId}
                isHidden={tiles.zoomed !== null && tiles.zoomed !== machineId}
                receives={tiles.isBroadcasting && tiles.connected.includes(machineId)}
                onLive={(live) => tiles.setLive(machineId, live)}
                onTyped={(bytes) => tiles.type(machineId, bytes)}
                onStatus={(next) => tiles.change(machineId, { status: next })}
                onPasting={(next) => tiles.change(machineId, { pasting: next })}
                onDevice={(next) => tiles.change(machineId, { device: next, status: attaching })}
                onMenu={(isOpen) => actions.setMenu(machineId, isOpen)}
                onMenuClosed={() => actions.toTerminal(machineId)}
                onFound={actions.stopFinding}
                onFocus={() => tiles.setCurrent(machineId)}
                onZoom={() => tiles.zoom(machineId)}
                onClose={() => tiles.close(machineId)}
              />
            </div>
          )
        })}
      </main>
      <TilesBar
        count={tiles.tiles.length}
        connected={tiles.connected.length}
        isBroadcasting={tiles.isBroadcasting}
        keys={keys}
        note={actions.note}
        onAction={actions.run}
      />
      {actions.question !== null && (
        <PasteQuestion
          text={actions.question}
          machines={tiles.takers(tiles.current).length}
          onAnswer={actions.answer}
        />
      )}
    </div>
  )
}
