import type { SettingsReport } from '../../src-preload/contract/settings'
import { t } from '../../src-preload/language/t'
import { visibleText } from '../ui/visible-text'
import { rich } from '../ui/rich'
import styles from './settings-problems.module.css'

/** What of the settings file was not understood; nothing where all of it was. */
export const SettingsProblems = ({ report }: { readonly report: SettingsReport }) => {
  if (report.problems.length === 0) return null
  return (
    <section aria-label={t('Problems of the settings file')} className={styles['problems']}>
      <p>
        {rich('Not all of {code} was understood when Virthelm started:', {
          code: <code>{report.path}</code>,
        })}
      </p>
      <ul>
        {report.problems.map((problem) => (
          // A problem's lines are part of what it says.
          <li key={problem}>{problem.split('\n').map(visibleText).join(' ')}</li>
        ))}
      </ul>
      <p className={styles['hint']}>
        {t(
          'Defaults hold instead. The file keeps what it says until that very setting is changed.',
        )}
      </p>
    </section>
  )
}
