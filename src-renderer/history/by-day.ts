import { dateLanguage } from '../ui/format'
import type { TimelineEntry } from '../../src-preload/contract/timeline'
import { t } from '../../src-preload/language/t'

/** A line of the history: the heading of a day, or something that happened on it. */
export type HistoryLine =
  | { readonly kind: 'day'; readonly at: number }
  | { readonly kind: 'entry'; readonly entry: TimelineEntry }

const isSameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString()

/** Entries (newest first) with a heading before the first of each day, in local time. */
export const byDay = (entries: readonly TimelineEntry[]): readonly HistoryLine[] =>
  entries.flatMap((entry, index): readonly HistoryLine[] => {
    const before = entries[index - 1]
    const line = { kind: 'entry', entry } as const
    return before !== undefined && isSameDay(before.at, entry.at)
      ? [line]
      : [{ kind: 'day', at: entry.at }, line]
  })

const dayFormat = new Intl.DateTimeFormat(dateLanguage ?? 'en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

const DAY_MS = 24 * 60 * 60 * 1000

/** A day as `Today`, `Yesterday`, or `Saturday 21 November 2026`. */
export const dayName = (at: number, now: number = Date.now()): string => {
  if (isSameDay(at, now)) return t('Today')
  return isSameDay(at, now - DAY_MS) ? t('Yesterday') : dayFormat.format(at)
}
