import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../../src-preload/language/t'
import { Button } from './button'
import { Modal } from './modal'
import styles from './dialog.module.css'

interface DialogProps {
  /** Also its accessible name. */
  readonly title: string
  readonly describedBy?: string
  /** There is much in it. */
  readonly wide?: boolean
  readonly onClose: () => void
  /** What Enter does in any of its fields. */
  readonly onSubmit: () => void
  /** The buttons at the bottom; the one that acts comes last. */
  readonly buttons: ReactNode
  readonly children: ReactNode
  /** What comes of what is filled in, beside it. */
  readonly aside?: ReactNode
}

/** A dialog that is filled in: a title, fields that scroll where they must, and buttons. */
export const Dialog = ({
  title,
  describedBy,
  wide = false,
  onClose,
  onSubmit,
  buttons,
  children,
  aside,
}: DialogProps) => (
  <Modal label={title} {...(describedBy === undefined ? {} : { describedBy })} onClose={onClose}>
    <form
      className={styles['dialog']}
      data-wide={wide}
      data-columns={aside !== undefined}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <div className={styles['head']}>
        <h1>{title}</h1>
        <Button
          look="quiet"
          square
          aria-label={t('Close')}
          title={t('Close (Esc)')}
          onClick={onClose}
        >
          <X />
        </Button>
      </div>
      <div className={styles['columns']}>
        <div className={styles['body']}>{children}</div>
        {aside === undefined ? null : <div className={styles['aside']}>{aside}</div>}
      </div>
      <div className={styles['buttons']}>{buttons}</div>
    </form>
  </Modal>
)
