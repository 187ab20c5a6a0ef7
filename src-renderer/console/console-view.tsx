import { useEffect, useRef, useState } from 'react'
import type { ConsoleDescription, ConsoleStatus } from '../../src-preload/contract/console'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { visibleText } from '../ui/visible-text'
import { consoleActionFor, type ConsoleAction } from './console-keys'
import { ConsoleTerminal } from './console-terminal'
import styles from './console-view.module.css'
import { FindBar } from './find-bar'
import { PasteQuestion } from './paste-question'
import { SessionLink } from './session-link'
import { statusWords } from './status-words'

const USUAL_FONT_SIZE = 13

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

  const back = (): void => live.current?.terminal.focus()

  const zoom = (to: number): void => {
    fontSize.current = Math.min(48, Math.max(6, to))
    live.current?.terminal.setFontSize(fontSize.current)
    void call('consoles.setFontSize', { fontSize: fontSize.current })
  }

  const paste = async (): Promise<void> => {
    const { text } = await call('clipboard.read')
    if (/[\r\n]./.test(text)) setPasting(text)
    else live.current?.terminal.paste(text)
  }

  const save = async (): Promise<void> => {
    const { path } = await call('consoles.saveTranscript', {
      text: live.current?.terminal.transcript() ?? '',
    })
    if (path !== null) setNote(`Saved to ${path}`)
  }

  const actions: Readonly<Record<ConsoleAction, () => unknown>> = {
    copy: () => {
      const text = live.current?.terminal.selection ?? ''
      return text === '' ? undefined : call('clipboard.write', { text })
    },
    paste,
    find: () => setFinding(true),
    save,
    reconnect: () => live.current?.link.attach(false),
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
  const runRef = useRef(run)
  runRef.current = run

  useEffect(() => {
    if (!screen.current || live.current) return
    const link = new SessionLink({
      history: (bytes) => terminal.replay(bytes),
      data: (bytes) => terminal.write(bytes),
      status: (next) => {
        setStatus(next)
        setNote(null)
      },
    })
    const terminal = new ConsoleTerminal(screen.current, {
      fontSize: description.fontSize,
      screenReader: description.screenReader,
      onInput: (bytes) => link.send(bytes),
      onKey: (event) => {
        const action = consoleActionFor(event)
        if (!action) return false
        if (event.type === 'keydown') void runRef.current(action)
        event.preventDefault()
        return true
      },
    })
    live.current = { terminal, link }
    terminal.focus()
    void link.open()
  }, [description])

  const words = statusWords(status)
  return (
    <div className={styles.window}>
      <section aria-label="Serial console" className={styles.console}>
        <div ref={screen} className={styles.screen} />
        {isFinding && live.current && (
          <FindBar
            search={live.current.terminal.search}
            onClose={() => {
              setFinding(false)
              back()
            }}
          />
        )}
      </section>
      <footer className={styles.bar}>
        <span role="status" className={styles.status} data-kind={words.kind}>
          {words.text}
        </span>
        {status.state === 'in-use' && (
          <button
            type="button"
            className={styles.button}
            onClick={() => {
              live.current?.link.attach(true)
              back()
            }}
          >
            Take over
          </button>
        )}
        {(status.state === 'failed' || status.state === 'in-use') && (
          <button
            type="button"
            className={styles.button}
            onClick={() => {
              live.current?.link.attach(false)
              back()
            }}
          >
            Try again
          </button>
        )}
        {note !== null && <span className={styles.note}>{visibleText(note)}</span>}
        <span className={styles.keys}>
          <kbd>Ctrl+Shift+F</kbd> find <kbd>Ctrl+Shift+S</kbd> save <kbd>Ctrl+Shift+W</kbd> close
        </span>
        <bdi className={styles.host}>
          {visibleText(description.machineName)}
          {description.device === null ? '' : ` · ${visibleText(description.device)}`}
          {' on '}
          {visibleText(description.hostName)}
        </bdi>
      </footer>
      {pasting !== null && (
        <PasteQuestion
          text={pasting}
          onAnswer={(agreed) => {
            if (agreed) live.current?.terminal.paste(pasting)
            setPasting(null)
            back()
          }}
        />
      )}
    </div>
  )
}
