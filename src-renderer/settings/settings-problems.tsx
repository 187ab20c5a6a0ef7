import type { SettingsReport } from '../../src-preload/contract/settings'
import { visibleText } from '../ui/visible-text'
import styles from './settings-problems.module.css'

/** What of the settings file was not understood; nothing where all of it was. */
export const SettingsProblems = ({ report }: { readonly report: SettingsReport }) => {
  if (report.problems.length === 0) return null
  return (
    <section aria-label="Problems of the settings file" className={styles['problems']}>
      <p>
        Not all of <code>{report.path}</code> was understood when Virthelm started:
      </p>
      <ul>
        {report.problems.map((problem) => (
          // A problem's lines are part of what it says.
          <li key={problem}>{problem.split('\n').map(visibleText).join(' ')}</li>
        ))}
      </ul>
      <p className={styles['hint']}>
        Defaults hold instead. The file keeps what it says until that very setting is changed.
      </p>
    </section>
  )
}
