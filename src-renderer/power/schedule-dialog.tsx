import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schedule } from '../../src-preload/contract/power'
import { t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { currentSettings } from '../queries/settings'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { formatMoment } from '../ui/format'
import { TextField } from '../ui/text-field'
import { useSettled } from '../ui/use-settled'
import { isolated } from '../ui/visible-text'
import { saveSchedule, timesQuery } from './power-queries'
import { formOf, scheduleOf, whenOf, type ScheduleForm } from './schedule-form'
import { ScheduleGroupFields } from './schedule-group-fields'
import { ScheduleTimeFields } from './schedule-time-fields'
import { ShutDownMannerFields } from './shut-down-manner-fields'
import styles from './schedule-dialog.module.css'

/** How long nothing is typed before the times are asked for, in ms. */
const REST = 250

interface ScheduleDialogProps {
  readonly schedule: Schedule
  /** A new one replaces none. */
  readonly isNew: boolean
}

/** When the next times are, or why the pattern has none. */
const NextTimes = ({ when }: { readonly when: string }) => {
  const { data, error } = useQuery(timesQuery(useSettled(when, REST)))
  if (error !== null) {
    const { message, hint } = failureFrom(error)
    return (
      <p role="alert" className={styles['wrong']}>
        {message}. {hint}
      </p>
    )
  }
  return (
    <p role="status" className={styles['next']}>
      {data === undefined || when === '' || data.length === 0
        ? t('Choose a time and at least one day.')
        : t('Next: {data}', { data: data.map((time) => formatMoment(time)).join('; ') })}
    </p>
  )
}

/** Makes or changes a schedule. */
export const ScheduleDialog = ({ schedule, isNew }: ScheduleDialogProps) => {
  const [form, setForm] = useState<ScheduleForm>(() => formOf(schedule))
  const change = (changed: Partial<ScheduleForm>): void => setForm({ ...form, ...changed })
  const when = whenOf(form)
  const isPattern = useQuery(timesQuery(useSettled(when, REST))).data !== undefined
  const made = scheduleOf(form)
  const isTaken =
    made !== null &&
    (isNew || made.name !== schedule.name) &&
    (currentSettings()?.schedules ?? []).some(({ name }) => name === made.name)
  const canSave = made !== null && isPattern && !isTaken
  const save = async (): Promise<void> => {
    if (!canSave) return
    closeOverlay()
    await saveSchedule(made, isNew ? null : schedule.name)
    say(t('Saved {name}; it runs while Virthelm does', { name: isolated(made.name) }))
  }
  return (
    <Dialog
      title={isNew ? t('New schedule') : t('Schedule {name}', { name: isolated(schedule.name) })}
      wide
      onClose={closeOverlay}
      onSubmit={() => void save()}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canSave}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <TextField
            label={t('Name')}
            value={form.name}
            maxLength={80}
            data-first-focus
            aria-invalid={isTaken}
            {...(isTaken && { hint: t('There is a schedule of that name already') })}
            onFocus={(event) => event.target.select()}
            onText={(name) => change({ name })}
          />
          <ScheduleGroupFields form={form} onChange={change} />
          <ScheduleTimeFields form={form} onChange={change} />
          <NextTimes when={when} />
        </div>
        <div className={styles['column']}>
          <ChoiceField
            label={t('What')}
            value={form.action}
            options={[
              { value: 'start', text: t('Start') },
              { value: 'shutDown', text: t('Shut down') },
            ]}
            onChoose={(action) => change({ action })}
          />
          {form.action === 'shutDown' ? (
            <ShutDownMannerFields manner={form.manner} onChange={(manner) => change({ manner })} />
          ) : null}
          <p className={styles['next']}>
            {form.action === 'start'
              ? t(
                  'Machines with a place start one after another, each after its delay; then all others.',
                )
              : t(
                  'Machines without a place go first; the others follow in the reverse of their order.',
                )}
          </p>
          <CheckField
            label={t('Turned on')}
            hint={t(
              'Schedules run while Virthelm does; a time that was missed is told, not caught up.',
            )}
            checked={form.enabled}
            onCheck={(enabled) => change({ enabled })}
          />
        </div>
      </div>
    </Dialog>
  )
}
