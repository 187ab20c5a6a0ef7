import type { SnapshotEffect, SnapshotPlan } from '../../src-preload/contract/snapshot'
import { t } from '../../src-preload/language/t'
import { CommandLine } from '../ui/command-line'
import { formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import styles from './plan-effects.module.css'

const fates: readonly (readonly [SnapshotEffect['fate'], string])[] = [
  ['vanishes', t('Vanishes')],
  ['changes', t('Changes')],
  ['appears', t('Appears')],
  ['stays', t('Stays')],
]

/** What a plan does to every file, what to know of it, and what stands in its way. */
export const PlanEffects = ({ plan }: { readonly plan: SnapshotPlan }) => (
  <>
    {plan.refusals.length === 0 ? null : (
      <div role="alert">
        <ul className={styles['refusals']}>
          {plan.refusals.map((refusal) => (
            <li key={refusal}>
              <HostText text={refusal} />
            </li>
          ))}
        </ul>
      </div>
    )}
    <div className={styles['effects']}>
      {fates.map(([fate, title]) => {
        const found = plan.effects.filter((effect) => effect.fate === fate)
        return found.length === 0 ? null : (
          <section key={fate} aria-label={title}>
            <h3>{title}</h3>
            <ul>
              {found.map(({ kind, label, reason, size }) => (
                <li key={`${kind} ${label} ${reason}`}>
                  <HostText text={label} />{' '}
                  <span className={styles['note']}>
                    {size === undefined ? '' : `${formatMemory(size / 1024)}; `}
                    <HostText text={reason} />
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
    {plan.warnings.map((warning) => (
      <p key={warning}>
        <HostText text={warning} />
      </p>
    ))}
    <details>
      <summary className={styles['note']}>{t('The same with virsh')}</summary>
      <CommandLine command={plan.virshLine} />
    </details>
  </>
)
