import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { t } from '../../src-preload/language/t'
import { hostsQuery } from '../queries/hosts'
import { currentFleet } from '../queries/machines'
import { ChoiceField } from '../ui/choice-field'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { visibleText } from '../ui/visible-text'
import type { GroupKind, ScheduleForm } from './schedule-form'
import styles from './schedule-group-fields.module.css'

interface ScheduleGroupFieldsProps {
  readonly form: ScheduleForm
  readonly onChange: (changed: Partial<ScheduleForm>) => void
}

/** Names that are spelled out. */
const NAMES_SHOWN = 6

const namesOf = ({ machines }: ScheduleForm): string => {
  const names = machines.slice(0, NAMES_SHOWN).map(({ name }) => visibleText(name))
  const more = machines.length - names.length
  return [...names, ...(more > 0 ? [t('{more} more', { more })] : [])].join(', ')
}

/** Which machines a schedule means. */
export const ScheduleGroupFields = ({ form, onChange }: ScheduleGroupFieldsProps) => {
  const hosts = useQuery(hostsQuery).data ?? []
  const tags = useMemo(() => {
    const all = new Set<string>()
    for (const machine of currentFleet().machines) {
      for (const tag of machine?.tags ?? []) all.add(tag)
    }
    return [...all].toSorted((one, other) => one.localeCompare(other))
  }, [])
  const kinds: { value: GroupKind; text: string }[] = [
    { value: 'tag', text: t('Tag') },
    { value: 'host', text: t('Host') },
    ...(form.machines.length > 0
      ? [
          {
            value: 'machines' as const,
            text: t('{count, plural, one {# machine} other {# machines}}', {
              count: form.machines.length,
            }),
          },
        ]
      : []),
  ]
  return (
    <>
      <ChoiceField
        label={t('Machines')}
        value={form.kind}
        options={kinds}
        onChoose={(kind) => onChange({ kind })}
      />
      {form.kind === 'tag' ? (
        <>
          <TextField
            label={t('Tag')}
            value={form.tag}
            maxLength={64}
            list="schedule-tags"
            placeholder={t('Such as lab')}
            onText={(tag) => onChange({ tag })}
          />
          <datalist id="schedule-tags">
            {tags.map((tag) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
        </>
      ) : null}
      {form.kind === 'host' ? (
        <SelectField
          label={t('Host')}
          value={form.host}
          options={[
            ...(form.host === '' ? [{ value: '', text: t('Choose a host') }] : []),
            ...hosts.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChoose={(host) => onChange({ host })}
        />
      ) : null}
      {form.kind === 'machines' ? <p className={styles['names']}>{namesOf(form)}</p> : null}
    </>
  )
}
