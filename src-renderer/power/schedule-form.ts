import type { MachineGroup, Schedule } from '../../src-preload/contract/power'
import { patternOf, readWeekly, weekDays, type Weekly } from './weekly-pattern'

export type GroupKind = 'tag' | 'host' | 'machines'

/** A schedule while a person fills it in. */
export interface ScheduleForm {
  readonly name: string
  readonly enabled: boolean
  readonly action: Schedule['action']
  readonly manner: Schedule['manner']
  readonly kind: GroupKind
  readonly tag: string
  readonly host: string
  readonly machines: readonly { readonly id: string; readonly name: string }[]
  /** Weekly times are set by fields, all others as a pattern. */
  readonly isWeekly: boolean
  readonly weekly: Weekly
  readonly pattern: string
}

const workdays = weekDays.slice(0, 5).map(([day]) => day)

/** The form for a schedule. */
export const formOf = ({ when, group, ...schedule }: Schedule): ScheduleForm => {
  const weekly = readWeekly(when)
  return {
    ...schedule,
    kind: 'tag' in group ? 'tag' : 'host' in group ? 'host' : 'machines',
    tag: 'tag' in group ? group.tag : '',
    host: 'host' in group ? group.host : '',
    machines: 'machines' in group ? group.machines : [],
    isWeekly: weekly !== null,
    weekly: weekly ?? { time: '22:00', days: workdays },
    pattern: when,
  }
}

const groupOf = ({ kind, tag, host, machines }: ScheduleForm): MachineGroup | null => {
  if (kind === 'tag') return tag.trim() === '' ? null : { tag: tag.trim() }
  if (kind === 'host') return host === '' ? null : { host }
  return machines.length === 0 ? null : { machines: [...machines] }
}

/** The pattern that the form says; empty while there is none. */
export const whenOf = ({ isWeekly, weekly, pattern }: ScheduleForm): string =>
  isWeekly ? (patternOf(weekly) ?? '') : pattern.trim()

/** The schedule that the form says; null while something is missing. */
export const scheduleOf = (form: ScheduleForm): Schedule | null => {
  const group = groupOf(form)
  const when = whenOf(form)
  const { enabled, action, manner } = form
  const name = form.name.trim()
  return group === null || when === '' || name === ''
    ? null
    : { name, enabled, when, action, group, manner }
}
