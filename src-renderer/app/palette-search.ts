import type { Machine } from '../../src-preload/contract/machine'
import type { Fleet } from '../queries/fleet'
import { titleOf, type Action, type ActionContext } from './action'

/** How many machines the palette offers. */
const MACHINES_OFFERED = 50

const termsOf = (search: string): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean)

const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/[\s,]+/)

const beginsWords = (terms: readonly string[], words: readonly string[]): boolean =>
  terms.every((term) => words.some((word) => word.startsWith(term)))

/** How well an action fits a search: 0 by its title, 1 by its other words, undefined not at all. */
const rankOf = (
  action: Action,
  context: ActionContext,
  terms: readonly string[],
): number | undefined => {
  const title = wordsOf(titleOf(action, context))
  if (beginsWords(terms, title)) return 0
  const more = wordsOf(`${action.generalTitle ?? ''} ${action.keywords ?? ''}`)
  return beginsWords(terms, [...title, ...more]) ? 1 : undefined
}

/** The actions of which every word of the search begins a word: those that it names come first. */
export const actionsMatching = (
  actions: readonly Action[],
  context: ActionContext,
  search: string,
): readonly Action[] => {
  const terms = termsOf(search)
  return actions
    .flatMap((action) => {
      const rank = rankOf(action, context, terms)
      return rank === undefined ? [] : { action, rank }
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ action }) => action)
}

/** The first machines whose names hold every word of the search; none without a search. */
export const machinesMatching = (fleet: Fleet, search: string): readonly Machine[] => {
  const terms = termsOf(search)
  const found: Machine[] = []
  if (terms.length === 0) return found
  for (const machine of fleet.machines) {
    if (machine === undefined) continue
    const name = machine.name.toLowerCase()
    if (terms.every((term) => name.includes(term))) found.push(machine)
    if (found.length === MACHINES_OFFERED) break
  }
  return found
}
