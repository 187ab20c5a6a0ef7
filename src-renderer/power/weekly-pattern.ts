import { t } from '../../src-preload/language/t'

/** A time on some days of the week, which is what most schedules are. */
export interface Weekly {
  /** `22:00` */
  readonly time: string
  /** 0 is Sunday, as in cron. */
  readonly days: readonly number[]
}

/** As a week goes. */
export const weekDays: readonly (readonly [day: number, short: string, name: string])[] = [
  [1, t('Mon'), t('Monday')],
  [2, t('Tue'), t('Tuesday')],
  [3, t('Wed'), t('Wednesday')],
  [4, t('Thu'), t('Thursday')],
  [5, t('Fri'), t('Friday')],
  [6, t('Sat'), t('Saturday')],
  [0, t('Sun'), t('Sunday')],
]

const two = (figure: number): string => String(figure).padStart(2, '0')

const inWeek = (days: Iterable<number>): readonly number[] => {
  const all = new Set(days)
  return weekDays.map(([day]) => day).filter((day) => all.has(day))
}

/** The cron pattern of a weekly time; null while its time or its days are missing. */
export const patternOf = ({ time, days }: Weekly): string | null => {
  const [hour, minute] = time.split(':').map(Number)
  if (hour === undefined || minute === undefined || days.length === 0) return null
  if (Number.isNaN(hour) || Number.isNaN(minute)) return null
  const sorted = inWeek(days)
  return `${minute} ${hour} * * ${sorted.length === 7 ? '*' : sorted.join(',')}`
}

const daysOf = (field: string): readonly number[] | null => {
  if (field === '*') return weekDays.map(([day]) => day)
  const days: number[] = []
  for (const part of field.split(',')) {
    const [, from, to] = /^([0-7])(?:-([0-7]))?$/.exec(part) ?? []
    if (from === undefined) return null
    for (let day = Number(from); day <= Number(to ?? from); day += 1) days.push(day % 7)
  }
  return inWeek(days)
}

/** Reads a cron pattern as a weekly time; null where it says something else. */
export const readWeekly = (when: string): Weekly | null => {
  const [minute, hour, date, month, weekday, ...more] = when.trim().split(/\s+/)
  if (date !== '*' || month !== '*' || weekday === undefined || more.length > 0) return null
  if (!/^\d{1,2}$/.test(minute ?? '') || !/^\d{1,2}$/.test(hour ?? '')) return null
  if (Number(minute) > 59 || Number(hour) > 23) return null
  const days = daysOf(weekday)
  return days === null ? null : { time: `${two(Number(hour))}:${two(Number(minute))}`, days }
}

const shortOf = (day: number): string => weekDays.find(([it]) => it === day)?.[1] ?? ''

const dayWords = (days: readonly number[]): string => {
  if (days.length === 7) return t('Every day')
  const key = days.join(',')
  if (key === '1,2,3,4,5') return t('Mon–Fri')
  if (key === '6,0') return t('Weekends')
  return days.map(shortOf).join(', ')
}

/** `Mon–Fri at 22:00`; another pattern as it stands. */
export const describeWhen = (when: string): string => {
  const weekly = readWeekly(when)
  return weekly === null
    ? when
    : t('{days} at {time}', { days: dayWords(weekly.days), time: weekly.time })
}
