import { useId, type ReactNode } from 'react'
import { t } from '../../src-preload/language/t'
import { Button } from './button'
import { KeyHint } from './key-hint'
import { Modal } from './modal'
import styles from './confirm-dialog.module.css'

interface ConfirmDialogProps {
  /** The accessible name: `Force off web-1?`. */
  readonly label: string
  /** The same for the eye, where names stand apart. */
  readonly title: ReactNode
  /** Names the button that acts. */
  readonly verb: string
  /** There is much to read. */
  readonly wide?: boolean
  /** Not yet known what would be done: it can't act. */
  readonly isReady?: boolean
  readonly onAct: () => void
  readonly onCancel: () => void
  /** What the person should know before. */
  readonly children: ReactNode
}

/** Asks before something is done that can lose something. Ctrl+Enter acts, Escape cancels. */
export const ConfirmDialog = ({
  label,
  title,
  verb,
  wide = false,
  isReady = true,
  onAct,
  onCancel,
  children,
}: ConfirmDialogProps) => {
  const textId = useId()
  return (
    <Modal
      role="alertdialog"
      label={label}
      describedBy={textId}
      onClose={onCancel}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey && !event.repeat && isReady) {
          event.preventDefault()
          onAct()
        }
      }}
    >
      <div className={styles['text']} data-wide={wide} id={textId}>
        <h1>{title}</h1>
        {children}
      </div>
      <div className={styles['buttons']}>
        {/* The harmless button has the focus, so that a stray Enter does no harm. */}
        <Button
          data-first-focus
          aria-label={t('Cancel')}
          aria-keyshortcuts="Escape"
          onClick={onCancel}
        >
          {t('Cancel')} <KeyHint keys="Escape" />
        </Button>
        <Button
          look="danger"
          aria-label={verb}
          aria-keyshortcuts="Control+Enter"
          aria-disabled={!isReady}
          onClick={() => {
            if (isReady) onAct()
          }}
        >
          {verb} <KeyHint keys="Ctrl+Enter" />
        </Button>
      </div>
    </Modal>
  )
}
