import type { KeySettings } from '../ui/guest-keys'
import { isOfGuestWindow, type Action, type KeyContext } from './action'

/** A key that an action should have, but that means another action already. */
export interface KeyConflict {
  readonly key: string
  readonly action: Action
  readonly holder: Action
}

/** Whether a key can be meant in both contexts at the same moment. */
const meet = (one: KeyContext, other: KeyContext): boolean => {
  if (one === other) return true
  if (isOfGuestWindow(one) || isOfGuestWindow(other)) return false
  return one === 'everywhere' || other === 'everywhere'
}

/** The other action that a key would be taken from, if this action got it. */
export const holderOf = (
  key: string,
  action: Action,
  actions: readonly Action[],
): Action | undefined =>
  actions.find(
    (other) =>
      other.id !== action.id &&
      other.keys.includes(key) &&
      meet(other.keyContext, action.keyContext),
  )

/**
 * The actions with the person's own keys. What the person chose comes first: a key that is taken
 * means only its first holder, and the others are told of as conflicts.
 */
export const rebind = (
  table: readonly Action[],
  settings: KeySettings,
): { readonly actions: readonly Action[]; readonly conflicts: readonly KeyConflict[] } => {
  const conflicts: KeyConflict[] = []
  const bound: Action[] = []
  const bind = (action: Action, wanted: readonly string[]): void => {
    const keys = wanted.filter((key) => {
      const holder = holderOf(key, action, bound)
      if (holder !== undefined) conflicts.push({ key, action, holder })
      return holder === undefined
    })
    bound.push(
      keys.length === action.keys.length && wanted === action.keys ? action : { ...action, keys },
    )
  }
  const own = (action: Action): readonly string[] | undefined =>
    Object.hasOwn(settings, action.id) ? settings[action.id] : undefined
  for (const action of table) {
    const keys = own(action)
    if (keys !== undefined) bind(action, keys)
  }
  if (bound.length === 0) return { actions: table, conflicts }
  for (const action of table) if (own(action) === undefined) bind(action, action.keys)
  const byId = new Map(bound.map((action) => [action.id, action]))
  return { actions: table.map((action) => byId.get(action.id) ?? action), conflicts }
}
