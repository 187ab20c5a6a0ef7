import { CircleAlert, CircleCheck, CircleX } from 'lucide-react'
import type { MigrationCheck, MigrationPlan } from '../../src-preload/contract/migration'
import { t } from '../../src-preload/language/t'
import { CommandLine } from '../ui/command-line'
import { HostText } from '../ui/host-text'
import styles from './migration-checks.module.css'

const verdicts = {
  fine: { icon: CircleCheck, word: t('Fine') },
  warns: { icon: CircleAlert, word: t('Know') },
  stops: { icon: CircleX, word: t('Stops it') },
} as const

const Check = ({ check }: { readonly check: MigrationCheck }) => {
  const { icon: Icon, word } = verdicts[check.verdict]
  return (
    <li className={styles['check']} data-verdict={check.verdict}>
      <Icon aria-hidden="true" />
      <div>
        <span className="unseen">{word}: </span>
        <strong>
          <HostText text={check.about} />
        </strong>
        <p>
          <HostText text={check.text} />
        </p>
      </div>
    </li>
  )
}

/** What was found before anything moves, and the same with virsh. */
export const MigrationChecks = ({ plan }: { readonly plan: MigrationPlan }) => (
  <>
    <ul aria-label={t('Checks')} className={styles['checks']}>
      {plan.checks.map((check) => (
        <Check key={`${check.about} ${check.text}`} check={check} />
      ))}
    </ul>
    <details className={styles['virsh']}>
      <summary className={styles['note']}>{t('The same with virsh')}</summary>
      <CommandLine command={plan.virshLine} />
    </details>
  </>
)
