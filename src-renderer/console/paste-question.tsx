import { useId } from 'react'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { KeyHint } from '../ui/key-hint'
import { Modal } from '../ui/modal'
import { visibleText } from '../ui/visible-text'
import styles from './console-view.module.css'

/** Lines of it that are shown. */
const LINES_SHOWN = 8

interface PasteQuestionProps {
  readonly text: string
  /** How many machines get it. */
  readonly machines?: number
  readonly onAnswer: (agreed: boolean) => void
}

/** Asks before several lines go to a shell that would run each at once. */
export const PasteQuestion = ({ text, machines = 1, onAnswer }: PasteQuestionProps) => {
  const textId = useId()
  const lines = text.replace(/[\r\n]+$/, '').split(/\r\n|\r|\n/)
  const title =
    machines > 1
      ? t('Paste {count, plural, one {# line} other {# lines}} to {machines} machines?', {
          count: lines.length,
          machines,
        })
      : t('Paste {count, plural, one {# line} other {# lines}}?', { count: lines.length })
  return (
    <Modal
      role="alertdialog"
      label={title}
      describedBy={textId}
      onClose={() => onAnswer(false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey && !event.repeat) {
          event.preventDefault()
          onAnswer(true)
        }
      }}
    >
      <div className={styles['question']} id={textId}>
        <h1>{title}</h1>
        <p>
          {machines > 1
            ? t('Each of the guests may run each line as it arrives.')
            : t('The guest may run each line as it arrives.')}
        </p>
        <pre>
          {lines
            .slice(0, LINES_SHOWN)
            .map((line) => visibleText(line))
            .join('\n')}
          {lines.length > LINES_SHOWN && '\n…'}
        </pre>
      </div>
      <div className={styles['answers']}>
        <Button
          data-first-focus
          aria-label={t('Cancel')}
          aria-keyshortcuts="Escape"
          onClick={() => onAnswer(false)}
        >
          {t('Cancel')} <KeyHint keys="Escape" />
        </Button>
        <Button
          look="primary"
          aria-label={t('Paste')}
          aria-keyshortcuts="Control+Enter"
          onClick={() => onAnswer(true)}
        >
          {t('Paste')} <KeyHint keys="Ctrl+Enter" />
        </Button>
      </div>
    </Modal>
  )
}
