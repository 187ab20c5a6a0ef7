import { useEffect, useRef, useState, type RefObject } from 'react'
import type { ConsoleDevice, SizeConsent } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import type { KeySettings } from '../ui/guest-keys'
import { consoleActionFor, type ConsoleAction } from './console-keys'
import { zoomed } from './font-size'
import type { LiveConsole } from './use-live-console'

/** Several lines, and a shell that can't tell a paste from typing: it runs each as it comes. */
export const isRiskyPaste = (text: string, knowsPastes: boolean): boolean =>
  /[\r\n]./.test(text) && !knowsPastes

interface ActionsOptions {
  readonly live: RefObject<LiveConsole | null>
  readonly isRecording: boolean
  /** As they are now. */
  readonly settings: { readonly keys: KeySettings; readonly fontSize: number }
  readonly consent: SizeConsent
}

/** What the window's keys and its menu do, and what came of it. */
export const useConsoleActions = (options: ActionsOptions) => {
  const { live } = options
  const [note, setNote] = useState<string | null>(null)
  const [isFinding, setFinding] = useState(false)
  const [question, setQuestion] = useState<string | null>(null)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const [devices, setDevices] = useState<readonly ConsoleDevice[] | null>(null)
  const [consent, setConsent] = useState(options.consent)
  const { keys, fontSize: fontSizeSet } = options.settings
  const fontSize = useRef(fontSizeSet)

  useEffect(() => {
    fontSize.current = fontSizeSet
    live.current?.terminal.setFontSize(fontSizeSet)
  }, [live, fontSizeSet])

  const toTerminal = (): void => live.current?.terminal.focus()

  const attach = (takeOver: boolean): void => {
    live.current?.link.attach(takeOver)
    toTerminal()
  }

  const zoom = (how: 'larger' | 'smaller' | 'usual'): Promise<void> => {
    fontSize.current = zoomed(fontSize.current, how)
    live.current?.terminal.setFontSize(fontSize.current)
    return call('consoles.setFontSize', { fontSize: fontSize.current })
  }

  const copy = async (): Promise<void> => {
    const text = live.current?.terminal.selection ?? ''
    if (text !== '') await call('clipboard.write', { text })
  }

  const paste = async (): Promise<void> => {
    const { text } = await call('clipboard.read')
    if (isRiskyPaste(text, live.current?.terminal.knowsPastes ?? true)) setQuestion(text)
    else live.current?.terminal.paste(text)
  }

  const save = async (): Promise<void> => {
    const text = live.current?.terminal.transcript() ?? ''
    const { path } = await call('consoles.saveTranscript', { text })
    if (path !== null) setNote(t('Saved to {path}', { path }))
  }

  const record = async (): Promise<void> => {
    if (options.isRecording) {
      await call('consoles.stopRecording')
      setNote(t('The recording is saved'))
    } else {
      const screen = live.current?.terminal.screen() ?? ''
      await call('consoles.startRecording', { screen })
    }
    toTerminal()
  }

  const setMenu = async (isOpen: boolean): Promise<void> => {
    // Known ones are shown at once; the first time it is worth a moment that the menu grows no more.
    if (isOpen && devices === null) setDevices(await call('consoles.list').catch(() => []))
    setMenuOpen(isOpen)
    if (isOpen && devices !== null) setDevices(await call('consoles.list'))
  }

  const actions: Readonly<Record<ConsoleAction, () => unknown>> = {
    copy,
    paste,
    find: () => setFinding(true),
    save,
    reconnect: () => attach(false),
    close: () => call('windows.close'),
    larger: () => zoom('larger'),
    smaller: () => zoom('smaller'),
    usual: () => zoom('usual'),
    setSize: () => {
      live.current?.sizes.tell()
      toTerminal()
    },
    recording: record,
    stopPaste: () => live.current?.link.stopPaste(),
    menu: () => setMenu(!isMenuOpen),
    fullScreen: () => call('windows.toggleFullScreen'),
  }

  /** Does it, and says what went wrong. */
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work()
    } catch (error) {
      const { message, cause, hint, correlationId } = failureFrom(error)
      setNote(
        `${message}${cause ? `: ${cause.text}` : hint ? ` — ${hint}` : ''} (${correlationId})`,
      )
    }
  }

  const run = (action: ConsoleAction): void => {
    setNote(null)
    void attempt(actions[action])
  }
  const now = useRef({ run, keys })
  now.current = { run, keys }

  useEffect(() => {
    // Before the terminal sees it, and wherever else the focus is.
    const take = (event: KeyboardEvent): void => {
      const action = consoleActionFor(event, now.current.keys)
      if (action === null) return
      event.preventDefault()
      event.stopPropagation()
      now.current.run(action)
    }
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [])

  return {
    note,
    run,
    attach,
    toTerminal,
    isFinding,
    stopFinding: () => {
      setFinding(false)
      toTerminal()
    },
    question,
    answerQuestion: (agreed: boolean) => {
      if (agreed && question !== null) live.current?.terminal.paste(question)
      setQuestion(null)
      toTerminal()
    },
    isMenuOpen,
    setMenuOpen: (isOpen: boolean) => void attempt(() => setMenu(isOpen)),
    devices,
    openDevice: (device: string | null) =>
      void attempt(() => call('consoles.openSibling', { device })),
    showTranscript: () => void attempt(() => call('consoles.showTranscript')),
    consent,
    decideSize: (decided: SizeConsent) => {
      setConsent(decided)
      const sizes = live.current?.sizes
      if (sizes) sizes.consent = decided
      if (decided === 'always') sizes?.tell()
      else sizes?.leave()
      toTerminal()
      void attempt(() => call('consoles.setSizeConsent', { consent: decided }))
    },
    leaveSize: () => {
      live.current?.sizes.leave()
      toTerminal()
    },
  }
}
