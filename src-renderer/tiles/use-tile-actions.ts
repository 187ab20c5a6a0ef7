import { useEffect, useRef, useState } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { zoomed } from '../console/font-size'
import { isRiskyPaste } from '../console/use-console-actions'
import type { KeySettings } from '../ui/guest-keys'
import { tileActionFor, type TileAction } from './tile-keys'
import type { Tiles } from './use-tiles'

/** What the window's keys do, a question that waits for an answer, and what went wrong. */
export const useTileActions = (
  tiles: Tiles,
  settings: { readonly keys: KeySettings; readonly fontSize: number },
) => {
  const [note, setNote] = useState('')
  const [question, setQuestion] = useState<string | null>(null)
  const fontSize = useRef(settings.fontSize)
  const [finding, setFinding] = useState<MachineId | null>(null)
  const [menu, setMenu] = useState<MachineId | null>(null)
  const live = tiles.liveOf(tiles.current)

  const openMenu = async (id: MachineId): Promise<void> => {
    // Known ones are shown at once; the first time it is worth a moment that the menu grows no more.
    const isKnown = tiles.stateOf(id).devices !== null
    if (isKnown) setMenu(id)
    tiles.change(id, { devices: await call('consoles.listOfTile', { id }) })
    if (!isKnown) setMenu(id)
  }

  const pasteNow = (text: string): void => {
    for (const id of tiles.takers(tiles.current)) tiles.liveOf(id)?.terminal.paste(text)
  }

  const paste = async (): Promise<void> => {
    const { text } = await call('clipboard.read')
    const takers = tiles.takers(tiles.current)
    const isRisky = takers.some((id) =>
      isRiskyPaste(text, tiles.liveOf(id)?.terminal.knowsPastes ?? true),
    )
    // To several machines nothing is pasted unasked: a clipboard holds what one does not see.
    if (text !== '' && (isRisky || tiles.isBroadcasting)) setQuestion(text)
    else pasteNow(text)
  }

  const zoomText = (how: 'larger' | 'smaller' | 'usual'): Promise<void> => {
    fontSize.current = zoomed(fontSize.current, how)
    for (const { terminal } of tiles.allLive()) terminal.setFontSize(fontSize.current)
    return call('consoles.setFontSize', { fontSize: fontSize.current })
  }

  const actions: Readonly<Record<TileAction, () => unknown>> = {
    copy: async () => {
      const text = live?.terminal.selection ?? ''
      if (text !== '') await call('clipboard.write', { text })
    },
    paste,
    broadcast: () => {
      tiles.toggleBroadcast()
      live?.terminal.focus()
    },
    zoom: () => tiles.zoom(tiles.current),
    left: () => tiles.move('left'),
    right: () => tiles.move('right'),
    up: () => tiles.move('up'),
    down: () => tiles.move('down'),
    find: () => setFinding(tiles.current),
    menu: () => (menu === tiles.current ? setMenu(null) : openMenu(tiles.current)),
    reconnect: () => live?.link.attach(false),
    stopPaste: () => {
      for (const { link } of tiles.allLive()) link.stopPaste()
    },
    close: () => tiles.close(tiles.current),
    larger: () => zoomText('larger'),
    smaller: () => zoomText('smaller'),
    usual: () => zoomText('usual'),
    fullScreen: () => call('windows.toggleFullScreen'),
  }

  const attempt = async (work: () => unknown): Promise<void> => {
    setNote('')
    try {
      await work()
    } catch (error) {
      const { message, cause, correlationId } = failureFrom(error)
      setNote(`${message}${cause ? `: ${cause.text}` : ''} (${correlationId})`)
    }
  }
  const run = (action: TileAction): Promise<void> => attempt(actions[action])
  const now = useRef({ run, keys: settings.keys, allLive: tiles.allLive })
  now.current = { run, keys: settings.keys, allLive: tiles.allLive }

  useEffect(() => {
    fontSize.current = settings.fontSize
    for (const { terminal } of now.current.allLive()) terminal.setFontSize(settings.fontSize)
  }, [settings.fontSize])

  useEffect(() => {
    // Before a terminal sees it, and wherever else the focus is.
    const take = (event: KeyboardEvent): void => {
      const action = tileActionFor(event, now.current.keys)
      if (action === null) return
      event.preventDefault()
      event.stopPropagation()
      void now.current.run(action)
    }
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [])

  return {
    note,
    run: (action: TileAction) => void run(action),
    question,
    finding,
    stopFinding: () => {
      setFinding(null)
      live?.terminal.focus()
    },
    menu,
    setMenu: (id: MachineId, isOpen: boolean) =>
      void (isOpen ? attempt(() => openMenu(id)) : setMenu(null)),
    toTerminal: (id: MachineId) => tiles.liveOf(id)?.terminal.focus(),
    answer: (agreed: boolean) => {
      if (agreed && question !== null) pasteNow(question)
      setQuestion(null)
      live?.terminal.focus()
    },
  }
}
