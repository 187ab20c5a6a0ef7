import { useQueries, useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import type { MigrationPlan } from '../../src-preload/contract/migration'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { subjectOf } from '../machines/plan-actions'
import { hostsQuery } from '../queries/hosts'
import { changeLayout } from '../state/layout'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { HostText } from '../ui/host-text'
import { useSettled } from '../ui/use-settled'
import { migrationPlanQuery } from './migration-calls'
import checkStyles from './migration-checks.module.css'
import { emptyForm, requestOf, type MigrationForm } from './migration-form'
import { MigrationOptions } from './migration-options'
import { MigrationPlace } from './migration-place'
import styles from './migrate-form.module.css'

/** How long nothing is typed before the hosts are asked, in ms. */
const REST = 350

/** What was found out about moving one of them. */
interface Outlook {
  readonly machine: Machine
  readonly verdict: 'fine' | 'warns' | 'stops' | 'looking'
  readonly text: string
}

const outlookOf = (machine: Machine, plan: MigrationPlan): Outlook => {
  const of = (wanted: string) => plan.checks.filter(({ verdict }) => verdict === wanted)
  for (const verdict of ['stops', 'warns'] as const) {
    const found = of(verdict)
    if (found.length > 0) return { machine, verdict, text: found.map(({ text }) => text).join(' ') }
  }
  const text = plan.kind === 'live' ? t('Moves while it runs.') : t('Moves while it is off.')
  return { machine, verdict: 'fine', text }
}

const looks = {
  fine: { icon: CircleCheck, word: t('Fine') },
  warns: { icon: CircleAlert, word: t('Know') },
  stops: { icon: CircleX, word: t('Stays') },
  looking: { icon: CircleAlert, word: t('Looking') },
} as const

const Line = ({ outlook: { machine, verdict, text } }: { readonly outlook: Outlook }) => {
  const { icon: Icon, word } = looks[verdict]
  return (
    <li className={checkStyles['check']} data-verdict={verdict}>
      <Icon aria-hidden="true" />
      <div>
        <span className="unseen">{word}: </span>
        <strong>
          <HostText text={machine.name} />
        </strong>
        <p>
          <HostText text={text} />
        </p>
      </div>
    </li>
  )
}

/** Moves several machines to one host; each is looked at first, and what can't be moved stays. */
export const MigrateManyDialog = ({ machines }: { readonly machines: readonly Machine[] }) => {
  const hosts = useQuery(hostsQuery).data ?? []
  const from = new Set(machines.map(({ hostId }) => hostId))
  const others = hosts.filter(
    ({ id, state }) => state === 'connected' && (from.size > 1 || !from.has(id)),
  )
  const [form, setForm] = useState(() => emptyForm(others[0]?.id ?? ''))
  const { failure, order, isUnderWay } = useOrder()
  const change = (changed: Partial<MigrationForm>): void => setForm({ ...form, ...changed })
  const settled = useSettled(JSON.stringify(form), REST)
  const isSettled = settled === JSON.stringify(form)
  const asked = JSON.parse(settled) as MigrationForm
  const plans = useQueries({
    queries: machines.map(({ id }) => migrationPlanQuery(requestOf(id, asked))),
  })
  const outlooks = machines.map((machine, at): Outlook => {
    const { data: plan, error } = plans[at] ?? {}
    if (error) {
      const { message, cause } = failureFrom(error)
      return { machine, verdict: 'stops', text: cause?.text ?? message }
    }
    return plan ? outlookOf(machine, plan) : { machine, verdict: 'looking', text: '…' }
  })
  const isLooking = !isSettled || plans.some(({ isFetching }) => isFetching)
  const moving = outlooks.flatMap(({ machine, verdict }) =>
    verdict === 'fine' || verdict === 'warns' ? machine : [],
  )
  const staying = machines.length - moving.length
  const pools = plans.find(({ data }) => data)?.data?.pools ?? []
  const canBegin = !isLooking && moving.length > 0 && !isUnderWay

  const begin = (): void => {
    const request = requestOf('', asked)
    if (!canBegin || request === null) return
    const { id: _, ...how } = request
    void order(async () => {
      await call('migration.startMany', { ids: moving.map(({ id }) => id), how })
      say(t('Migrating {name}', { name: subjectOf(moving) }))
      closeOverlay()
      changeLayout({ activityShown: true })
    })
  }
  return (
    <Dialog
      title={t('Migrate {name}', { name: subjectOf(machines) })}
      wide
      onClose={closeOverlay}
      onSubmit={begin}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canBegin}>
            {staying === 0 || moving.length === 0
              ? t('Migrate')
              : t('Migrate {count} of {total}', { count: moving.length, total: machines.length })}
          </Button>
        </>
      }
    >
      <div className={styles['columns']}>
        <div className={styles['fields']}>
          <MigrationPlace form={form} hosts={others} pools={pools} onChange={change} />
          <MigrationOptions
            form={form}
            isRunning={machines.some(({ state }) => state !== 'shutOff')}
            onChange={change}
          />
        </div>
        <div className={styles['plan']} aria-busy={isLooking}>
          <FailureAlert failure={failure} />
          <p role="status" className={checkStyles['note']}>
            {isLooking
              ? t('Looking at the hosts…')
              : staying === 0
                ? t('{count, plural, one {# machine} other {# machines}} can move', {
                    count: moving.length,
                  })
                : t(
                    '{count, plural, one {# machine} other {# machines}} can move, {staying} would stay',
                    { count: moving.length, staying },
                  )}
          </p>
          <ul aria-label={t('Machines')} className={checkStyles['checks']}>
            {outlooks.map((outlook) => (
              <Line key={outlook.machine.id} outlook={outlook} />
            ))}
          </ul>
        </div>
      </div>
    </Dialog>
  )
}
