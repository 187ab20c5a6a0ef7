import { useEffect, useRef, type ReactNode } from 'react'
import styles from './modal.module.css'

interface ModalProps {
  readonly role?: 'dialog' | 'alertdialog'
  readonly label: string
  /** Id of what it is about, for screen readers. */
  readonly describedBy?: string
  readonly place?: 'middle' | 'top'
  readonly onClose: () => void
  readonly onKeyDown?: (event: React.KeyboardEvent) => void
  readonly children: ReactNode
}

/**
 * A dialog in front of everything. The browser's own: it keeps the focus inside, makes the rest
 * inert and gives the focus back at the end. `data-first-focus` marks who has it at first.
 */
export const Modal = ({
  role = 'dialog',
  label,
  describedBy,
  place = 'middle',
  onClose,
  onKeyDown,
  children,
}: ModalProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      role={role}
      aria-modal="true"
      aria-label={label}
      aria-describedby={describedBy}
      className={styles['modal']}
      data-place={place}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        // The backdrop belongs to the dialog itself; everything else is a child of it.
        if (event.target === dialog.current) onClose()
      }}
    >
      {children}
    </dialog>
  )
}
