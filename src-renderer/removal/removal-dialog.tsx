import { rich } from '../ui/rich'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import type { RemovalPlan } from '../../src-preload/contract/removal'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { subjectOf } from '../machines/plan-actions'
import { closeOverlay } from '../state/overlay'
import { CheckField } from '../ui/check-field'
import { CommandLine } from '../ui/command-line'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { removeMachines } from './removal-calls'
import { RemovalItems } from './removal-items'
import styles from './removal-dialog.module.css'

const planQuery = (machine: Machine) => ({
  queryKey: ['machine', machine.id, 'removal'],
  queryFn: () => call('machines.removalPlan', { id: machine.id }),
  // What lies on its disks may be another matter each time.
  staleTime: 0,
  gcTime: 0,
})

/** The choices of a plan that go, as the person has it. */
const goingOf = (plan: RemovalPlan, choices: ReadonlyMap<string, boolean>): ReadonlySet<string> =>
  new Set(
    plan.items
      .filter((item) => item.fate === 'choice')
      .filter((item) => choices.get(`${plan.machineId} ${item.key}`) ?? item.suggested === true)
      .map((item) => item.key),
  )

/** Names all that goes with machines before it does, and asks which disks go too. */
export const RemovalDialog = ({ machines }: { readonly machines: readonly Machine[] }) => {
  const answers = useQueries({ queries: machines.map(planQuery) })
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [forever, setForever] = useState(false)
  const failed = answers.find(({ error }) => error !== null)?.error
  const plans = answers.flatMap(({ data }) => data ?? [])
  const isReady = plans.length === machines.length
  const running = plans.filter((plan) => plan.isRunning)

  const act = (): void => {
    if (!isReady) return
    closeOverlay()
    const removals = plans.map((plan) => ({ plan, keys: [...goingOf(plan, choices)] }))
    void removeMachines(removals, forever ? 'forever' : 'trash')
  }
  const subject = subjectOf(machines)
  return (
    <ConfirmDialog
      label={t('Delete {subject}?', { subject })}
      title={rich('Delete {subject}?', {
        subject: machines.length === 1 ? <HostText text={machines[0]?.name ?? ''} /> : subject,
      })}
      verb={t('Delete')}
      wide
      isReady={isReady}
      onAct={act}
      onCancel={closeOverlay}
    >
      {running.length === 0 ? null : (
        <p className={styles['warning']}>
          {machines.length === 1
            ? t(
                'It is running and will be forced off first: what the guest has not written to its disks is lost.',
              )
            : t(
                '{running} of them are running and will be forced off first: what the guest has not written to its disks is lost.',
                { running: running.length },
              )}
        </p>
      )}
      {failed ? <FailureDetails failure={failureFrom(failed)} /> : null}
      {!isReady && !failed ? <p role="status">{t('Looking at all that would go…')}</p> : null}
      <div className={styles['plans']}>
        {plans.map((plan) => (
          <section key={plan.machineId} aria-label={plan.name}>
            {machines.length === 1 ? null : (
              <h2>
                <HostText text={plan.name} />
              </h2>
            )}
            <RemovalItems
              items={plan.items}
              chosen={goingOf(plan, choices)}
              toTrash={!forever}
              onChoose={(key, goes) =>
                setChoices(new Map(choices).set(`${plan.machineId} ${key}`, goes))
              }
            />
          </section>
        ))}
      </div>
      <CheckField
        label={t('Delete for good, not to the trash')}
        hint={
          forever
            ? t('There is no way back, for the disks neither.')
            : t(
                'From the trash it can be restored; disks stay on the host until they are deleted there.',
              )
        }
        checked={forever}
        onCheck={setForever}
      />
      {forever && plans.some((plan) => plan.virshLines.length > 0) ? (
        <details className={styles['lines']}>
          <summary>{t('The same with virsh, without the disks')}</summary>
          {plans
            .flatMap((plan) => plan.virshLines)
            .map((line) => (
              <CommandLine key={line} command={line} />
            ))}
        </details>
      ) : null}
    </ConfirmDialog>
  )
}
