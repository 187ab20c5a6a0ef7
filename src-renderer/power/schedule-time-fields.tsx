import { t } from '../../src-preload/language/t'
import { ChoiceField } from '../ui/choice-field'
import { TextField } from '../ui/text-field'
import { whenOf, type ScheduleForm } from './schedule-form'
import { readWeekly, weekDays } from './weekly-pattern'
import styles from './schedule-time-fields.module.css'

interface ScheduleTimeFieldsProps {
  readonly form: ScheduleForm
  readonly onChange: (changed: Partial<ScheduleForm>) => void
}

/** A time on days of the week, or a cron pattern for all that is rarer. */
export const ScheduleTimeFields = ({ form, onChange }: ScheduleTimeFieldsProps) => {
  const { weekly, isWeekly } = form
  const choose = (how: 'weekly' | 'pattern'): void => {
    if (how === 'pattern') onChange({ isWeekly: false, pattern: whenOf(form) })
    else onChange({ isWeekly: true, weekly: readWeekly(form.pattern) ?? weekly })
  }
  const toggle = (day: number): void => {
    const days = weekly.days.includes(day)
      ? weekly.days.filter((it) => it !== day)
      : [...weekly.days, day]
    onChange({ weekly: { ...weekly, days } })
  }
  return (
    <>
      <ChoiceField
        label={t('When')}
        value={isWeekly ? 'weekly' : 'pattern'}
        options={[
          { value: 'weekly', text: t('Days of the week') },
          { value: 'pattern', text: t('Pattern') },
        ]}
        onChoose={choose}
      />
      {isWeekly ? (
        <div className={styles['weekly']}>
          <TextField
            label={t('Time')}
            type="time"
            value={weekly.time}
            onText={(time) => onChange({ weekly: { ...weekly, time } })}
          />
          <div role="group" aria-label={t('Days')} className={styles['days']}>
            {weekDays.map(([day, short, name]) => (
              <label key={day} className={styles['day']}>
                <input
                  type="checkbox"
                  aria-label={name}
                  checked={weekly.days.includes(day)}
                  onChange={() => toggle(day)}
                />
                <span aria-hidden="true">{short}</span>
              </label>
            ))}
          </div>
        </div>
      ) : (
        <TextField
          label={t('Cron pattern')}
          hint={t('Minute, hour, day, month, weekday; in this computer’s time')}
          mono
          maxLength={100}
          value={form.pattern}
          onText={(pattern) => onChange({ pattern })}
        />
      )}
    </>
  )
}
