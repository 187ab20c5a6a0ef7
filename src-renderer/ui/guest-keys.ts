/** The person's own keys, by action id. */
export type KeySettings = Readonly<Record<string, readonly string[]>>

/** Windows whose keys are guests'; begins the names of their keys' settings. */
export type GuestRoom = 'console' | 'tiles' | 'display'

/** What a window does by itself, though its keys are the guest's. */
export interface GuestWindowKey {
  readonly title: string
  /** The key that it comes with. */
  readonly keys: string
}

/** As much of a key press as tells which key it was. */
export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'
>

/** By what a key types and by where it stands, because Shift changes what it types. */
const keyOf = ({ key, code }: Pressed): string => {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return digit
  // A German keyboard has * above its +, and _ above its −.
  if (key === '+' || key === '*' || code === 'Equal' || code === 'NumpadAdd') return '+'
  if (key === '-' || key === '_' || code === 'Minus' || code === 'NumpadSubtract') return '-'
  // The letter that stands there on keyboards of other scripts.
  return /^Key([A-Z])$/.exec(code)?.[1] ?? key
}

/** The name of a key press in a window of a guest: `Ctrl+Shift+C`, `Ctrl+Shift++`, `F11`. */
export const guestKeyName = (pressed: Pressed): string =>
  [
    ...(pressed.ctrlKey ? ['Ctrl'] : []),
    ...(pressed.altKey ? ['Alt'] : []),
    ...(pressed.metaKey ? ['Super'] : []),
    ...(pressed.shiftKey ? ['Shift'] : []),
    keyOf(pressed),
  ].join('+')

/** The keys of an action as they are now. */
export const keysOf = (
  room: GuestRoom,
  action: string,
  table: Readonly<Record<string, GuestWindowKey>>,
  settings: KeySettings,
): readonly string[] => {
  const id = `${room}.${action}`
  const own = Object.hasOwn(settings, id) ? settings[id] : undefined
  return own ?? [table[action]?.keys ?? ''].filter((key) => key !== '')
}

/** What a key press asks of the window, or null where it is the guest's. */
export const guestActionFor = <A extends string>(
  room: GuestRoom,
  table: Readonly<Record<A, GuestWindowKey>>,
  settings: KeySettings,
  pressed: Pressed,
): A | null => {
  const name = guestKeyName(pressed)
  const actions = Object.keys(table) as A[]
  return actions.find((action) => keysOf(room, action, table, settings).includes(name)) ?? null
}
