import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JobId } from '../../src-preload/contract/job'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { hostsQuery } from '../queries/hosts'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useSettled } from '../ui/use-settled'
import { isolated } from '../ui/visible-text'
import { migrationPlanQuery } from './migration-calls'
import { MigrationChecks } from './migration-checks'
import { emptyForm, requestOf, type MigrationForm } from './migration-form'
import { MigrationPlace } from './migration-place'
import { MigrationOptions } from './migration-options'
import styles from './migrate-form.module.css'

/** How long nothing is typed before the hosts are asked, in ms. */
const REST = 350

interface MigrateFormProps {
  readonly machine: Machine
  readonly onBegun: (jobId: JobId) => void
}

/** Where a machine goes and how, with all that would stop it. */
export const MigrateForm = ({ machine, onBegun }: MigrateFormProps) => {
  const hosts = useQuery(hostsQuery).data ?? []
  const others = hosts.filter(({ id, state }) => id !== machine.hostId && state === 'connected')
  const [form, setForm] = useState(() => emptyForm(others[0]?.id ?? ''))
  const { failure, order, isUnderWay } = useOrder()
  const change = (changed: Partial<MigrationForm>): void => setForm({ ...form, ...changed })
  const settled = useSettled(JSON.stringify(form), REST)
  const isSettled = settled === JSON.stringify(form)
  const asked = requestOf(machine.id, JSON.parse(settled) as MigrationForm)
  const { data: plan, error, isPlaceholderData } = useQuery(migrationPlanQuery(asked))
  const isStopped = plan?.checks.some(({ verdict }) => verdict === 'stops') ?? true
  const canBegin = isSettled && asked !== null && !isPlaceholderData && !isStopped && !isUnderWay

  const begin = (): void => {
    if (!canBegin) return
    void order(async () => {
      const { jobId } = await call('migration.start', asked)
      say(t('Migrating {name}', { name: isolated(machine.name) }))
      onBegun(jobId)
    })
  }
  return (
    <Dialog
      title={t('Migrate {name}', { name: isolated(machine.name) })}
      wide
      onClose={closeOverlay}
      onSubmit={begin}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canBegin}>
            {t('Migrate')}
          </Button>
        </>
      }
    >
      <div className={styles['columns']}>
        <div className={styles['fields']}>
          <MigrationPlace form={form} hosts={others} pools={plan?.pools ?? []} onChange={change} />
          <MigrationOptions form={form} isRunning={plan?.kind !== 'offline'} onChange={change} />
        </div>
        <div className={styles['plan']} aria-busy={!isSettled || isPlaceholderData}>
          <FailureAlert failure={failure} error={error} />
          {plan === undefined || plan === null ? (
            failure === null && error === null && <p role="status">{t('Looking at both hosts…')}</p>
          ) : (
            <MigrationChecks plan={plan} />
          )}
        </div>
      </div>
    </Dialog>
  )
}
