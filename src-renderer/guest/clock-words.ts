/** Less than this is the way of question and answer, in ms. */
const SAME = 1_000

const amount = (ms: number): string => {
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return `${seconds} s`
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`
  if (seconds < 2 * 86_400) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** How far a guest's clock is from this computer's, given in ms. */
export const clockWords = (aheadMs: number): string => {
  if (Math.abs(aheadMs) < SAME) return 'Right'
  return `${amount(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'behind'}`
}
