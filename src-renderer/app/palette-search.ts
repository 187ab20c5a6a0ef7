import type { Machine } from '../../src-preload/contract/machine'
import type { Fleet } from '../queries/fleet'
import { titleOf, type Action, type ActionContext } from './action'

/** How many machines the palette offers. */
const MACHINES_OFFERED = 50

const termsOf = (search: string): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether every word of the search begins a word of the action's. */
export const actionMatches = (action: Action, context: ActionContext, search: string): boolean => {
  const words = [titleOf(action, context), action.generalTitle ?? '', action.keywords ?? '']
    .join(' ')
    .toLowerCase()
    .split(/[\s,]+/)
  return termsOf(search).every((term) => words.some((word) => word.startsWith(term)))
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
