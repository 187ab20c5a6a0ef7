import type { Machine } from '../../src-preload/contract/machine'
import { naturalKey } from './natural-key'

/** How many of the machines have a tag. */
export type TagHolding = 'all' | 'some' | 'none'

export interface TagChoice {
  readonly tag: string
  readonly holding: TagHolding
}

/** Tags of other machines that are offered, at most. */
const OFFERED = 30

/**
 * The tags of some machines, then those that others have most often: each with how many of the
 * machines have it.
 */
export const tagChoices = (
  machines: readonly Machine[],
  others: Iterable<Machine | undefined>,
): readonly TagChoice[] => {
  const counts = new Map<string, number>()
  for (const { tags } of machines)
    for (const tag of tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  const elsewhere = new Map<string, number>()
  for (const machine of others) {
    for (const tag of machine?.tags ?? []) {
      if (!counts.has(tag)) elsewhere.set(tag, (elsewhere.get(tag) ?? 0) + 1)
    }
  }
  const byName = (a: { tag: string }, b: { tag: string }): number =>
    naturalKey(a.tag) < naturalKey(b.tag) ? -1 : 1
  const own = [...counts].map(([tag, count]): TagChoice => ({
    tag,
    holding: count === machines.length ? 'all' : 'some',
  }))
  const offered = [...elsewhere]
    .sort(([, a], [, b]) => b - a)
    .slice(0, OFFERED)
    .map(([tag]): TagChoice => ({ tag, holding: 'none' }))
  return [...own.sort(byName), ...offered.sort(byName)]
}

/** What has to be done so that the machines hold tags as the person wants. */
export const tagChange = (
  choices: readonly TagChoice[],
  wanted: ReadonlyMap<string, TagHolding>,
): { readonly add: string[]; readonly remove: string[] } => {
  const before = new Map(choices.map(({ tag, holding }) => [tag, holding]))
  const changed = [...wanted].filter(([tag, holding]) => (before.get(tag) ?? 'none') !== holding)
  return {
    add: changed.filter(([, holding]) => holding === 'all').map(([tag]) => tag),
    remove: changed.filter(([, holding]) => holding === 'none').map(([tag]) => tag),
  }
}
