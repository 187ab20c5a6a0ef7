import { OctagonAlert, X } from 'lucide-react'
import { t } from '../../src-preload/language/t'
import { dismissAllProblems, dismissProblem, useProblems, type Problem } from '../state/problems'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { ariaKey, KeyHint } from '../ui/key-hint'
import { visibleText } from '../ui/visible-text'
import { pickActions, useActions } from '../app/use-actions'
import { focusGrid } from '../machines/focus'
import { FailureDetails } from './failure-details'
import { fixProblem, networkNeeded } from './fix-problem'
import styles from './problem-list.module.css'

/** How many alerts stand open; older ones wait behind them. */
const SHOWN = 2

const dismiss = (problem: Problem): void => {
  dismissProblem(problem.id)
  focusGrid()
}

/** What can be done about it at once, with its key. */
const ProblemFix = ({ problem }: { readonly problem: Problem }) => {
  const [action] = pickActions(useActions(), ['network.fix'])
  const network = networkNeeded(problem)
  const key = action?.keys[0]
  return network === undefined ? null : (
    <div>
      <Button
        aria-keyshortcuts={key === undefined ? undefined : ariaKey(key)}
        onClick={() => fixProblem(problem)}
      >
        {t('Start network {network}', { network: visibleText(network) })}
        {key === undefined ? null : <KeyHint keys={key} />}
      </Button>
    </div>
  )
}

const ProblemAlert = ({ problem }: { readonly problem: Problem }) => (
  // Escape dismisses the alert from wherever in it the focus is.
  <div
    role="alert"
    className={styles['alert']}
    onKeyDown={(event) => {
      if (event.key === 'Escape') dismiss(problem)
    }}
  >
    <OctagonAlert aria-hidden="true" className={styles['icon']} />
    <div className={styles['text']}>
      <p className={styles['title']}>
        <HostText text={problem.title} />
        {problem.times > 1 ? (
          <span
            className={styles['times']}
          >{` (${t('{count, plural, one {# time} other {# times}}', { count: problem.times })})`}</span>
        ) : null}
      </p>
      {problem.failures.map((failure) => (
        <FailureDetails key={failure.correlationId} failure={failure} />
      ))}
      <ProblemFix problem={problem} />
    </div>
    <Button
      look="quiet"
      square
      aria-label={t('Dismiss')}
      title={t('Dismiss')}
      onClick={() => dismiss(problem)}
    >
      <X />
    </Button>
  </div>
)

/** What failed and was not dismissed yet: above the list, so that it covers nothing of it. */
export const ProblemList = () => {
  const problems = useProblems((state) => state.problems)
  if (problems.length === 0) return null
  const more = problems.length - SHOWN
  return (
    <div className={styles['list']}>
      {problems.slice(0, SHOWN).map((problem) => (
        <ProblemAlert key={problem.id} problem={problem} />
      ))}
      {more > 0 ? (
        <div className={styles['more']}>
          {t('and {more} more', { more })}
          <Button look="quiet" onClick={dismissAllProblems}>
            {t('Dismiss all')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
