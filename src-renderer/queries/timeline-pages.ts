import type { TimelineEntry } from '../../src-preload/contract/timeline'

type Entries = readonly TimelineEntry[]

const isSame = (one: TimelineEntry, other: TimelineEntry): boolean =>
  one.at === other.at &&
  one.hostId === other.hostId &&
  one.machineId === other.machineId &&
  one.text === other.text

/**
 * What is known with the newest page put before it, all newest first. Where the page does not reach
 * down to what is known, it alone is the answer: a gap would look like nothing happened.
 */
export const withNewer = (known: Entries, newest: Entries): Entries => {
  const [last] = known
  const seam = last === undefined ? -1 : newest.findIndex((entry) => isSame(entry, last))
  if (seam < 0) return newest
  return seam === 0 ? known : [...newest.slice(0, seam), ...known]
}

/** How to ask for the page behind what is known, and how many of its entries are known already. */
export const olderThan = (
  known: Entries,
  page: number,
): { readonly before: number; readonly limit: number; readonly known: number } | null => {
  const oldest = known.at(-1)
  if (oldest === undefined) return null
  // Several may have happened in that very millisecond, and not all of them be known.
  const twins = known.filter(({ at }) => at === oldest.at).length
  return { before: oldest.at + 1, limit: page + twins, known: twins }
}
