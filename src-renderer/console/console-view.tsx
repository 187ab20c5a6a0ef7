import { useEffect, useRef, useState } from 'react'
import type { ConsoleDescription, ConsoleStatus } from '../../src-preload/contract/console'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { consoleActionFor, type ConsoleAction } from './console-keys'
import { ConsoleTerminal } from './console-terminal'
import styles from './console-view.module.css'
import { FindBar } from './find-bar'
import { PasteQuestion } from './paste-question'
import { SessionLink } from './session-link'
import { useSettingsOfWindow } from '../ui/use-settings-of-window'
import { StatusBar } from './status-bar'

/** In CSS pixels. */
const USUAL_FONT_SIZE = 13
const LEAST_FONT_SIZE = 6
const GREATEST_FONT_SIZE = 48

interface Live {
  readonly terminal: ConsoleTerminal
  readonly link: SessionLink
}

/** The whole of a console window: the terminal, and a line that says how it stands. */
export const ConsoleView = ({ description }: { readonly description: ConsoleDescription }) => {
  const screen = useRef<HTMLDivElement>(null)
  const live = useRef<Live | null>(null)
  const [status, setStatus] = useState<ConsoleStatus>({ state: 'attaching' })
  const [note, setNote] = useState<string | null>(null)
  const [isFinding, setFinding] = useState(false)
  const [pasting, setPasting] = useState<string | null>(null)
  const fontSize = useRef(description.fontSize)
  const settings = useSettingsOfWindow({
    keys: description.keys,
    consoleFontSize: description.fontSize,
  })
  const keysNow = useRef(settings.keys)
  keysNow.current = settings.keys

  const fontSizeSet = settings.consoleFontSize ?? description.fontSize
  useEffect(() => {
    fontSize.current = fontSizeSet
    live.current?.terminal.setFontSize(fontSizeSet)
  }, [fontSizeSet])

  const toTerminal = (): void => live.current?.terminal.focus()

  const attach = (takeOver: boolean): void => {
    live.current?.link.attach(takeOver)
    toTerminal()
  }

  const zoom = (to: number): Promise<void> => {
    fontSize.current = Math.min(GREATEST_FONT_SIZE, Math.max(LEAST_FONT_SIZE, to))
    live.current?.terminal.setFontSize(fontSize.current)
    return call('consoles.setFontSize', { fontSize: fontSize.current })
  }

  const copy = async (): Promise<void> => {
    const text = live.current?.terminal.selection ?? ''
    if (text !== '') await call('clipboard.write', { text })
  }

  const paste = async (): Promise<void> => {
    const { text } = await call('clipboard.read')
    // A shell that can't tell a paste from typing runs each line as it comes.
    const isRisky = /[\r\n]./.test(text) && live.current?.terminal.knowsPastes === false
    if (isRisky) setPasting(text)
    else live.current?.terminal.paste(text)
  }

  const save = async (): Promise<void> => {
    const text = live.current?.terminal.transcript() ?? ''
    const { path } = await call('consoles.saveTranscript', { text })
    if (path !== null) setNote(`Saved to ${path}`)
  }

  const actions: Readonly<Record<ConsoleAction, () => unknown>> = {
    copy,
    paste,
    find: () => setFinding(true),
    save,
    reconnect: () => attach(false),
    close: () => call('windows.close'),
    larger: () => zoom(fontSize.current + 1),
    smaller: () => zoom(fontSize.current - 1),
    usual: () => zoom(USUAL_FONT_SIZE),
    fullScreen: () => call('windows.toggleFullScreen'),
  }

  const run = async (action: ConsoleAction): Promise<void> => {
    try {
      await actions[action]()
    } catch (error) {
      const { message, cause, correlationId } = failureFrom(error)
      setNote(`${message}${cause ? `: ${cause.text}` : ''} (${correlationId})`)
    }
  }
  const runNow = useRef(run)
  runNow.current = run

  useEffect(() => {
    // Before the terminal sees it, and wherever else the focus is.
    const take = (event: KeyboardEvent): void => {
      const action = consoleActionFor(event, keysNow.current)
      if (action === null) return
      event.preventDefault()
      event.stopPropagation()
      void runNow.current(action)
    }
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [])

  useEffect(() => {
    if (!screen.current || live.current) return
    let hasGuest = false
    const link = new SessionLink({
      history: (bytes) => terminal.replay(bytes),
      data: (bytes) => terminal.write(bytes),
      status: (next) => {
        hasGuest = next.state === 'connected'
        setStatus(next)
        setNote(null)
      },
    })
    const terminal = new ConsoleTerminal(screen.current, {
      fontSize: description.fontSize,
      screenReader: description.screenReader,
      onInput: (bytes) => link.send(bytes),
      hasGuest: () => hasGuest,
    })
    live.current = { terminal, link }
    terminal.focus()
    void link.open()
  }, [description])

  return (
    <div className={styles['window']}>
      <section aria-label="Serial console" className={styles['console']}>
        <div ref={screen} className={styles['screen']} />
        {isFinding && live.current && (
          <FindBar
            search={live.current.terminal.search}
            onClose={() => {
              setFinding(false)
              toTerminal()
            }}
          />
        )}
      </section>
      <StatusBar
        description={description}
        keys={settings.keys}
        status={status}
        note={note}
        onAttach={attach}
      />
      {pasting !== null && (
        <PasteQuestion
          text={pasting}
          onAnswer={(agreed) => {
            if (agreed) live.current?.terminal.paste(pasting)
            setPasting(null)
            toTerminal()
          }}
        />
      )}
    </div>
  )
}
