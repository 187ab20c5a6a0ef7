import { Camera, Eye, Maximize, ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DisplayDescription } from '../../src-preload/contract/display'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { ariaKey } from '../ui/key-hint'
import { rich } from '../ui/rich'
import { visibleText } from '../ui/visible-text'
import { displayKeys, type DisplayAction } from './display-keys'
import styles from './display-view.module.css'
import type { ScreenSize } from './guest-screen'

interface DisplayBarProps {
  readonly description: DisplayDescription
  readonly status: { readonly text: string; readonly kind: string }
  /** Others may read along on the way to the host. */
  readonly isOpen: boolean
  /** Null where nothing is shown. */
  readonly size: ScreenSize | null
  /** What the last action of the window came to. */
  readonly note: string | null
  /** What is being typed, and how far it is. */
  readonly typing: string | null
  readonly isViewOnly: boolean
  /** The first key of an action, where it has one. */
  readonly keyOf: (action: DisplayAction) => string | undefined
  readonly onStopTyping: () => void
  readonly onAction: (action: DisplayAction) => void
  /** The menus. */
  readonly children: ReactNode
}

/** How the display stands, what can be done with it, and whose it is. */
export const DisplayBar = (props: DisplayBarProps) => {
  const { description, status, isOpen, size, note, typing, isViewOnly, onAction } = props
  const button = (action: DisplayAction, icon: ReactNode) => {
    const { title } = displayKeys[action]
    const key = props.keyOf(action)
    return (
      <Button
        look="quiet"
        square
        aria-label={title}
        aria-keyshortcuts={key && ariaKey(key)}
        aria-pressed={action === 'viewOnly' ? isViewOnly : undefined}
        title={key === undefined ? title : `${title} (${key})`}
        onClick={() => onAction(action)}
      >
        {icon}
      </Button>
    )
  }
  return (
    <footer className={styles['bar']}>
      <span role="status" className={styles['status']} data-kind={status.kind}>
        {visibleText(status.text)}
      </span>
      {isOpen && (
        <span
          className={styles['caution']}
          title={t(
            'Others on the network can read what passes between here and the host. SSH would hide it.',
          )}
        >
          <ShieldAlert aria-hidden="true" /> {t('Not encrypted')}
        </span>
      )}
      <span className={styles['note']} aria-live="polite">
        {note === null ? '' : visibleText(note)}
      </span>
      {typing !== null && (
        <>
          <span className={styles['typing']}>{typing}</span>
          <Button onClick={props.onStopTyping}>{t('Stop')}</Button>
        </>
      )}
      <span className={styles['whose']}>
        {rich('{machine} on {host}', {
          machine: <HostText text={description.machineName} />,
          host: <HostText text={description.hostName} />,
        })}
        {size && ` · ${size.width} × ${size.height}`}
      </span>
      <div className={styles['tools']} role="toolbar" aria-label={t('Display')}>
        {props.children}
        {button('viewOnly', <Eye aria-hidden="true" />)}
        {button('picture', <Camera aria-hidden="true" />)}
        {button('fullScreen', <Maximize aria-hidden="true" />)}
      </div>
    </footer>
  )
}
