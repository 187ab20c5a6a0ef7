import { t } from '../../src-preload/language/t'

/** Less than this is the way of question and answer, in ms. */
const SAME = 1_000

const amount = (ms: number): string => {
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return `${seconds} s`
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`
  if (seconds < 2 * 86_400) return `${Math.round(seconds / 3600)} h`
  return t('{count, plural, one {# day} other {# days}}', { count: Math.round(seconds / 86_400) })
}

/** How far a guest's clock is from this computer's, given in ms. */
export const clockWords = (aheadMs: number): string => {
  if (Math.abs(aheadMs) < SAME) return t('Right')
  const told = { amount: amount(Math.abs(aheadMs)) }
  return aheadMs > 0 ? t('{amount} ahead', told) : t('{amount} behind', told)
}
