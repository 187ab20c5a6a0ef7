import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type {
  ConsoleDevice,
  ConsoleStatus,
  ConsoleTile,
  PasteProgress,
  TilesDescription,
} from '../../src-preload/contract/console'
import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { FairFeed } from './fair-feed'
import type { LiveTile } from './tile'
import { neighbourOf, type Direction } from './tile-grid'

/** What is known of a tile besides what it is of. */
interface TileState {
  readonly status: ConsoleStatus
  readonly pasting: PasteProgress | null
  /** The console that it shows: its alias, or null for the first. */
  readonly device: string | null
  /** All consoles of its machine; null until somebody asked. */
  readonly devices: readonly ConsoleDevice[] | null
}

const fresh: TileState = {
  status: { state: 'attaching' },
  pasting: null,
  device: null,
  devices: null,
}

/** The tiles of a window: which there are, which has the focus, and who gets what is typed. */
export const useTiles = (description: TilesDescription) => {
  const [tiles, setTiles] = useState(description.tiles)
  const [current, setCurrent] = useState<MachineId>(tiles[0]?.machineId ?? '')
  const [zoomed, setZoomed] = useState<MachineId | null>(null)
  const [isBroadcasting, setBroadcasting] = useState(false)
  const [states, setStates] = useState<Readonly<Record<MachineId, TileState>>>({})
  const live = useRef(new Map<MachineId, LiveTile>())
  const feed = useRef<FairFeed | null>(null)
  feed.current ??= new FairFeed()

  const stateOf = (id: MachineId): TileState => states[id] ?? fresh
  const change = (id: MachineId, changed: Partial<TileState>): void =>
    setStates((before) => ({ ...before, [id]: { ...(before[id] ?? fresh), ...changed } }))
  const isConnected = (id: MachineId): boolean => stateOf(id).status.state === 'connected'
  const connected = tiles.map(({ machineId }) => machineId).filter(isConnected)
  /** Who gets what is typed into a tile. */
  const takers = (id: MachineId): readonly MachineId[] => (isBroadcasting ? connected : [id])

  /** Changes what is shown, and goes to a tile: one that is still hidden takes no focus. */
  const focus = (id: MachineId, changeFirst: () => void = () => {}): void => {
    flushSync(() => {
      changeFirst()
      setCurrent(id)
    })
    live.current.get(id)?.terminal.focus()
  }

  const close = (id: MachineId): void => {
    const index = tiles.findIndex(({ machineId }) => machineId === id)
    const left = tiles.filter(({ machineId }) => machineId !== id)
    const next = left[Math.min(index, left.length - 1)]
    if (next === undefined) return void call('windows.close')
    focus(next.machineId, () => {
      setTiles(left)
      if (zoomed === id) setZoomed(null)
      // With nobody else there is nothing to broadcast to.
      if (left.length < 2) setBroadcasting(false)
    })
  }

  return {
    tiles,
    current,
    zoomed,
    isBroadcasting,
    connected,
    feed: feed.current,
    stateOf,
    change,
    setCurrent,
    close,
    move: (direction: Direction): void => {
      const index = tiles.findIndex(({ machineId }) => machineId === current)
      const next: ConsoleTile | undefined = tiles[neighbourOf(index, direction, tiles.length)]
      if (next === undefined) return
      focus(next.machineId, () => {
        if (zoomed !== null) setZoomed(next.machineId)
      })
    },
    zoom: (id: MachineId): void => focus(id, () => setZoomed(zoomed === id ? null : id)),
    toggleBroadcast: (): void => setBroadcasting(!isBroadcasting && tiles.length > 1),
    setLive: (id: MachineId, tile: LiveTile | null): void => {
      if (tile === null) live.current.delete(id)
      else live.current.set(id, tile)
      if (id === current) tile?.terminal.focus()
    },
    liveOf: (id: MachineId): LiveTile | undefined => live.current.get(id),
    allLive: (): readonly LiveTile[] => [...live.current.values()],
    takers,
    type: (id: MachineId, bytes: Uint8Array): void => {
      for (const taker of takers(id)) live.current.get(taker)?.link.send(bytes)
    },
  }
}

export type Tiles = ReturnType<typeof useTiles>
