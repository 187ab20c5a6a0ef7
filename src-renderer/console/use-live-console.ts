import { useEffect, useRef, useState, type RefObject } from 'react'
import type {
  ConsoleDescription,
  ConsoleRecording,
  ConsoleStatus,
  PasteProgress,
  TerminalSize,
} from '../../src-preload/contract/console'
import { call } from '../bridge/call'
import { ConsoleTerminal } from './console-terminal'
import { SessionLink } from './session-link'
import { SizeTeller } from './size-teller'

export interface LiveConsole {
  readonly terminal: ConsoleTerminal
  readonly link: SessionLink
  readonly sizes: SizeTeller
}

const encoder = new TextEncoder()

/** The window's terminal and its wire to the session, and all that the session tells of itself. */
export const useLiveConsole = (
  screen: RefObject<HTMLDivElement | null>,
  description: ConsoleDescription,
) => {
  const live = useRef<LiveConsole | null>(null)
  const [status, setStatus] = useState<ConsoleStatus>({ state: 'attaching' })
  const [pasting, setPasting] = useState<PasteProgress | null>(null)
  const [recording, setRecording] = useState<ConsoleRecording | null>(null)
  const [offered, setOffered] = useState<TerminalSize | null>(null)

  useEffect(() => {
    if (!screen.current || live.current) return
    let hasGuest = false
    const sizes: SizeTeller = new SizeTeller(description.sizeConsent, {
      offer: (size) => setOffered(hasGuest ? size : null),
      type: (line) => link.send(encoder.encode(line)),
      isAtPrompt: () => hasGuest && terminal.isAtPrompt,
    })
    const link: SessionLink = new SessionLink('', {
      history: (bytes) => terminal.replay(bytes),
      data: async (bytes) => {
        await terminal.write(bytes)
        sizes.heard()
      },
      status: (next) => {
        hasGuest = next.state === 'connected'
        setStatus(next)
      },
      pasting: setPasting,
      recording: setRecording,
    })
    const terminal = new ConsoleTerminal(screen.current, {
      ...description,
      hasWebgl: true,
      onInput: (bytes) => link.send(bytes),
      onPaste: (bytes) => link.paste(bytes),
      onSize: (size) => {
        link.tellSize(size)
        sizes.changed(size)
      },
      hasGuest: () => hasGuest,
    })
    live.current = { terminal, link, sizes }
    terminal.focus()
    void call('consoles.connect')
  }, [screen, description])

  return { live, status, pasting, recording, offered }
}
