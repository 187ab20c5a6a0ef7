import { AlertDialog } from 'radix-ui'
import { visibleText } from '../ui/visible-text'
import styles from './console-view.module.css'

/** Lines of it that are shown. */
const SHOWN = 8

/** Asks before several lines go to a shell that would run each at once. */
export const PasteQuestion = ({
  text,
  onAnswer,
}: {
  readonly text: string
  readonly onAnswer: (agreed: boolean) => void
}) => {
  const lines = text.split(/\r\n|\r|\n/)
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => !isOpen && onAnswer(false)}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.overlay} />
        <AlertDialog.Content
          className={styles.dialog}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) onAnswer(true)
          }}
        >
          <AlertDialog.Title>Paste {lines.length} lines?</AlertDialog.Title>
          <AlertDialog.Description>
            The guest may run each line as it arrives.
          </AlertDialog.Description>
          <pre>
            {lines
              .slice(0, SHOWN)
              .map((line) => visibleText(line))
              .join('\n')}
            {lines.length > SHOWN && '\n…'}
          </pre>
          <div className={styles.answers}>
            <AlertDialog.Cancel className={styles.button}>Cancel</AlertDialog.Cancel>
            <button type="button" className={styles.button} onClick={() => onAnswer(true)}>
              Paste <kbd>Ctrl+Enter</kbd>
            </button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
