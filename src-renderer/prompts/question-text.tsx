import { t } from '../../src-preload/language/t'
import { visibleText } from '../ui/visible-text'
import styles from './question-text.module.css'

interface QuestionTextProps {
  readonly question: string
  /** Questions that come after this one. */
  readonly waiting: number
}

/** The asker's own words: as text, line by line, with all that could deceive made visible. */
export const QuestionText = ({ question, waiting }: QuestionTextProps) => (
  <>
    <div className={styles['question']}>
      {question
        .trimEnd()
        .split(/\r?\n/)
        .map((line, index) => (
          <p key={index}>{visibleText(line)}</p>
        ))}
    </div>
    {waiting === 0 ? null : (
      <p className={styles['waiting']}>
        {t('{waiting, plural, one {# more question} other {# more questions}} after this one.', {
          waiting,
        })}
      </p>
    )}
  </>
)
