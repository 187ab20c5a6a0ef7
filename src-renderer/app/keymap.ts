import type { Action, KeyContext } from './action'

/** What of a keyboard event makes its name. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>

/** The letter or digit on the key, for layouts that have no Latin letters or shifted digits. */
const latinOf = (code: string): string | undefined => /^(?:Key|Digit)(.)$/.exec(code)?.[1]

const isLetter = (key: string): boolean => /^[a-z]$/i.test(key)

/**
 * The name of a key press, as in the table of actions: `s`, `Shift+R`, `?`, `Ctrl+K`, `Ctrl+1`.
 *
 * Shift is part of a letter's name whether or not Caps Lock is on; with other characters it is only
 * how the layout reaches them (`?`, `/` on a German keyboard), and has no say.
 */
export const keyName = (press: KeyPress): string => {
  const { code, ctrlKey, metaKey, altKey, shiftKey } = press
  const printable = /^.$/u.test(press.key)
  const latin = latinOf(code)
  // A character that no binding can name, or a digit row that gives punctuation without Shift.
  const foreign = printable && latin !== undefined && !/^[\x20-\x7e]$/.test(press.key)
  const shiftedDigit = ctrlKey && latin !== undefined && /\d/.test(latin)
  const key = (foreign || shiftedDigit) && latin !== undefined ? latin : press.key

  const modifiers = [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && (!printable || isLetter(key)) ? ['Shift'] : []),
  ]
  if (key === ' ') return [...modifiers, 'Space'].join('+')
  if (!isLetter(key)) return [...modifiers, key].join('+')
  return [...modifiers, modifiers.length > 0 ? key.toUpperCase() : key.toLowerCase()].join('+')
}

export type Keymap = ReadonlyMap<string, Action>

const bindingOf = (context: KeyContext, key: string): string => `${context} ${key}`

/** @throws Error where two actions claim a key in one context. */
export const keymapOf = (actions: readonly Action[]): Keymap => {
  const keymap = new Map<string, Action>()
  for (const action of actions) {
    for (const key of action.keys) {
      const binding = bindingOf(action.keyContext, key)
      const other = keymap.get(binding)
      if (other !== undefined) throw new Error(`${action.id} and ${other.id} share the key ${key}`)
      keymap.set(binding, action)
    }
  }
  return keymap
}

/** The action that a key means in the first of the contexts that binds it. */
export const actionFor = (
  keymap: Keymap,
  contexts: readonly KeyContext[],
  key: string,
): Action | undefined => {
  for (const context of contexts) {
    const action = keymap.get(bindingOf(context, key))
    if (action !== undefined) return action
  }
  return undefined
}
