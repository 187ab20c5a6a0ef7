import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type {
  DisplayDescription,
  DisplayMessage,
  DisplayScaling,
  DisplayStatus,
} from '../../src-preload/contract/display'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureError, failureFrom } from '../bridge/failure-error'
import { PasteQuestion } from '../console/paste-question'
import { DisplayBar } from './display-bar'
import { displayActionFor, displayKeys, type DisplayAction } from './display-keys'
import type { DisplayLink } from './display-link'
import { DisplayProblem } from './display-problem'
import styles from './display-view.module.css'
import { GuestScreen, type ScreenSize } from './guest-screen'
import { PasswordQuestion } from './password-question'
import { ScalingMenu } from './scaling-menu'
import { SendKeysMenu } from './send-keys-menu'
import { statusWords, type Progress } from './status-words'
import { keysOf } from '../ui/guest-keys'
import { useSettingsOfWindow } from '../ui/use-settings-of-window'
import { useFullScreen } from './use-full-screen'
import { useTyping } from './use-typing'

/** A display that asks who we are. */
interface Question {
  readonly line: number
  readonly wantsName: boolean
}

interface DisplayViewProps {
  readonly description: DisplayDescription
  readonly link: DisplayLink
}

/** The whole of a display window: the guest's screen, and a bar that says how it stands. */
export const DisplayView = ({ description, link }: DisplayViewProps) => {
  const frame = useRef<HTMLDivElement>(null)
  const screen = useRef<GuestScreen | null>(null)
  const [status, setStatus] = useState<DisplayStatus>({ state: 'attaching' })
  const [progress, setProgress] = useState<Progress>('greeting')
  const [question, setQuestion] = useState<Question | null>(null)
  const [size, setSize] = useState<ScreenSize | null>(null)
  const [note, setNote] = useState<string | null>(null)
  const [menu, setMenu] = useState<'keys' | 'scaling' | null>(null)
  const [scaling, setScaling] = useState(description.scaling)
  const [isViewOnly, setViewOnly] = useState(false)
  const [pasting, setPasting] = useState<string | null>(null)
  const isFullScreen = useFullScreen()
  const { keys } = useSettingsOfWindow({ keys: description.keys })
  const keysNow = useRef(keys)
  keysNow.current = keys
  const keyOf = (action: DisplayAction): string | undefined =>
    keysOf('display', action, displayKeys, keys)[0]
  const typing = useTyping(screen)

  const leavingKey = keyOf('fullScreen')
  const toGuest = (): void => screen.current?.focus()

  const reconnect = (): void => link.ask({ type: 'open' })

  const typeText = async (text: string): Promise<void> => {
    toGuest()
    setNote(await typing.type(text))
  }

  const paste = async (): Promise<void> => {
    const { text } = await call('clipboard.read')
    // Whatever runs in the guest takes it for typing, and a line's end for Enter.
    if (/[\r\n]./.test(text)) setPasting(text)
    else await typeText(text)
  }

  const copy = async (): Promise<void> => {
    const text = screen.current?.clipboard ?? ''
    if (text === '') return setNote(t('The guest has copied nothing that it tells'))
    await call('clipboard.write', { text })
    setNote(t('Copied'))
  }

  const savePicture = async (): Promise<void> => {
    const png = await screen.current?.picture()
    if (!png) return setNote(t('There is nothing on the screen'))
    const { path } = await call('displays.savePicture', { png })
    if (path !== null) setNote(t('Saved to {path}', { path }))
  }

  const start = async (): Promise<void> => {
    const { failure } = await call('displays.startMachine')
    if (failure) throw new FailureError(failure)
  }

  const choose = async (wanted: DisplayScaling): Promise<void> => {
    setScaling(wanted)
    if (screen.current) screen.current.scaling = wanted
    await call('displays.setScaling', { scaling: wanted })
  }

  const watch = (wanted: boolean): void => {
    setViewOnly(wanted)
    if (screen.current) screen.current.viewOnly = wanted
  }

  const actions: Readonly<Record<DisplayAction, () => unknown>> = {
    type: paste,
    copy,
    picture: savePicture,
    reconnect,
    close: () => call('windows.close'),
    sendKeys: () => setMenu('keys'),
    scaling: () => setMenu('scaling'),
    viewOnly: () => watch(!isViewOnly),
    fullScreen: () => call('windows.toggleFullScreen'),
  }

  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work()
    } catch (error) {
      const { message, cause, correlationId } = failureFrom(error)
      setNote(`${message}${cause ? `: ${cause.text}` : ''} (${correlationId})`)
    }
  }

  const run = (action: DisplayAction): void => {
    setNote(null)
    void attempt(actions[action])
    if (action !== 'sendKeys' && action !== 'scaling') toGuest()
  }
  const runNow = useRef(run)
  runNow.current = run

  useEffect(() => {
    // Before noVNC sees it, and wherever else the focus is.
    const take = (event: KeyboardEvent): void => {
      const action = displayActionFor(event, keysNow.current)
      if (action === null) return
      event.preventDefault()
      event.stopPropagation()
      // The guest has seen Ctrl and Shift go down; what follows is none of its business.
      screen.current?.letGoOfKeys()
      if (!event.repeat) runNow.current(action)
    }
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [])

  // Before the first paint, which may have the guest's screen in it already.
  useLayoutEffect(() => {
    if (!frame.current || screen.current) return
    const guest = new GuestScreen(frame.current, {
      send: (line, bytes) => link.ask({ type: 'input', line, bytes }),
      refused: (line, reason) => link.ask({ type: 'refuse', line, reason }),
      resized: setSize,
      shown: () => {
        setProgress('shown')
        guest.focus()
      },
      asked: (line, types) => {
        const wantsName = types.includes('username')
        // What the definition holds is for VNC's own password alone, which never goes in clear.
        if (wantsName) setQuestion({ line, wantsName })
        else link.ask({ type: 'password', line })
        if (wantsName) setProgress('asking')
      },
    })
    const hearStatus = (next: DisplayStatus): void => {
      setStatus(next)
      setProgress('greeting')
      setQuestion(null)
      setSize(null)
      if (next.state === 'connected') guest.begin(next.line)
      else guest.end()
    }
    const hear = (message: DisplayMessage): void => {
      if (message.type === 'status') hearStatus(message.status)
      else if (message.type === 'data') {
        const { line, bytes } = message
        guest.receive(line, bytes)
        link.ask({ type: 'taken', line, count: bytes.length })
      } else if (message.password !== null) {
        guest.answer(message.line, { password: message.password })
      } else {
        setQuestion({ line: message.line, wantsName: false })
        setProgress('asking')
      }
    }
    guest.scaling = description.scaling
    screen.current = guest
    link.listen(hear)
  }, [description, link])

  const isShown = status.state === 'connected' && progress === 'shown'
  return (
    <div className={styles['window']} data-full-screen={isFullScreen}>
      <section
        aria-label={t('Graphical display')}
        className={styles['display']}
        data-shown={isShown}
      >
        <div ref={frame} className={styles['frame']} />
        <DisplayProblem
          description={description}
          status={status}
          onStart={() => void attempt(start)}
          onRetry={reconnect}
        />
        {question && (
          <PasswordQuestion
            machineName={description.machineName}
            wantsName={question.wantsName}
            onAnswer={(credentials) => {
              setQuestion(null)
              screen.current?.answer(question.line, credentials)
            }}
          />
        )}
      </section>
      <DisplayBar
        description={description}
        status={statusWords(status, progress)}
        isOpen={status.state === 'connected' && !status.isPrivate}
        size={size}
        keyOf={keyOf}
        note={note}
        typing={typing.progress}
        isViewOnly={isViewOnly}
        onStopTyping={() => {
          typing.stop()
          toGuest()
        }}
        onAction={run}
      >
        <SendKeysMenu
          keys={keyOf('sendKeys')}
          isOpen={menu === 'keys'}
          onOpenChange={(isOpen) => setMenu(isOpen ? 'keys' : null)}
          onSend={(events) => screen.current?.send(events)}
          onClosed={toGuest}
        />
        <ScalingMenu
          scaling={scaling}
          keys={keyOf('scaling')}
          isOpen={menu === 'scaling'}
          onOpenChange={(isOpen) => setMenu(isOpen ? 'scaling' : null)}
          onChoose={(wanted) => void attempt(() => choose(wanted))}
          onClosed={toGuest}
        />
      </DisplayBar>
      {isFullScreen && leavingKey !== undefined && (
        <p className={styles['hint']}>{t('{key} leaves full screen', { key: leavingKey })}</p>
      )}
      {pasting !== null && (
        <PasteQuestion
          text={pasting}
          onAnswer={(agreed) => {
            setPasting(null)
            if (agreed) void attempt(() => typeText(pasting))
            else toGuest()
          }}
        />
      )}
    </div>
  )
}
