import { X } from 'lucide-react'
import type { ReactNode } from 'react'
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
}: DialogProps) => (
  <Modal label={title} {...(describedBy === undefined ? {} : { describedBy })} onClose={onClose}>
    <form
      className={styles['dialog']}
      data-wide={wide}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <div className={styles['head']}>
        <h1>{title}</h1>
        <Button look="quiet" square aria-label="Close" title="Close (Esc)" onClick={onClose}>
          <X />
        </Button>
      </div>
      <div className={styles['body']}>{children}</div>
      <div className={styles['buttons']}>{buttons}</div>
    </form>
  </Modal>
)
