import { rich } from '../ui/rich'
import type { ReactNode } from 'react'
import type {
  ConsoleDescription,
  ConsoleRecording,
  ConsoleStatus,
  PasteProgress,
} from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { keysOf, type KeySettings } from '../ui/guest-keys'
import { HostText } from '../ui/host-text'
import { KeyHint } from '../ui/key-hint'
import { visibleText } from '../ui/visible-text'
import { consoleKeys } from './console-keys'
import styles from './console-view.module.css'
import { PasteMeter } from './paste-meter'
import { RecordingMark } from './recording-mark'
import { statusWords } from './status-words'

/** The keys that are worth remembering; the rest is in the menu. */
const hinted = ['find', 'save', 'close'] as const

interface StatusBarProps {
  readonly description: ConsoleDescription
  readonly keys: KeySettings
  readonly status: ConsoleStatus
  /** What the last action of the window came to. */
  readonly note: string | null
  readonly pasting: PasteProgress | null
  readonly recording: ConsoleRecording | null
  readonly onAttach: (takeOver: boolean) => void
  readonly onStopPaste: () => void
  /** The menu. */
  readonly children: ReactNode
}

/** How the console stands, what can be done about it, and whose it is. */
export const StatusBar = (props: StatusBarProps) => {
  const { description, keys, status, note, pasting, recording, onAttach, onStopPaste } = props
  const { text, kind } = statusWords(status)
  const { machineName, device, hostName } = description
  return (
    <footer className={styles['bar']}>
      <span role="status" className={styles['status']} data-kind={kind} title={visibleText(text)}>
        {visibleText(text)}
      </span>
      {status.state === 'in-use' && (
        <Button onClick={() => onAttach(true)}>{t('Take over')}</Button>
      )}
      {(status.state === 'in-use' || status.state === 'failed') && (
        <Button onClick={() => onAttach(false)}>{t('Try again')}</Button>
      )}
      {recording !== null && <RecordingMark recording={recording} />}
      {pasting !== null && <PasteMeter progress={pasting} keys={keys} onStop={onStopPaste} />}
      <span className={styles['note']} aria-live="polite">
        {note === null ? '' : visibleText(note)}
      </span>
      <ul className={styles['keys']} aria-label={t('Keys')}>
        {hinted.map((action) => {
          const [key] = keysOf('console', action, consoleKeys, keys)
          return key === undefined ? null : (
            <li key={action}>
              {consoleKeys[action].title} <KeyHint keys={key} />
            </li>
          )
        })}
      </ul>
      <span className={styles['whose']}>
        {rich('{machine} on {host}', {
          machine: (
            <>
              <HostText text={machineName} />
              {device === null ? '' : ` · ${visibleText(device)}`}
            </>
          ),
          host: <HostText text={hostName} />,
        })}
      </span>
      {props.children}
    </footer>
  )
}
